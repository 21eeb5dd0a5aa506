using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Requests for removal that are under way, or over, with all that happened.</summary>
internal static class CaseSection
{
    internal static ReportSection? Of(IReadOnlyList<DelistingCase> cases, bool hasRoutes, ReportContext context) => cases.Count == 0 ? null
        : new ReportSection("cases", "Cases", "Requests for removal with what has happened so far, oldest first. All times are UTC.")
        {
            Noun = ("case", "cases"),
            Entries = cases.Select(c => new ReportEntry(
                "Case " + ReportContext.Number(c.Id) + ": " + (c.Target is null ? "" : context.Texts.Line(c.Target) + ", ") + context.Texts.Line(c.Name.Length > 0 ? c.Name : context.Name(c.For)),
                State(c.State),
                Sentence(c, context),
                () => Parts(c, hasRoutes, context))).ToList(),
        };

    internal static string Sentence(DelistingCase one, ReportContext context)
    {
        string opened = "Open since " + ReportTime.Words(one.OpenedAt) + ". ";
        return one.State switch
        {
            CaseState.Solved => "Solved on " + ReportTime.Words(one.ClosedAt ?? one.ChangedAt) + ", opened on " + ReportTime.Words(one.OpenedAt) + ".",
            CaseState.Abandoned => "Given up on " + ReportTime.Words(one.ClosedAt ?? one.ChangedAt) + ".",
            CaseState.Waiting => opened + "Waiting for the operator" + (one.NextActionAt is { } at ? "; to be looked at again on " + ReportTime.Words(at) : "") + ".",
            _ => opened + (one.NextStep is null ? "No step is left to do." : "Next: " + context.Texts.Line(one.NextStep.Title).TrimEnd('.') + "."),
        };
    }

    private static ReportCell State(CaseState state) => state switch
    {
        CaseState.Open => new ReportCell("Open", ReportMark.Warning),
        CaseState.Waiting => new ReportCell("Waiting", ReportMark.Warning),
        CaseState.Solved => new ReportCell("Solved", ReportMark.Good),
        _ => new ReportCell("Given up", ReportMark.None),
    };

    /// <param name="one">The case.</param>
    /// <param name="hasRoutes">The report has ways off of its own, so that of the steps only the next one is told whole.</param>
    /// <param name="context">Names and cleaned text.</param>
    private static List<ReportPart> Parts(DelistingCase one, bool hasRoutes, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Operator", one.Name.Length > 0 ? one.Name : context.Name(one.For)), ("Ticket", one.Tickets.Count == 0 ? null : (object)one.Tickets), ("Opened", one.OpenedAt),
                ("Last change", one.ChangedAt), ("Closed", one.ClosedAt), ("Look at it again", one.NextActionAt))),
            new ReportTimeline("History of case " + ReportContext.Number(one.Id), one.Events.OrderBy(e => e.At).ThenBy(e => e.Number).Select(e => Moment(e, context)).ToList()),
        };
        if (one.Steps.Count > 0)
        {
            int? next = one.NextStep?.Order;
            parts.Add(new ReportSteps(one.Steps.Select(s => s.Progress == StepProgress.Open && one.ClosedAt is null && (!hasRoutes || s.Order == next)
                ? StepTexts.Of(s, context) : StepTexts.InBrief(s, context)).ToList()));
        }

        parts.AddRange(one.Events.Where(e => e.Evidence is not null).Select(e => new ReportEvidence(
            "What " + ReportContext.Number(e.Number) + ", " + Word(e.Kind) + ", rests on", Array.Empty<ReportFact>(), context.Texts.Lines(e.Evidence))));
        if (one.Draft is not null)
        {
            parts.Add(new ReportEvidence("Text for the operator, as it was saved", Array.Empty<ReportFact>(), context.Texts.Lines(one.Draft)));
        }

        return parts;
    }

    private static ReportMoment Moment(CaseEvent happened, ReportContext context) => new(
        happened.Number,
        happened.At,
        new ReportCell(Word(happened.Kind), happened.Kind switch
        {
            CaseEventKind.Listed => ReportMark.Bad,
            CaseEventKind.Delisted or CaseEventKind.Solved => ReportMark.Good,
            _ => ReportMark.None,
        }),
        context.Texts.Line(happened.Text),
        happened.Kind switch
        {
            CaseEventKind.ReplyReceived or CaseEventKind.TicketAdded => ReportActor.Operator,
            CaseEventKind.Probed or CaseEventKind.Checked or CaseEventKind.Listed or CaseEventKind.Delisted => ReportActor.Seen,
            _ => ReportActor.Own,
        });

    private static string Word(CaseEventKind kind) => kind switch
    {
        CaseEventKind.StepDone => "Step done",
        CaseEventKind.StepSkipped => "Step left out",
        CaseEventKind.StepReopened => "Step to be done again",
        CaseEventKind.ReplyReceived => "Answer",
        CaseEventKind.TicketAdded => "Ticket",
        CaseEventKind.RouteChanged => "Steps added",
        CaseEventKind.Abandoned => "Given up",
        CaseEventKind.Scheduled => "Time set",
        _ => kind.ToString(),
    };
}
