using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What to do, in which order, and whether it is worth it.</summary>
internal static class RouteSection
{
    internal static ReportSection? Of(IReadOnlyList<DelistingRoute> routes, ReportContext context) => routes.Count == 0 ? null
        : new ReportSection("routes", "What to do", "The steps in working order: none comes before one that it depends on.")
        {
            Noun = ("way off", "ways off"),
            Entries = routes.OrderBy(r => r.Advice).Select(r => new ReportEntry(
                (r.Target is null ? "" : context.Texts.Line(r.Target) + ": ") + ReportContext.Join(r.For.Select(context.Name)),
                State(r.Advice),
                context.Texts.Line(r.Reason),
                () => Parts(r, context))).ToList(),
        };

    internal static ReportCell State(RouteAdvice advice) => advice switch
    {
        RouteAdvice.Recommended => new ReportCell("Worth the trouble", ReportMark.Warning),
        RouteAdvice.Optional => new ReportCell("Optional", ReportMark.None),
        RouteAdvice.NotWorthIt => new ReportCell("Not worth it", ReportMark.None),
        _ => new ReportCell("Nothing can be done", ReportMark.None),
    };

    internal static string Sentence(RouteAdvice advice) => advice switch
    {
        RouteAdvice.Recommended => "It costs mail, and there is a way off.",
        RouteAdvice.Optional => "There is a way off, and little mail depends on it.",
        RouteAdvice.NotWorthIt => "What it costs is more than what it gains.",
        _ => "Nobody who sends mail can do anything about it.",
    };

    private static List<ReportPart> Parts(DelistingRoute route, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Advice", Sentence(route.Advice)), ("Usual time", route.TypicalTime), ("Cost", route.Cost), ("Trust in the plan", route.Confidence.ToString()),
                ("Compared with its sources", ReportTime.Day(route.VerifiedOn)))),
        };
        if (route.Findings.Count > 1)
        {
            parts.Add(new ReportTable("Advice for each", new[] { "List or provider", "Advice", "Why" }, route.Findings.Select(f => (IReadOnlyList<ReportCell>)new[]
            {
                context.Cell(f.Name.Length > 0 ? f.Name : f.For), State(f.Advice), context.Cell(f.AdviceReason),
            }).ToList()));
        }

        parts.Add(new ReportSteps(route.Steps.Select(s => StepTexts.Of(s, context)).ToList()));
        parts.AddRange(route.Cautions.Select(c => new ReportText(context.Texts.Line(c), ReportMark.Warning)));
        if (route.Sources.Count > 0)
        {
            parts.Add(new ReportTable("Where the facts come from", new[] { "Source", "Its date", "Facts" }, route.Sources.Select(s => (IReadOnlyList<ReportCell>)new[]
            {
                context.Page(s.Source), context.Cell(s.Date), context.Cell(s.Supports),
            }).ToList()) { IsEvidence = true });
        }

        return parts;
    }
}
