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
        ListHealth.Closed or ListHealth.Private or ListHealth.KeyRequired or ListHealth.NoTestEntry => new ReportCell(health.ToString(), ReportMark.None),
        _ => new ReportCell(health.ToString(), ReportMark.Unknown),
    };

    private static List<ReportPart> Parts(BlocklistHealth list, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Zone", list.Zone), ("Resolver", list.Resolver), ("Resolver that the list saw", list.SeenResolver), ("What it says about the resolver", list.ResolverFinding.ToString()),
                ("Entry of the catalogue compared", list.EntryVerifiedOn is { } day ? ReportTime.Day(day) : null), ("Time", list.CheckedAt))),
        };
        if (list.Advice is { Length: > 0 } advice)
        {
            parts.Add(new ReportText(context.Texts.Line(advice), ReportMark.Warning));
        }

        if (list.Evidence.Count > 0)
        {
            parts.Add(new ReportEvidence("Questions and answers", Array.Empty<ReportFact>(), list.Evidence.Select(context.Texts.Line).ToList()));
        }

        return parts;
    }
}
