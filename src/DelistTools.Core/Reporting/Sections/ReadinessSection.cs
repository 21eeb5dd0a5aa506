using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>The sender's own side: what operators look at before they remove anything.</summary>
internal static class ReadinessSection
{
    internal static ReportSection? Of(IReadOnlyList<ReadinessCheck> checks, ReportContext context) => checks.Count == 0 ? null
        : new ReportSection("readiness", "The sender's own side", "What operators look at before they remove anything: what was found, and what should be there.")
        {
            Noun = ("check", "checks"),
            Entries = checks.OrderBy(c => Order(c.Status)).Select(c => new ReportEntry(
                context.Texts.Line(c.Name) + ", " + context.Texts.Line(c.Target),
                State(c.Status),
                "Found: " + context.Texts.Line(c.Found),
                IsQuiet(c.Status) ? null : () => Parts(c, context))).ToList(),
        };

    internal static ReportCell State(ReadinessStatus status) => status switch
    {
        ReadinessStatus.Pass => new ReportCell("In order", ReportMark.Good),
        ReadinessStatus.Warn => new ReportCell("Could be better", ReportMark.Warning),
        ReadinessStatus.Fail => new ReportCell("To be mended", ReportMark.Bad),
        ReadinessStatus.NotUsed => new ReportCell("Not used", ReportMark.None),
        _ => new ReportCell("Not known", ReportMark.Unknown),
    };

    private static bool IsQuiet(ReadinessStatus status) => status is ReadinessStatus.Pass or ReadinessStatus.NotUsed;

    private static int Order(ReadinessStatus status) => status switch { ReadinessStatus.Fail => 0, ReadinessStatus.Unknown => 1, ReadinessStatus.Warn => 2, _ => 3 };

    private static List<ReportPart> Parts(ReadinessCheck check, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Expected", check.Expected), ("What to do", check.Fix), ("Why it matters", check.Why), ("Asked for by", ReportContext.Join(check.RequiredBy.Select(context.Name), 10)),
                ("Resolver", check.Resolver), ("Time", check.CheckedAt))),
        };
        if (check.Record is not null)
        {
            parts.Add(new ReportEvidence("The record to publish", Array.Empty<ReportFact>(), context.Texts.Lines(check.Record)));
        }

        return parts;
    }
}
