using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Waits that have ended, and what watches saw.</summary>
internal static class WatchSection
{
    internal static ReportSection? Waits(IReadOnlyList<DelistingWait> waits, ReportContext context) => waits.Count == 0 ? null
        : new ReportSection("waits", "Waits", "What ended each wait for the end of a listing.")
        {
            Noun = ("wait", "waits"),
            Entries = waits.Select(w => new ReportEntry(
                context.Texts.LineOrNull(w.Target) ?? (w.CaseId is { } id ? "Case " + ReportContext.Number(id) : "A wait"), State(w.Ended), context.Texts.Line(w.Reason), () => Parts(w, context))).ToList(),
        };

    internal static ReportSection? Events(IReadOnlyList<BlocklistEvent> events, ReportContext context) => events.Count == 0 ? null
        : new ReportSection("changes", "Changes", "What changed between addresses and lists while they were watched, oldest first.")
        {
            Noun = ("change", "changes"),
            Parts = new ReportPart[]
            {
                new ReportTable("Changes", new[] { "Time (UTC)", "Address", "List", "Change", "Before, since", "Why" }, events.OrderBy(e => e.At).Select(e => (IReadOnlyList<ReportCell>)new[]
                {
                    new ReportCell(ReportTime.Iso(e.At)), context.Cell(e.Address ?? "all"), context.Cell(context.NameAndId(e.Blocklist)), State(e.Change),
                    new ReportCell(e.Since is { } since ? ReportTime.Iso(since) : "not known"), context.Cell(e.Reason),
                }).ToList()),
            },
        };

    private static ReportCell State(WaitEnd end) => end switch
    {
        WaitEnd.Delisted => new ReportCell("Removed", ReportMark.Good),
        WaitEnd.NotListed => new ReportCell("Not listed", ReportMark.Good),
        WaitEnd.Accepted => new ReportCell("Accepted", ReportMark.Good),
        WaitEnd.NotRefusedBeforeData => new ReportCell("Not refused so far", ReportMark.Good),
        WaitEnd.RefusedOtherwise => new ReportCell("Refused for another reason", ReportMark.Bad),
        WaitEnd.CannotProbe => new ReportCell("Not known", ReportMark.Unknown),
        WaitEnd.ActionDue => new ReportCell("Something is to be done", ReportMark.Warning),
        WaitEnd.TimedOut => new ReportCell("Time is up", ReportMark.Warning),
        _ => new ReportCell("Case closed", ReportMark.None),
    };

    internal static ReportCell State(BlocklistChange change) => change switch
    {
        BlocklistChange.Listed => new ReportCell("Listed", ReportMark.Bad),
        BlocklistChange.Delisted => new ReportCell("Removed", ReportMark.Good),
        BlocklistChange.CodesChanged => new ReportCell("Other codes", ReportMark.Warning),
        BlocklistChange.CannotTell => new ReportCell("Cannot be told any more", ReportMark.Unknown),
        _ => new ReportCell("Can be told again", ReportMark.None),
    };

    private static List<ReportPart> Parts(DelistingWait wait, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Lists", ReportContext.Join(wait.Blocklist.Select(context.Name), 20)), ("Began", wait.Since), ("Ended", wait.EndedAt), ("Times asked", wait.Asked), ("Would have asked next", wait.NextAskAt))),
        };
        if (wait.Checks.Count > 0)
        {
            parts.Add(ListingSection.Answers(wait.Checks, context));
        }

        if (wait.Probe is not null)
        {
            parts.AddRange(ProbeSection.Parts(wait.Probe, context));
        }

        return parts;
    }
}
