using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;

namespace DelistTools.Cases;

/// <summary>Plans what a case needs beyond the route that it was opened with.</summary>
internal sealed class CaseWays
{
    private readonly Func<ProviderCatalog> _catalog;

    /// <param name="catalog">The ways off, read when something has to be planned.</param>
    internal CaseWays(Func<ProviderCatalog> catalog)
    {
        _catalog = catalog;
    }

    /// <summary>The steps at a list for the targets of a case; empty where the catalogue does not know the list.</summary>
    internal IReadOnlyList<DelistingStep> ToList(string list, DelistingCase about, DateTime now)
    {
        ProviderCatalog catalog = _catalog();
        return catalog.Lists.Find(list) is { } found
            ? Plan(catalog, TargetsOf(about).Select(t => FindingReader.Read(found, t)), now)
            : Array.Empty<DelistingStep>();
    }

    /// <summary>How one sees that an entry that was lifted is gone.</summary>
    internal IReadOnlyList<DelistingStep> AfterRemoval(DelistingCase about, DateTime now) => Plan(
        _catalog(),
        TargetsOf(about).Select(t => new Finding { Plan = PlanIds.AfterList, Target = t, Address = Targets.AddressOf(t) }),
        now);

    /// <summary>The targets of a case; one that is null where it has none.</summary>
    internal static IReadOnlyList<string?> TargetsOf(DelistingCase about) => about.Target is null
        ? new string?[] { null }
        : about.Target.Split(',').Select(t => (string?)t.Trim()).ToList();

    private static IReadOnlyList<DelistingStep> Plan(ProviderCatalog catalog, IEnumerable<Finding> findings, DateTime now) =>
        new RoutePlanner(catalog, now).Plan(findings.ToList(), UpstreamAnswers.None).Steps;
}
