using System;
using System.Collections.Generic;
using System.Linq;
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
        HashSet<string> found = new(
            findings.Select(f => f.List?.Id).OfType<string>().Concat(findings.SelectMany(f => f.Check?.Components ?? Array.Empty<string>())),
            StringComparer.Ordinal);
        foreach (Finding finding in findings)
        {
            // A combined list that was found together with one of its parts has nothing to add.
            bool isExplained = finding.Check is not { Components.Count: > 0 } && finding.List?.Includes.Any(found.Contains) == true;
            if (!isExplained)
            {
                Add(finding);
            }
        }
    }

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
        bool isListing = refusal.IsAddressBlock || refusal.Cause is RefusalCause.DomainBlocked or RefusalCause.UrlBlocked;
        Blocklist? list = refusal.Blocklist is null ? null : _catalog.Lists.Find(refusal.Blocklist) ?? _catalog.Lists.FindByZone(refusal.Blocklist);
        if (isListing && list is not null)
        {
            IReadOnlyList<Station> stations = AddList(list, finding, isFound: true);
            if (list.Status is BlocklistStatus.Live or BlocklistStatus.Unknown)
            {
                Follow(AddPlan("after-list", finding, ""), stations);
            }

            return;
        }

        MailProvider? provider = finding.Provider ?? (refusal.Provider is null ? null : _catalog.Find(refusal.Provider));
        if (isListing && refusal.Blocklist is not null)
        {
            Station unknown = AddPlan("list-unknown", finding, refusal.Blocklist);
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
            AddPlan("cause-" + ChoiceNames.Written(refusal.Cause.ToString()), finding, (refusal.Provider ?? refusal.RemoteMta) + own);
        }
    }

    private Station AddProvider(MailProvider provider, Finding finding, bool isFound)
    {
        if (provider is { Status: MailProviderStatus.Superseded, Successor: not null } && _catalog.Find(provider.Successor) is { } successor)
        {
            HandedOver.Add(new KeyValuePair<MailProvider, MailProvider>(provider, successor));
            return AddProvider(successor, finding, isFound);
        }

        Station station = Get("provider:" + provider.Id, () => new Station("provider:" + provider.Id, StationKind.Provider) { Provider = provider });
        station.Add(finding);
        station.IsFound |= isFound;
        station.Steps = StepsFor(provider, station);
        station.Advice = station.Steps.All(s => s.Kind == StepKind.Nothing) ? RouteAdvice.NotPossible : RouteAdvice.Recommended;
        station.AdviceReason = provider.About;
        AddFixes(provider.Prerequisites, finding, station);
        foreach (ProviderUpstream upstream in provider.Upstream)
        {
            Follow(station, AddUpstream(provider, upstream, finding));
        }

        return station;
    }

    private IReadOnlyList<Station> AddUpstream(MailProvider provider, ProviderUpstream upstream, Finding finding)
    {
        List<Station> added = new();
        if (upstream.Blocklist is not null && _catalog.Lists.Find(upstream.Blocklist) is { } list)
        {
            // A list of domains has nothing to say about an address, and it is not known which domain is meant.
            if ((list.Kind & ~(BlocklistKind.Domain | BlocklistKind.Hash)) != 0 && list.Status is not (BlocklistStatus.Dead or BlocklistStatus.Merged))
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
            added.Add(AddPlan("public-lists", finding, "", isFound: false));
        }

        foreach (Station station in added.Where(s => !s.IsFound))
        {
            station.Because ??= provider.Name + (upstream.Relation == UpstreamRelation.Current ? " follows it: " : " followed it once, and whether it still does is open: ")
                + upstream.Evidence + (upstream.Period is null ? "" : " (" + upstream.Period + ")");
            station.Relation = station.Relation == UpstreamRelation.Current ? UpstreamRelation.Current : upstream.Relation;
        }

        return added;
    }

    /// <param name="list">The list.</param>
    /// <param name="finding">What led to it.</param>
    /// <param name="isFound">The list has the target, as opposed to: somebody who refused follows it.</param>
    /// <param name="whole">What the combined list said that this one is the part of.</param>
    private IReadOnlyList<Station> AddList(Blocklist list, Finding finding, bool isFound, BlocklistCheck? whole = null)
    {
        BlocklistCheck? check = whole ?? _answers.Find(list, finding.Target) ?? (finding.List == list ? finding.Check : null);
        List<Blocklist> parts = whole is not null ? new() : (check?.Components ?? Array.Empty<string>())
            .Where(c => c != list.Id).Select(_catalog.Lists.Find).OfType<Blocklist>().ToList();
        if (parts.Count > 0)
        {
            return parts.SelectMany(part => AddList(part, finding, isFound, check)).ToList();
        }

        ListingScope scope = check is not null && check.Blocklist == list.Id ? check.Scope : list.Scope;
        RoutePlan plan = ListPlans.Find(_catalog, list, scope);
        Station station = Get("list:" + list.Id, () => new Station("list:" + list.Id, StationKind.List) { List = list, Plan = plan });
        station.Add(finding);
        if (check is not null && finding.Target is not null)
        {
            station.Note(finding.Target, check);
        }

        station.IsFound |= isFound;
        station.Steps = list.Steps.Count > 0 ? list.Steps : plan.Steps;
        ListPlans.Advise(station);
        AddFixes(plan.Fixes.Concat(list.Prerequisites), finding, station);
        List<Station> added = new() { station };
        if (isFound && check is null && list.Includes.Count > 0)
        {
            added.AddRange(AddParts(list, station, finding));
        }

        return added;
    }

    /// <summary>
    /// Nobody said which part of a combined list it is: its own steps find that out, and each part adds what to do if it
    /// is the one.
    /// </summary>
    private IEnumerable<Station> AddParts(Blocklist list, Station whole, Finding finding)
    {
        List<Station> parts = list.Includes.Select(_catalog.Lists.Find).OfType<Blocklist>()
            .Where(p => p.Status is not (BlocklistStatus.Dead or BlocklistStatus.Merged))
            .SelectMany(p => AddList(p, finding, isFound: false)).ToList();
        if (parts.Count > 0)
        {
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
        !fix.Id.StartsWith("ipv6-", StringComparison.Ordinal)
        || finding.Address?.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork;

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
