using System.Collections.Generic;
using DelistTools.State;

namespace DelistTools.Cases;

/// <summary>
/// Routes as they are kept. The names of the fields are a contract with files that are about; a property that is added to a
/// route, a step or their parts is added here, too, which a test sees to.
/// </summary>
internal static class RouteJson
{
    /// <summary>Writes everything but the steps, which are kept apart, a step at a time.</summary>
    internal static void Write(JsonText json, DelistingRoute route)
    {
        json.Text("target", route.Target);
        json.Texts("for", route.For);
        json.Text("reason", route.Reason);
        json.Choice("advice", route.Advice);
        json.Objects("findings", route.Findings, finding => Write(json, finding));
        json.Text("typicalTime", route.TypicalTime);
        json.Text("cost", route.Cost);
        json.Choice("confidence", route.Confidence);
        json.Texts("cautions", route.Cautions);
        json.Objects("sources", route.Sources, source =>
        {
            json.Text("source", source.Source);
            json.Text("date", source.Date);
            json.Text("supports", source.Supports);
        });
        json.Time("verifiedOn", route.VerifiedOn);
    }

    internal static DelistingRoute Read(JsonFields fields, IReadOnlyList<DelistingStep> steps) => new()
    {
        Target = fields.OptionalText("target"),
        For = fields.Texts("for"),
        Reason = fields.Text("reason"),
        Advice = fields.Choice<RouteAdvice>("advice"),
        Steps = steps,
        Findings = fields.Objects("findings", ReadFinding),
        TypicalTime = fields.Text("typicalTime"),
        Cost = fields.Text("cost"),
        Confidence = fields.Choice<Confidence>("confidence"),
        Cautions = fields.Texts("cautions"),
        Sources = fields.Objects("sources", s => new FactSource(s.Text("source"), s.OptionalText("date"), s.OptionalText("supports"))),
        VerifiedOn = fields.Time("verifiedOn"),
    };

    internal static void Write(JsonText json, DelistingStep step)
    {
        json.Number("order", step.Order);
        json.Choice("kind", step.Kind);
        json.Choice("state", step.State);
        json.Text("stateReason", step.StateReason);
        json.Text("for", step.For);
        json.Texts("targets", step.Targets);
        json.Texts("serves", step.Serves);
        json.Text("title", step.Title);
        json.Text("instruction", step.Instruction);
        json.Text("why", step.Why);
        json.Text("url", step.Url);
        json.Text("mailTo", step.MailTo);
        json.Objects("fields", step.Fields, field => Write(json, field));
        json.Text("letter", step.Letter?.ToString());
        json.Text("expect", step.Expect);
        json.Objects("answers", step.Answers, answer =>
        {
            json.Text("says", answer.Says);
            json.Text("means", answer.Means);
        });
        json.Text("typicalWait", step.TypicalWait);
        json.Text("waitPeriod", step.WaitPeriod?.ToString());
        json.Time("waitUntil", step.WaitUntil);
        json.Text("ifLate", step.IfLate);
        json.Text("escalation", step.Escalation);
        json.Flag("isByEye", step.IsByEye);
    }

    internal static DelistingStep ReadStep(JsonFields fields) => new()
    {
        Order = fields.Number("order"),
        Kind = fields.Choice<StepKind>("kind"),
        State = fields.Choice<StepState>("state"),
        StateReason = fields.OptionalText("stateReason"),
        For = fields.OptionalText("for"),
        Targets = fields.Texts("targets"),
        Serves = fields.Texts("serves"),
        Title = fields.Text("title"),
        Instruction = fields.Text("instruction"),
        Why = fields.Text("why"),
        Url = fields.OptionalText("url"),
        MailTo = fields.OptionalText("mailTo"),
        Fields = fields.Objects("fields", ReadField),
        Letter = fields.OptionalText("letter") is null ? null : fields.Choice<LetterKind>("letter"),
        Expect = fields.OptionalText("expect"),
        Answers = fields.Objects("answers", a => new ExpectedAnswer(a.Text("says"), a.Text("means"))),
        TypicalWait = fields.OptionalText("typicalWait"),
        WaitPeriod = WaitPeriod.TryParse(fields.OptionalText("waitPeriod"), out WaitPeriod wait) ? wait : null,
        WaitUntil = fields.OptionalTime("waitUntil"),
        IfLate = fields.OptionalText("ifLate"),
        Escalation = fields.OptionalText("escalation"),
        IsByEye = fields.Flag("isByEye"),
    };

    private static void Write(JsonText json, StepField field)
    {
        json.Text("name", field.Name);
        json.Text("value", field.Value);
        json.Text("hint", field.Hint);
    }

    private static StepField ReadField(JsonFields fields) => new(fields.Text("name"), fields.OptionalText("value"), fields.OptionalText("hint"));

    private static void Write(JsonText json, RouteFinding finding)
    {
        json.Text("for", finding.For);
        json.Text("name", finding.Name);
        json.Text("operator", finding.Operator);
        json.Texts("targets", finding.Targets);
        json.Text("reason", finding.Reason);
        json.Objects("facts", finding.Facts, fact => Write(json, fact));
        json.Choice("advice", finding.Advice);
        json.Text("adviceReason", finding.AdviceReason);
        json.Text("typicalTime", finding.TypicalTime);
        json.Text("cost", finding.Cost);
        json.Choice("confidence", finding.Confidence);
        json.Time("verifiedOn", finding.VerifiedOn);
    }

    private static RouteFinding ReadFinding(JsonFields fields) => new()
    {
        For = fields.Text("for"),
        Name = fields.Text("name"),
        Operator = fields.Text("operator"),
        Targets = fields.Texts("targets"),
        Reason = fields.Text("reason"),
        Facts = fields.Objects("facts", ReadField),
        Advice = fields.Choice<RouteAdvice>("advice"),
        AdviceReason = fields.Text("adviceReason"),
        TypicalTime = fields.Text("typicalTime"),
        Cost = fields.Text("cost"),
        Confidence = fields.Choice<Confidence>("confidence"),
        VerifiedOn = fields.Time("verifiedOn"),
    };
}
