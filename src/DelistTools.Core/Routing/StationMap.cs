using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>
/// Turns findings into the stations that a plan has to pass, each once, whoever leads there: upstream lists before the
/// provider that follows them, the parts of a combined list in its place, prerequisites before everything.
/// </summary>
internal sealed class StationMap
{
    private readonly ProviderCatalog _catalog;
    private readonly UpstreamAnswers _answers;
    private readonly Dictionary<string, Station> _byKey = new(StringComparer.Ordinal);
    private readonly List<Station> _stations = new();
    private readonly HashSet<(string Target, string List)> _found = new();

    internal StationMap(ProviderCatalog catalog, UpstreamAnswers answers)
    {
        _catalog = catalog;
        _answers = answers;
    }

    internal IReadOnlyList<Station> Stations => _stations;

    /// <summary>Providers whose mail another one receives now, by name.</summary>
    internal List<KeyValuePair<MailProvider, MailProvider>> HandedOver { get; } = new();

    internal void AddAll(IReadOnlyCollection<Finding> findings)
    {
        foreach (Finding finding in findings)
        {
            _found.UnionWith(finding.Parts.Concat(finding.Named).Concat(new[] { finding.List }.OfType<Blocklist>()).Select(l => (Target(finding), l.Id)));
        }

        foreach (Finding finding in findings)
        {
            Add(finding);
        }
    }

    /// <summary>What is wrong on the sender's own side comes first, also where nobody is known to ask for it.</summary>
    internal void AddFailing(ReadinessAnswers readiness)
    {
        foreach (Station station in _stations.Where(s => s is { IsFound: true, Kind: not StationKind.Fix } && s.Findings.Any(IsOfSender)).ToList())
        {
            AddFixes(readiness.Failing(station.Targets), station.Findings[0], station);
        }
    }

    /// <summary>A full mailbox, a host that is not there, a message too large: nothing of the sender's DNS mends those.</summary>
    private static bool IsOfSender(Finding finding) => finding.Refusal is null || finding.Named.Count > 0 || FindingReader.IsListing(finding.Refusal)
        || finding.Refusal.Cause is RefusalCause.ReverseDnsRequired or RefusalCause.AuthenticationRequired or RefusalCause.HelloRefused
            or RefusalCause.ContentRefused or RefusalCause.SenderRefused or RefusalCause.Unknown;

    private static string Target(Finding finding) => finding.Target?.ToLowerInvariant() ?? "";

    private void Add(Finding finding)
    {
        if (finding.List is not null)
        {
            AddList(finding.List, finding, isFound: true);
        }
        else if (finding.Refusal is not null)
        {
            AddRefusal(finding, finding.Refusal);
        }
        else if (finding.Provider is not null)
        {
            AddProvider(finding.Provider, finding, isFound: true);
        }
        else
        {
            AddPlan(finding.Plan!, finding, finding.RecipientDomain ?? "");
        }
    }

    private void AddRefusal(Finding finding, MailRefusal refusal)
    {
        bool isListing = FindingReader.IsListing(refusal);
        if (finding.Named.Count > 0)
        {
            foreach (Blocklist list in finding.Named)
            {
                IReadOnlyList<Station> stations = AddList(list, finding, isFound: true);
                if (list.Status is BlocklistStatus.Live or BlocklistStatus.Unknown)
                {
                    Station after = AddPlan(PlanIds.AfterList, finding, "", isFound: false);
                    after.GoAfter(ListKey(list.Id));
                    Follow(after, stations);
                }
            }

            return;
        }

        MailProvider? provider = finding.Provider;
        if (isListing && refusal.Blocklist is not null)
        {
            Station unknown = AddPlan(PlanIds.ListUnknown, finding, refusal.Blocklist);
            if (provider is not null && refusal.IsAddressBlock)
            {
                Follow(AddProvider(provider, finding, isFound: true), new[] { unknown });
            }
        }
        else if (refusal.IsAddressBlock && provider is not null)
        {
            AddProvider(provider, finding, isFound: true);
        }
        else
        {
            string own = refusal.Cause is RefusalCause.RecipientOwnList or RefusalCause.RecipientRefused or RefusalCause.MailboxFull
                ? refusal.Recipient ?? ""
                : "";
            AddPlan(PlanIds.Of(refusal.Cause), finding, (refusal.Provider ?? refusal.RemoteMta) + own);
        }
    }

    private Station AddProvider(MailProvider provider, Finding finding, bool isFound)
    {
        if (provider.HandsOverTo is not null && _catalog.Find(provider.HandsOverTo) is { } successor)
        {
            HandedOver.Add(new KeyValuePair<MailProvider, MailProvider>(provider, successor));
            return AddProvider(successor, finding, isFound);
        }

        if (provider.Steps.Count == 0)
        {
            // Its successor was taken out of the catalogue, and itself it has nothing to say.
            return AddPlan(PlanIds.ProviderUnknown, finding, provider.Id, isFound);
        }

        Station station = Get("provider:" + provider.Id, () => new Station("provider:" + provider.Id, StationKind.Provider) { Provider = provider });
        bool isNew = station.Add(finding);
        station.IsFound |= isFound;
        if (!isNew)
        {
            // Several whom it leads to follow the same one.
            return station;
        }

        station.Steps = StepsFor(provider, station);
        station.Advice = station.Steps.All(s => s.Kind == StepKind.Nothing) ? RouteAdvice.NotPossible : RouteAdvice.Recommended;
        station.AdviceReason = provider.About;
        AddFixes(provider.Prerequisites, finding, station);
        foreach (ProviderUpstream upstream in provider.Upstream)
        {
            // A list that is no place to go to for this finding comes first all the same where another one leads there.
            if (upstream.Blocklist is not null)
            {
                station.GoAfter(ListKey(upstream.Blocklist));
            }

            Follow(station, AddUpstream(provider, upstream, finding));
        }

        return station;
    }

    private IReadOnlyList<Station> AddUpstream(MailProvider provider, ProviderUpstream upstream, Finding finding)
    {
        List<Station> added = new();
        if (upstream.Blocklist is not null && _catalog.Lists.Find(upstream.Blocklist) is { } list)
        {
            if (HasAddresses(list, finding.Address) && list.Status is not (BlocklistStatus.Dead or BlocklistStatus.Merged))
            {
                added.AddRange(AddList(list, finding, isFound: false));
            }
        }
        else if (upstream.Provider is not null && _catalog.Find(upstream.Provider) is { } followed)
        {
            added.Add(AddProvider(followed, finding, isFound: false));
        }
        else if (upstream.Unnamed is not null)
        {
            added.Add(AddPlan(PlanIds.PublicLists, finding, "", isFound: false));
        }

        foreach (Station station in added.Where(s => !s.IsFound))
        {
            station.Because ??= provider.Name + (upstream.Relation == UpstreamRelation.Current ? " follows it: " : " followed it once, and whether it still does is open: ")
                + (upstream.Period is null ? upstream.Evidence : upstream.Evidence.TrimEnd('.') + " (" + upstream.Period + ").");
            station.Relation = station.Relation == UpstreamRelation.Current ? UpstreamRelation.Current : upstream.Relation;
        }

        return added;
    }

    /// <summary>
    /// A list of domains has nothing to say about an address, and it is not known which domain is meant. Of what a
    /// private list holds nobody knows much.
    /// </summary>
    private static bool HasAddresses(Blocklist list, IPAddress? address) =>
        list.HoldsAddresses() && (address is null || list.IsPrivate || list.IsFor(address.ToString()));

    /// <param name="list">The list.</param>
    /// <param name="finding">What led to it.</param>
    /// <param name="isFound">The list has the target, as opposed to: somebody who refused follows it.</param>
    /// <param name="whole">What the combined list said that this one is the part of.</param>
    /// <param name="isPart">The list is known to be the part that has it, so that nobody has to look further.</param>
    private IReadOnlyList<Station> AddList(Blocklist list, Finding finding, bool isFound, BlocklistCheck? whole = null, bool isPart = false)
    {
        BlocklistCheck? check = whole ?? _answers.Find(list, finding.Target, _catalog.Lists) ?? (finding.List == list ? finding.Check : null);
        bool isNamed = whole is not null || NamesItself(list, check);
        List<Station> added = new();
        if (whole is null && check is { Components.Count: > 0 })
        {
            added.AddRange(check.Components.Where(c => c != list.Id).Select(_catalog.Lists.Find).OfType<Blocklist>()
                .SelectMany(part => AddList(part, finding, isFound, check)));
        }
        else if (isFound && !isNamed && check is not { Verdict: ListingVerdict.NotListed or ListingVerdict.Informational })
        {
            // A combined list that was found together with one of its parts has nothing to add.
            added.AddRange(list.Includes.Where(i => _found.Contains((Target(finding), i))).Select(_catalog.Lists.Find).OfType<Blocklist>()
                .SelectMany(part => AddList(part, finding, isFound, isPart: true)));
        }

        if (added.Count > 0 && !isNamed)
        {
            return added;
        }

        Station station = Get(ListKey(list.Id), () => new Station(ListKey(list.Id), StationKind.List) { List = list });
        station.Add(finding);
        station.IsFound |= isFound;
        if (check is not null && finding.Target is not null)
        {
            station.Note(finding.Target, check);
        }

        RoutePlan plan = station.Plan = ListPlans.Find(_catalog, list, ScopeOf(station, list));
        if (!station.IsSplit)
        {
            IReadOnlyList<StepTemplate> own = _catalog.StepsOf(list);
            station.Steps = own.Count > 0 && plan.Id != PlanIds.ListClosed ? own : plan.Steps;
        }

        ListPlans.Advise(station);
        AddFixes(plan.Fixes.Concat(list.Prerequisites), finding, station);
        added.Add(station);
        if (isFound && !isPart && check is not { IsAnswered: true } && list.Includes.Count > 0)
        {
            added.AddRange(AddParts(list, station, finding));
        }

        return added;
    }

    /// <summary>An answer of the list holds a code of its own, beside those that name its parts.</summary>
    private static bool NamesItself(Blocklist list, BlocklistCheck? check) => check is { Verdict: ListingVerdict.Listed }
        && (check.Components.Contains(list.Id) || list.Rules.Codes.Any(
            c => c is { Component: null, IsInformational: false } && check.Codes.Any(code => Matches(c, code))));

    private static bool Matches(ListingCode code, string answer) => IpAddressText.TryParse(answer, out IPAddress? address)
        && address.AddressFamily == AddressFamily.InterNetwork
        && (code.Bit == 0 ? code.Matches(IpAddressText.ToUInt32(address)) : (IpAddressText.ToUInt32(address) & code.Bit) != 0);

    /// <summary>What the list said about any of the targets; the widest, since one request is made for all of them.</summary>
    private static ListingScope ScopeOf(Station station, Blocklist list)
    {
        List<ListingScope> said = station.Checks.Values
            .Where(c => c.Verdict == ListingVerdict.Listed && (c.Blocklist == list.Id || list.Rules.OtherZones.Contains(c.Blocklist)))
            .Select(c => c.Scope).ToList();
        return said.Count == 0 ? list.Scope : said.OrderByDescending(s => s is ListingScope.Range or ListingScope.Network).First();
    }

    /// <summary>
    /// Nobody said which part of a combined list it is: its own steps find that out, and each part adds what to do if it
    /// is the one.
    /// </summary>
    private IEnumerable<Station> AddParts(Blocklist list, Station whole, Finding finding)
    {
        List<Station> parts = list.Includes.Select(_catalog.Lists.Find).OfType<Blocklist>()
            .Where(p => p.Status is not (BlocklistStatus.Dead or BlocklistStatus.Merged) && (finding.Target is null || p.IsPrivate || p.IsFor(finding.Target)))
            .SelectMany(p => AddList(p, finding, isFound: false)).ToList();
        if (parts.Count > 0)
        {
            whole.IsSplit = true;
            whole.Steps = whole.Steps.Where(s => s.Kind is StepKind.Check or StepKind.CheckUpstream).DefaultIfEmpty(whole.Steps[0]).ToList();
        }

        foreach (Station part in parts.Where(p => !p.IsFound))
        {
            part.Because ??= "Only if " + part.List!.Name + " is the part of " + list.Name + " that has it.";
            part.Steps = part.Steps.Where(s => s.Kind is not (StepKind.Check or StepKind.CheckUpstream)).Take(1).DefaultIfEmpty(part.Steps[0]).ToList();
            part.GoAfter(whole.Key);
        }

        return parts;
    }

    private Station AddPlan(string id, Finding finding, string scope, bool isFound = true)
    {
        RoutePlan plan = _catalog.FindPlan(id) ?? throw new InvalidOperationException("The catalogue has no plan '" + id + "'.");
        string key = "plan:" + id + ":" + scope;
        Station station = Get(key, () => new Station(key, StationKind.Plan)
        {
            Plan = plan,
            Steps = plan.Steps,
            Advice = plan.Advice,
            AdviceReason = plan.Reason,
        });
        station.Add(finding);
        station.IsFound |= isFound;
        AddFixes(plan.Fixes, finding, station);
        return station;
    }

    private void AddFixes(IEnumerable<string> ids, Finding finding, Station station)
    {
        foreach (RouteFix fix in ids.Select(_catalog.FindFix).OfType<RouteFix>().Where(f => Suits(f, finding)))
        {
            string key = "fix:" + fix.Id;
            Station added = Get(key, () => new Station(key, StationKind.Fix) { Fix = fix, Steps = new[] { fix.Step } });
            added.Add(finding);
            station.GoAfter(key);
        }
    }

    /// <summary>What only concerns IPv6 is left out where the address is known and is of IPv4.</summary>
    private static bool Suits(RouteFix fix, Finding finding) =>
        !fix.IsForIPv6 || finding.Address?.AddressFamily != AddressFamily.InterNetwork;

    private static string ListKey(string id) => "list:" + id;

    private static void Follow(Station station, IEnumerable<Station> others)
    {
        foreach (Station other in others.Where(o => o != station))
        {
            station.GoAfter(other.Key);
        }
    }

    /// <summary>Steps that are for other refusals than this one are left out; all of them where none is for this one.</summary>
    private static IReadOnlyList<StepTemplate> StepsFor(MailProvider provider, Station station)
    {
        HashSet<string> rules = new(station.Findings.Select(f => f.Refusal?.RuleId).OfType<string>(), StringComparer.Ordinal);
        return provider.Steps.Any(s => s.When.Any(rules.Contains))
            ? provider.Steps.Where(s => s.When.Count == 0 || s.When.Any(rules.Contains)).ToList()
            : provider.Steps;
    }

    private Station Get(string key, Func<Station> create)
    {
        if (!_byKey.TryGetValue(key, out Station? station))
        {
            station = create();
            _byKey.Add(key, station);
            _stations.Add(station);
        }

        return station;
    }
}
