namespace DelistTools.Catalog;

/// <summary>
/// Reads an entry of the section <c>fixes</c>: something on the sender's own side that operators want to see in order
/// before they grant anything.
/// </summary>
internal static class FixReader
{
    internal const string Section = "fixes";

    internal static RouteFix Read(EntryReader entry) => new()
    {
        Id = entry.Id,
        Step = TemplateReader.Step(entry, StepKind.Fix),
        Rank = (int)(entry.Number("rank", 0, 1000) ?? 500),
        Confidence = entry.RequiredChoice<Confidence>("confidence"),
        VerifiedOn = entry.RequiredDate("verifiedOn"),
        Sources = entry.Sources(),
    };
}
