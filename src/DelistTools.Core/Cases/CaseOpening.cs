using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Cases;

/// <summary>
/// Makes cases of a route, one for each operator: what was found at its lists, or at the provider, and the steps that this
/// leads through, those at lists that it follows included.
/// </summary>
internal static class CaseOpening
{
    internal static IReadOnlyList<NewCase> Of(DelistingRoute route)
    {
        List<IGrouping<string, RouteFinding>> operators = route.Findings.GroupBy(f => f.Operator, StringComparer.OrdinalIgnoreCase).ToList();
        return operators.Select(findings => Open(route, findings.ToList(), isOnly: operators.Count == 1)).ToList().AsReadOnly();
    }

    private static NewCase Open(DelistingRoute route, IReadOnlyList<RouteFinding> findings, bool isOnly) => new()
    {
        Target = route.Target,
        For = findings[0].For,
        Name = findings[0].Operator,
        Route = isOnly ? route : Part(route, findings),
    };

    private static DelistingRoute Part(DelistingRoute route, IReadOnlyList<RouteFinding> findings)
    {
        HashSet<string> ids = new(findings.Select(f => f.For), StringComparer.Ordinal);
        List<DelistingStep> steps = route.Steps.Where(s => s.Serves.Any(ids.Contains)).ToList();
        HashSet<string> places = new(steps.Select(s => s.For).OfType<string>().Concat(ids), StringComparer.Ordinal);
        return new DelistingRoute
        {
            Target = route.Target,
            For = route.For.Where(places.Contains).ToList().AsReadOnly(),
            Reason = string.Join(" ", findings.Select(f => f.Reason).Distinct(StringComparer.Ordinal)),
            Advice = findings.Min(f => f.Advice),
            Steps = steps.AsReadOnly(),
            Findings = findings,
            TypicalTime = Merged(findings, f => f.TypicalTime),
            Cost = Merged(findings, f => f.Cost),
            Confidence = findings.Max(f => f.Confidence),
            Cautions = route.Cautions,
            Sources = route.Sources,
            VerifiedOn = findings.Min(f => f.VerifiedOn),
        };
    }

    private static string Merged(IReadOnlyList<RouteFinding> findings, Func<RouteFinding, string> value) =>
        string.Join("; ", findings.Select(value).Distinct(StringComparer.OrdinalIgnoreCase));
}
