using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Ranges of addresses in numbers.</summary>
internal static class RangeSection
{
    internal static ReportSection? Of(IReadOnlyList<IpBlocklistSummary> ranges, ReportContext context) => ranges.Count == 0 ? null
        : new ReportSection("ranges", "Ranges", "How many addresses of each range are listed, by which lists, and by entries of which reach.")
        {
            Noun = ("range", "ranges"),
            Entries = ranges.Select(r => new ReportEntry(
                context.Texts.Line(r.Range) + (r.Shard is null ? "" : ", part " + context.Texts.Line(r.Shard)), State(r), Sentence(r), () => Parts(r, context))).ToList(),
        };

    internal static string Sentence(IpBlocklistSummary range) =>
        ReportContext.Number(range.Listed) + " of " + ReportContext.Count(range.Addresses, "address is", "addresses are") + " on at least one list, "
        + ReportContext.Number(range.NotListed) + " on none."
        + (range.Undetermined > 0 ? " Of " + ReportContext.Number(range.Undetermined) + " it is not known; they are no clean ones." : "");

    private static ReportCell State(IpBlocklistSummary range) => range.Listed > 0 ? new ReportCell("Partly listed", ReportMark.Bad)
        : range.Undetermined > 0 ? new ReportCell("Not known", ReportMark.Unknown) : new ReportCell("Not listed", ReportMark.Good);

    private static List<ReportPart> Parts(IpBlocklistSummary range, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(("Asked", range.Addresses), ("Listed", range.Listed), ("Not listed", range.NotListed), ("Not known", range.Undetermined),
                ("Resolver", range.Resolver), ("Asked until", range.CheckedAt))),
            new ReportTable("By list", new[] { "List", "Weight", "Listed", "No answer" }, range.ByList.Where(l => l.Listed > 0 || l.Unanswered > 0).Select(l => (IReadOnlyList<ReportCell>)new[]
            {
                context.Cell(context.NameAndId(l.Blocklist)), new ReportCell(l.Impact.ToString()), new ReportCell(ReportContext.Number(l.Listed)), new ReportCell(ReportContext.Number(l.Unanswered)),
            }).ToList()),
        };
        if (range.ByScope.Count > 0)
        {
            parts.Add(new ReportTable("By reach", new[] { "An entry covers", "Addresses" }, range.ByScope.Select(s => (IReadOnlyList<ReportCell>)new[]
            {
                new ReportCell(ListingSentences.Covers(s.Scope)), new ReportCell(ReportContext.Number(s.Addresses)),
            }).ToList()));
        }

        parts.AddRange(range.Advice.Select(a => new ReportText(context.Texts.Line(a), ReportMark.Warning)));
        if (range.ListedAddresses.Count > 0)
        {
            parts.Add(new ReportEvidence("Listed addresses", Array.Empty<ReportFact>(), range.ListedAddresses.Select(context.Texts.Line).ToList()));
        }

        return parts;
    }
}
