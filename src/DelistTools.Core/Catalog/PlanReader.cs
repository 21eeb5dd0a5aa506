using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>
/// Reads an entry of the section <c>plans</c>: what to do in a situation that many lists and refusals share, such as a
/// list whose entries expire, or a reply that asks to slow down.
/// </summary>
internal static class PlanReader
{
    internal const string Section = "plans";

    internal static RoutePlan Read(EntryReader entry) => new()
    {
        Id = entry.Id,
        Advice = entry.RequiredChoice<RouteAdvice>("advice"),
        Reason = TemplateReader.RequiredText(entry, "reason"),
        Time = TemplateReader.RequiredText(entry, "time"),
        Cost = TemplateReader.RequiredText(entry, "cost"),
        Fixes = entry.TextList("fixes"),
        Steps = Steps(entry),
        Confidence = entry.RequiredChoice<Confidence>("confidence"),
        VerifiedOn = entry.RequiredDate("verifiedOn"),
        Sources = entry.Sources(),
    };

    /// <summary>A plan without a step would leave somebody standing there.</summary>
    private static IReadOnlyList<StepTemplate> Steps(EntryReader entry)
    {
        IReadOnlyList<StepTemplate> steps = TemplateReader.Steps(entry);
        return steps.Count > 0 ? steps : throw entry.Error("steps", "expected at least one step, if only one that says that there is nothing to do.");
    }
}
