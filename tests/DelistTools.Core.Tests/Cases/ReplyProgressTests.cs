using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Cases;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class ReplyProgressTests
{
    private static readonly DateTime Friday = CaseSamples.Friday;

    [Fact]
    public void Received_AfterTheForm_WaitsAndKeepsTheTicket()
    {
        DelistingCase one = Sent(StepKind.Form, StepKind.Reply).Answered(CaseSamples.Reply(ReplyVerdict.Received, "lab", "SR1", until: Friday.AddDays(5)));

        Assert.Equal((CaseState.Waiting, Friday.AddDays(5), "SR1"), (one.State, one.NextActionAt, one.Ticket));
        Assert.Equal([CaseEventKind.Opened, CaseEventKind.Sent, CaseEventKind.ReplyReceived, CaseEventKind.TicketAdded], one.Kinds());
        Assert.Equal(("Received: What it means.", "Its words."), (one.Events[2].Text, one.Events[2].Evidence));
        Assert.Equal(StepKind.Reply, one.NextStep!.Kind);
    }

    [Fact]
    public void Received_BeforeAnybodySaidThatItWasSent_EndsTheForm()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Form, StepKind.Reply).Answered(CaseSamples.Reply(ReplyVerdict.Received, "lab"));

        Assert.Equal(["1 Form 1 Done", "2 Reply 2 Open"], one.Shown());
        Assert.Equal(new DateTime(2026, 12, 2, 9, 30, 0, DateTimeKind.Utc), one.NextActionAt);
    }

    [Theory]
    [InlineData(ReplyVerdict.Mitigated)]
    [InlineData(ReplyVerdict.ConditionallyMitigated)]
    public void Mitigated_RequestsThatAreLeft_FallAwayAndOneLooksLater(ReplyVerdict verdict)
    {
        DelistingCase one = Sent(StepKind.Form, StepKind.Reply, StepKind.Wait, StepKind.Escalate).Answered(CaseSamples.Reply(verdict, "lab"));

        Assert.Equal(["1 Form 1 Done", "2 Reply 2 NotNeeded", "3 Wait 3 Open", "4 Escalate 4 NotNeeded"], one.Shown());
        Assert.Equal((CaseState.Waiting, Friday.AddHours(48), 3), (one.State, one.NextActionAt, one.NextStep!.Order));
    }

    [Fact]
    public void Mitigated_WithNothingLeftToLookWith_GetsAStepForThat()
    {
        DelistingCase one = Sent(StepKind.Form).Answered(CaseSamples.Reply(ReplyVerdict.Mitigated, "lab", until: Friday.AddDays(1)));

        Assert.Equal((2, StepKind.Wait, Friday.AddDays(1)), (one.NextStep!.Order, one.NextStep.Kind, one.NextActionAt));
        Assert.Equal(CaseEventKind.RouteChanged, one.Events[one.Events.Count - 1].Kind);
    }

    [Fact]
    public void BlockedByUpstream_StepsThatWereSkipped_ComeNext()
    {
        DelistingCase one = CaseSamples.Microsoft();
        int[] symantec = [.. one.Steps.Where(s => s.For == "symantec-brightmail").Select(s => s.Order)];
        one = one.After(Friday, [.. symantec.Select(o => (Action<CaseEdit>)(e => CaseProgress.SetStep(e, o, StepProgress.Skipped))), e => CaseProgress.Send(e)]);
        Assert.Equal(CaseState.Waiting, one.State);

        one = one.Answered(CaseSamples.Reply(ReplyVerdict.BlockedByUpstream, "microsoft-consumer", "SRX1", "symantec-brightmail"));

        Assert.Equal((CaseState.Open, null, "symantec-brightmail"), (one.State, one.NextActionAt, one.NextStep!.For));
        List<CaseStep> open = [.. one.Steps.Where(s => s.Progress == StepProgress.Open).Take(symantec.Length)];
        Assert.All(open, s => Assert.Equal("symantec-brightmail", s.For));
        Assert.Equal(Enumerable.Range(1, one.Steps.Count), one.Steps.Select(s => s.Order));
        Assert.Equal(CaseSamples.Microsoft().Steps.Select(s => s.Title).Order(), one.Steps.Select(s => s.Title).Order());
        Assert.Equal(CaseEventKind.RouteChanged, one.Events[one.Events.Count - 1].Kind);
    }

    [Fact]
    public void BlockedByUpstream_OfAListThatTheCaseDoesNotHave_PlansItBeforeTheRest()
    {
        DelistingCase one = Sent(StepKind.Form, StepKind.Reply).Answered(CaseSamples.Reply(ReplyVerdict.BlockedByUpstream, "lab", list: "symantec-brightmail"));

        // What has to be in order before anybody is asked there is part of it.
        Assert.Equal("symantec-brightmail", one.Steps.First(s => s.Progress == StepProgress.Open && s.Kind != StepKind.Fix).For);
        Assert.Equal(("1 Form 1 Done", "Reply 2"), (one.Shown().First(), one.Steps[one.Steps.Count - 1].Title));
        Assert.True(one.Steps.Count(s => s.For == "symantec-brightmail") >= 3);
        Assert.All(one.Steps.Where(s => s.For == "symantec-brightmail"), s => Assert.Contains("203.0.113.25", s.Step.Targets));
        Assert.Equal([1, 2], one.Route.Steps.Select(s => s.Order));
    }

    [Fact]
    public void BlockedByUpstream_OfAListThatNobodyKnows_SaysWhatTheOperatorSaid()
    {
        DelistingCase one = Sent(StepKind.Form).Answered(CaseSamples.Reply(ReplyVerdict.BlockedByUpstream, "lab", list: "nobodys-list"));

        Assert.Equal((StepKind.CheckUpstream, "What to do now."), (one.NextStep!.Kind, one.NextStep.Step.Instruction));
    }

    [Theory]
    [InlineData(ReplyVerdict.NotQualified, StepKind.Reply)]
    [InlineData(ReplyVerdict.NothingDetected, StepKind.Reply)]
    [InlineData(ReplyVerdict.MoreInformationNeeded, StepKind.Reply)]
    [InlineData(ReplyVerdict.Resubmit, StepKind.Form)]
    [InlineData(ReplyVerdict.Refused, StepKind.Escalate)]
    public void AnswerThatAsksForMore_StepForIt_ComesNext(ReplyVerdict verdict, StepKind next)
    {
        DelistingCase one = Sent(StepKind.Form, StepKind.Check, StepKind.Wait, StepKind.Reply, StepKind.Escalate).Answered(CaseSamples.Reply(verdict, "lab"));

        Assert.Equal((CaseState.Open, null, next), (one.State, one.NextActionAt, one.NextStep!.Kind));
        Assert.Null(one.ClosedAt);
        Assert.Equal(5, one.Steps.Count);
    }

    [Theory]
    [InlineData(ReplyVerdict.NotQualified, StepKind.Reply)]
    [InlineData(ReplyVerdict.MoreInformationNeeded, StepKind.Reply)]
    [InlineData(ReplyVerdict.Refused, StepKind.Nothing)]
    public void AnswerThatAsksForMore_WithoutAStepForIt_GetsOne(ReplyVerdict verdict, StepKind next)
    {
        DelistingCase one = Sent(StepKind.Form).Answered(CaseSamples.Reply(verdict, "lab"));

        Assert.Equal((CaseState.Open, next, "What to do now."), (one.State, one.NextStep!.Kind, one.NextStep.Step.Instruction));
    }

    [Fact]
    public void Unknown_Answer_IsANoteAndNoMore()
    {
        DelistingCase before = Sent(StepKind.Form, StepKind.Reply);
        DelistingCase one = before.Answered(CaseSamples.Reply(ReplyVerdict.Unknown, "lab", "X9"));

        Assert.Equal([.. before.Kinds(), CaseEventKind.Note], one.Kinds());
        Assert.Equal((before.State, before.NextActionAt, null), (one.State, one.NextActionAt, one.Ticket));
        Assert.Equal(before.Shown(), one.Shown());
    }

    [Fact]
    public void AnyAnswer_ToAClosedCase_IsWrittenDownAndReopensNothing()
    {
        DelistingCase before = Sent(StepKind.Form, StepKind.Reply).After(Friday, e => CaseProgress.SetState(e, CaseState.Solved));
        DelistingCase one = before.Answered(CaseSamples.Reply(ReplyVerdict.NotQualified, "lab", "X9"));

        Assert.Equal((CaseState.Solved, "X9"), (one.State, one.Ticket));
        Assert.Equal(before.Shown(), one.Shown());
    }

    [Fact]
    public void Mitigated_WithAFixStillOpen_ShowsTheLookAndNotTheFix()
    {
        DelistingCase one = Sent(StepKind.Fix, StepKind.Form, StepKind.Wait).Answered(CaseSamples.Reply(ReplyVerdict.Mitigated, "lab"));

        Assert.Equal((CaseState.Waiting, StepKind.Wait), (one.State, one.NextStep!.Kind));
    }

    [Fact]
    public void Apply_AnswerOfSomebodyElse_IsAProblemAndChangesNothing()
    {
        CaseEdit edit = new(CaseSamples.Microsoft(), Friday);

        Problem problem = new ReplyProgress(CaseSamples.Ways).Apply(edit, CaseSamples.Reply(ReplyVerdict.Mitigated, "gmail"))!;

        Assert.Equal("ReplyOfAnotherOperator", problem.Id);
        Assert.Equal(["gmail", 1, "microsoft-consumer"], problem.Arguments);
        Assert.Empty(edit.NewEvents);
    }

    [Theory]
    [InlineData("microsoft-consumer")]
    [InlineData("microsoft-365")]
    [InlineData("symantec-brightmail")]
    [InlineData(null)]
    public void Apply_AnswerOfWhomTheCaseKnows_IsTaken(string? by) => Assert.Contains(
        CaseEventKind.ReplyReceived, CaseSamples.Microsoft().Answered(CaseSamples.Reply(ReplyVerdict.Received, by)).Kinds());

    [Fact]
    public void Apply_TheSameAgain_ChangesNothing()
    {
        DelistingReply receipt = Dated(ReplyVerdict.Received, 0);
        DelistingCase one = Sent(StepKind.Form, StepKind.Reply).Answered(receipt).Answered(Dated(ReplyVerdict.NotQualified, 1));

        DelistingCase again = one.Answered(receipt, Friday.AddDays(3));

        Assert.Equal(RouteSamples.Flat(one), RouteSamples.Flat(again));
        Assert.True(ReplyProgress.IsKnown(new CaseEdit(CaseJson.Read(CaseJson.Write(one)), Friday), receipt));
    }

    [Fact]
    public void Apply_OlderThanTheLastOne_IsWrittenDownOnly()
    {
        DelistingCase one = Sent(StepKind.Form, StepKind.Reply).Answered(Dated(ReplyVerdict.NotQualified, 2));

        DelistingCase after = one.Answered(Dated(ReplyVerdict.Received, 1));

        Assert.Equal((CaseState.Open, CaseEventKind.Note), (after.State, after.Events[after.Events.Count - 1].Kind));
        Assert.Equal(one.Shown(), after.Shown());
        Assert.Equal(CaseState.Waiting, after.Answered(Dated(ReplyVerdict.Received, 3)).State);
    }

    [Fact]
    public void EveryVerdict_OnCasesOfEveryShape_LeavesAWholeCase()
    {
        StepKind[] kinds = Enum.GetValues<StepKind>();
        Random random = new(20261128);
        for (int i = 0; i < 500; i++)
        {
            DelistingCase one = CaseSamples.Made([.. Enumerable.Range(0, random.Next(0, 7)).Select(_ => kinds[random.Next(kinds.Length)])]);
            int events = one.Events.Count;
            for (int move = 0; move < 6; move++)
            {
                one = random.Next(3) == 0 && one.Steps.Count > 0
                    ? one.After(Friday, e => CaseProgress.SetStep(e, random.Next(1, one.Steps.Count + 1), (StepProgress)random.Next(3)))
                    : one.Answered(CaseSamples.Reply((ReplyVerdict)random.Next(10), random.Next(2) == 0 ? "lab" : null, list: random.Next(2) == 0 ? "symantec-brightmail" : null));
                Assert.Equal(Enumerable.Range(1, one.Steps.Count), one.Steps.Select(s => s.Order));
                Assert.Equal(Enumerable.Range(1, one.Events.Count), one.Events.Select(e => e.Number));
                Assert.True(one.Events.Count >= events && one.ClosedAt is null);
                Assert.All(one.Steps, s => Assert.Equal(s.Progress == StepProgress.Open, s.EndedAt is null));
                Assert.True(one.State == CaseState.Open || one.NextActionAt is not null);
                events = one.Events.Count;
            }
        }
    }

    private static DelistingReply Dated(ReplyVerdict verdict, int days) => new()
    {
        Operator = "lab", Verdict = verdict, Date = Friday.AddDays(days), Subject = "Your request", Evidence = "Its words.",
    };

    private static DelistingCase Sent(params StepKind[] kinds) => CaseSamples.Made(kinds).After(Friday, e => Assert.Null(CaseProgress.Send(e)));
}
