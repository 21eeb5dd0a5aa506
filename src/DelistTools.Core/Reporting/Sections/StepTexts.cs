using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Steps of a way off, as a report shows them.</summary>
internal static class StepTexts
{
    internal static ReportStep Of(DelistingStep step, ReportContext context) => Of(step, step.Order, State(step), context);

    /// <param name="done">The step of a case, with what became of it.</param>
    /// <param name="context">Names and cleaned text.</param>
    internal static ReportStep Of(CaseStep done, ReportContext context) => Of(done.Step, done.Order, State(done), context);

    /// <summary>What a step of a case came to, without how it was to be done.</summary>
    internal static ReportStep InBrief(CaseStep done, ReportContext context) => new()
    {
        Order = done.Order,
        Title = context.Texts.Line(done.Title),
        Kind = Word(done.Kind),
        State = State(done),
    };

    private static ReportStep Of(DelistingStep step, int order, ReportCell state, ReportContext context) => new()
    {
        Order = order,
        Title = context.Texts.Line(step.Title),
        Kind = Word(step.Kind),
        State = state,
        Instruction = context.Texts.Line(step.Instruction),
        Facts = context.Facts(
            ("Page", context.Page(step.Url)), ("Write to", context.Mailbox(step.MailTo)), ("Why", step.Why), ("State rests on", step.StateReason),
            ("About", step.Targets.Count > 1 ? ReportContext.Join(step.Targets.Select(context.Texts.Line), 10) : null), ("What happens next", step.Expect), ("Usual time", step.TypicalWait),
            ("Gone at the latest", step.WaitUntil), ("If it takes longer", step.IfLate), ("One level higher", step.Escalation),
            ("Note", step.IsByEye ? "No question by DNS answers this: a person has to look." : null)),
        Fields = context.Fields(step.Fields),
        Answers = step.Answers.Select(a => new ReportFact(context.Texts.Line(a.Says), context.Cell(a.Means))).ToList(),
    };

    private static string Word(StepKind kind) => kind switch
    {
        StepKind.Fix => "On your own side",
        StepKind.CheckUpstream => "Another list first",
        StepKind.Check => "Look it up",
        StepKind.Reply => "Answer",
        StepKind.Escalate => "One level higher",
        StepKind.Nothing => "Nothing to do",
        _ => kind.ToString(),
    };

    private static ReportCell State(DelistingStep step) => step.State switch
    {
        StepState.Needed => new ReportCell("Needed", ReportMark.Warning),
        StepState.NotNeeded => new ReportCell("Not needed", ReportMark.Good),
        StepState.Unknown => new ReportCell("Not known", ReportMark.Unknown),
        _ => new ReportCell("Not checked", ReportMark.None),
    };

    private static ReportCell State(CaseStep step)
    {
        string since = step.EndedAt is { } at ? ", " + ReportTime.Words(at) : "";
        return step.Progress switch
        {
            StepProgress.Open => new ReportCell("To do", ReportMark.Warning),
            StepProgress.Done => new ReportCell("Done" + since, ReportMark.Good),
            StepProgress.Skipped => new ReportCell("Left out" + since, ReportMark.None),
            _ => new ReportCell("Not needed", ReportMark.Good),
        };
    }
}
