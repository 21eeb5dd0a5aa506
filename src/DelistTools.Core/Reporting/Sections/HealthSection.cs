using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Lists tested by their own test entries.</summary>
internal static class HealthSection
{
    internal static ReportSection? Of(IReadOnlyList<BlocklistHealth> lists, ReportContext context) => lists.Count == 0 ? null
        : new ReportSection("lists", "Health of the lists", "Each list was asked for its own test entries: only one that answers them right can be believed.")
        {
            Noun = ("list", "lists"),
            Entries = lists.OrderBy(l => l.Health == ListHealth.Healthy ? 1 : 0).Select(l => new ReportEntry(
                context.NameAndId(l.Name),
                State(l.Health),
                context.Texts.Line(l.Reason),
                l.Health == ListHealth.Healthy ? null : () => Parts(l, context))).ToList(),
        };

    internal static ReportCell State(ListHealth health) => health switch
    {
        ListHealth.Healthy => new ReportCell("Healthy", ReportMark.Good),
        ListHealth.Closed => new ReportCell("Closed", ReportMark.None),
        ListHealth.Private => new ReportCell("Not asked by DNS", ReportMark.None),
        ListHealth.KeyRequired => new ReportCell("Asks for a key", ReportMark.None),
        ListHealth.NoTestEntry => new ReportCell("No test entry", ReportMark.None),
        ListHealth.ListsWorld => new ReportCell("Lists everything", ReportMark.Unknown),
        ListHealth.Empty => new ReportCell("Lists nothing", ReportMark.Unknown),
        ListHealth.Refused => new ReportCell("Refuses the resolver", ReportMark.Unknown),
        ListHealth.Unreachable => new ReportCell("No answer", ReportMark.Unknown),
        ListHealth.Parked => new ReportCell("Parked or rewritten", ReportMark.Unknown),
        ListHealth.Filtered => new ReportCell("Answers are hidden", ReportMark.Unknown),
        ListHealth.Inconclusive => new ReportCell("Half an answer", ReportMark.Unknown),
        ListHealth.Unreadable => new ReportCell("File not usable", ReportMark.Unknown),
        _ => new ReportCell("Not tested", ReportMark.Unknown),
    };

    private static List<ReportPart> Parts(BlocklistHealth list, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("What to do", list.Advice), ("Zone", list.Zone), ("Resolver", list.Resolver), ("Resolver that the list saw", list.SeenResolver), ("What it says about the resolver", list.ResolverFinding.ToString()),
                ("Entry of the catalogue compared", list.EntryVerifiedOn is { } day ? ReportTime.Day(day) : null), ("Tested", list.CheckedAt),
                ("Note", list.IsRemembered ? "At least a part of it was tested earlier, and the result was kept." : null))),
        };
        if (list.Families.Count > 0)
        {
            parts.Add(new ReportTable("For each kind of target", new[] { "Kind of target", "Health", "What it means", "Tested (UTC)" }, list.Families.Select(f => (IReadOnlyList<ReportCell>)new[]
            {
                new ReportCell(f.Kind.ToString()), State(f.Health), context.Cell(f.Reason), new ReportCell(ReportTime.Iso(f.CheckedAt) + (f.IsRemembered ? ", remembered" : "")),
            }).ToList()));
        }

        if (list.Evidence.Count > 0)
        {
            parts.Add(new ReportEvidence("Questions and answers", Array.Empty<ReportFact>(), list.Evidence.Select(context.Texts.Line).ToList()));
        }

        return parts;
    }
}
