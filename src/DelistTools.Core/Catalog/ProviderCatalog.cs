using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>The ways off: providers, fixes and plans, after the user's overlay; immutable.</summary>
internal sealed class ProviderCatalog
{
    private readonly Dictionary<string, MailProvider> _byId;
    private readonly Dictionary<string, RouteFix> _fixes;
    private readonly Dictionary<string, RoutePlan> _plans;
    private readonly Dictionary<string, IReadOnlyList<StepTemplate>> _listSteps;
    private readonly HostIndex _exchangers = new();
    private readonly HostIndex _domains = new();

    private ProviderCatalog(
        ListCatalog lists, IReadOnlyList<MailProvider> providers, IReadOnlyList<RouteFix> fixes, IReadOnlyList<RoutePlan> plans,
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<StepTemplate>>> listSteps)
    {
        Lists = lists;
        Providers = providers;
        _byId = providers.ToDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        _fixes = fixes.ToDictionary(f => f.Id, StringComparer.OrdinalIgnoreCase);
        _plans = plans.ToDictionary(p => p.Id, StringComparer.OrdinalIgnoreCase);
        _listSteps = listSteps.ToDictionary(s => s.Key, s => s.Value, StringComparer.OrdinalIgnoreCase);

        // Today's hosts go before those of former times, whoever had them.
        Index(_exchangers, p => p.MailExchangers);
        Index(_exchangers, p => p.FormerMailExchangers);
        Index(_domains, p => p.Domains);
    }

    internal ListCatalog Lists { get; }

    internal IReadOnlyList<MailProvider> Providers { get; }

    internal IEnumerable<RouteFix> Fixes => _fixes.Values;

    internal IEnumerable<RoutePlan> Plans => _plans.Values;

    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static ProviderCatalog Build(
        IEnumerable<CatalogDocument> shipped, IEnumerable<CatalogDocument> overlays, ListCatalog lists)
    {
        CatalogReader reader = CatalogReader.Open(shipped, overlays);

        IReadOnlyList<RouteFix> fixes = reader.Read(FixReader.Section, FixReader.Read);
        HashSet<string> fixIds = new(reader.Ids(FixReader.Section), StringComparer.Ordinal);
        IReadOnlyList<RoutePlan> plans = reader.Read(PlanReader.Section, e =>
        {
            RoutePlan plan = PlanReader.Read(e);
            References.RequireKnown(e, "fixes", plan.Fixes, fixIds, "fixes");
            return plan;
        });
        HashSet<string> listIds = new(lists.KnownIds, StringComparer.Ordinal);
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<StepTemplate>>> listSteps = reader.Read(ListStepsReader.Section, e =>
        {
            References.RequireKnown(e, "id", new[] { e.Id }, listIds, "lists");
            return ListStepsReader.Read(e);
        });
        string? missing = PlanIds.Required.FirstOrDefault(id => plans.All(p => p.Id != id));
        if (missing is not null)
        {
            string? disabledBy = reader.DisabledBy(PlanReader.Section, missing);
            throw new CatalogException(
                disabledBy ?? PlanReader.Section, missing, null, "expected this plan to be there, since routes fall back on it"
                    + (disabledBy is null ? ". Install the module again, whole." : "; replace it, if it is wrong, instead of disabling it."));
        }

        lists.RequireFixes(fixIds, reader.OwnFiles);
        HashSet<string> providerIds = new(reader.Ids(ProviderReader.Section), StringComparer.Ordinal);
        Dictionary<string, EntryReader> entries = new(StringComparer.Ordinal);
        IReadOnlyList<MailProvider> providers = reader.Read(ProviderReader.Section, e =>
        {
            entries[e.Id] = e;
            MailProvider provider = ProviderReader.Read(e);
            References.RequireKnown(e, "prerequisites", provider.Prerequisites, fixIds, "fixes");
            References.RequireKnown(e, "upstream", Ids(provider.Upstream.Select(u => u.Blocklist)), listIds, "lists");
            References.RequireKnown(e, "upstream", Ids(provider.Upstream.Select(u => u.Provider)), providerIds, "providers");
            References.RequireKnown(e, "successor", Ids(new[] { provider.Successor }), providerIds, "providers");
            return provider;
        });

        // Of providers that follow one another none could be asked first.
        References.RejectCircles(
            providers.ToDictionary(p => p.Id, p => Ids(p.Upstream.Select(u => u.Provider)), StringComparer.Ordinal),
            entries, reader.OwnFiles, "upstream", "expected providers that do not follow this one in turn.");
        References.RejectCircles(
            providers.ToDictionary(p => p.Id, p => Ids(new[] { p.Successor }), StringComparer.Ordinal),
            entries, reader.OwnFiles, "successor", "expected a provider that does not hand over to this one in turn.");

        // Whoever follows a provider that handed over follows its successor, which may follow the first one in turn.
        Dictionary<string, MailProvider> byId = providers.ToDictionary(p => p.Id, StringComparer.Ordinal);
        References.RejectCircles(
            providers.ToDictionary(p => p.Id, p => Ids(p.Upstream.Select(u => u.Provider is null ? null : Today(u.Provider, byId))), StringComparer.Ordinal),
            entries, reader.OwnFiles, "upstream", "expected no provider that hands over to one that follows this one in turn.");
        return new ProviderCatalog(lists, providers, fixes, plans, listSteps);
    }

    internal MailProvider? Find(string id) => _byId.TryGetValue(id, out MailProvider? provider) ? provider : null;

    /// <summary>The provider that an MX host belongs to, and the entry by which it is known.</summary>
    internal MailProvider? FindByMailExchanger(string host, out string matched) => _exchangers.Find(host, out matched);

    /// <summary>The provider that is known to receive for a domain; its MX may know better.</summary>
    internal MailProvider? FindByDomain(string domain) => _domains.Find(domain, out string _);

    /// <summary>The provider whose servers greet like this, and the piece of text by which it is known.</summary>
    internal MailProvider? FindByGreeting(string greeting, out string matched)
    {
        MailProvider? found = null;
        matched = "";
        foreach (MailProvider provider in Providers)
        {
            foreach (string piece in provider.Greetings)
            {
                // The longest piece says most.
                if (piece.Length > matched.Length && greeting.IndexOf(piece, StringComparison.OrdinalIgnoreCase) >= 0)
                {
                    (found, matched) = (provider, piece);
                }
            }
        }

        return found;
    }

    /// <summary>The way off a list in its operator's own steps; empty where the removal policy says all there is.</summary>
    internal IReadOnlyList<StepTemplate> StepsOf(Blocklist list) =>
        _listSteps.TryGetValue(list.Id, out IReadOnlyList<StepTemplate>? steps) ? steps : Array.Empty<StepTemplate>();

    internal RouteFix? FindFix(string id) => _fixes.TryGetValue(id, out RouteFix? fix) ? fix : null;

    internal RoutePlan? FindPlan(string id) => _plans.TryGetValue(id, out RoutePlan? plan) ? plan : null;

    /// <summary>The id that a misspelt name most likely means; null where none is near.</summary>
    internal string? Nearest(string name) => NearestName.Of(name, Providers, p => p.Id, NamesOf);

    /// <summary>People call a provider by a word of its name, or by what stands before the dot of its domains.</summary>
    private static IEnumerable<string> NamesOf(MailProvider provider) => provider.Name.Split(' ', '/', '(', ')', ',').Where(w => w.Length > 3)
        .Concat(provider.Domains.Select(d => d.TrimStart('.').Split('.')[0]))
        .Append(provider.Name);

    private void Index(HostIndex index, Func<MailProvider, IReadOnlyList<string>> names)
    {
        foreach (MailProvider provider in Providers)
        {
            foreach (string name in names(provider))
            {
                index.Add(name, provider);
            }
        }
    }

    private static string Today(string id, Dictionary<string, MailProvider> providers)
    {
        while (providers.TryGetValue(id, out MailProvider? provider) && provider.HandsOverTo is not null && providers.ContainsKey(provider.HandsOverTo))
        {
            id = provider.HandsOverTo;
        }

        return id;
    }

    private static IReadOnlyList<string> Ids(IEnumerable<string?> ids) => ids.OfType<string>().ToList();
}
