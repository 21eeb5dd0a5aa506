using System;
using System.Linq;
using DelistTools.Cases;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class CaseProgressTests
{
    private static readonly DateTime Friday = CaseSamples.Friday;

    [Fact]
    public void SetStep_DoneSkippedAndOpen_AreWrittenDown()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Fix, StepKind.Check, StepKind.Form).After(
            Friday,
            e => Assert.Null(CaseProgress.SetStep(e, 1, StepProgress.Done)),
            e => Assert.Null(CaseProgress.SetStep(e, 2, StepProgress.Skipped)),
            e => Assert.Null(CaseProgress.SetStep(e, 2, StepProgress.Skipped)),
            e => Assert.Null(CaseProgress.SetStep(e, 1, StepProgress.Open)));

        Assert.Equal(["1 Fix 1 Open", "2 Check 2 Skipped", "3 Form 3 Open"], one.Shown());
        Assert.Equal([CaseEventKind.Opened, CaseEventKind.StepDone, CaseEventKind.StepSkipped, CaseEventKind.StepReopened], one.Kinds());
        Assert.Equal((null, Friday), (one.Steps[0].EndedAt, one.Steps[1].EndedAt));
        Assert.Equal("1. Fix 1", one.Events[1].Text);
        Assert.Equal(1, one.NextStep!.Order);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(-1)]
    public void SetStep_ThatThereIsNot_IsAProblemAndChangesNothing(int order)
    {
        CaseEdit edit = new(CaseSamples.Made(StepKind.Fix, StepKind.Check, StepKind.Form), Friday);

        Assert.Equal("CaseStepNotFound", CaseProgress.SetStep(edit, order, StepProgress.Done)!.Id);
        Assert.Empty(edit.NewEvents);
    }

    [Fact]
    public void Send_FormOfTheModelCase_IsDueAfterFiveWorkingDays()
    {
        DelistingCase one = CaseSamples.Microsoft();
        one = one.After(Friday, one.Steps.TakeWhile(s => s.Kind != StepKind.Form || s.For != "microsoft-consumer")
            .Select(s => (Action<CaseEdit>)(e => CaseProgress.SetStep(e, s.Order, StepProgress.Skipped))).ToArray());

        one = one.After(Friday, e => Assert.Null(CaseProgress.Send(e)));

        Assert.Equal((CaseState.Waiting, Friday.AddDays(7)), (one.State, one.NextActionAt));
        Assert.Equal((StepKind.Reply, "microsoft-consumer"), (one.NextStep!.Kind, one.NextStep.For));
        Assert.Equal(CaseEventKind.Sent, one.Events[one.Events.Count - 1].Kind);
    }

    [Fact]
    public void Send_NobodyLookedAtTheFollowedList_GoesToWhoRefuses()
    {
        DelistingCase one = CaseSamples.Microsoft();

        DelistingCase sent = one.After(Friday, e => Assert.Null(CaseProgress.Send(e)));

        CaseStep done = Assert.Single(sent.Steps, s => s.Progress == StepProgress.Done);
        Assert.Equal((StepKind.Form, "microsoft-consumer"), (done.Kind, done.For));
    }

    [Fact]
    public void Send_TheLookAtTheFollowedListIsDone_GoesThere()
    {
        DelistingCase one = CaseSamples.Microsoft();
        CaseStep look = one.Steps.First(s => s.For == "symantec-brightmail" && s.Kind == StepKind.CheckUpstream);

        DelistingCase sent = one.After(
            Friday, e => Assert.Null(CaseProgress.SetStep(e, look.Order, StepProgress.Done)), e => Assert.Null(CaseProgress.Send(e)));

        CaseStep done = Assert.Single(sent.Steps, s => s.Progress == StepProgress.Done && s.Kind == StepKind.Form);
        Assert.Equal("symantec-brightmail", done.For);
    }

    [Fact]
    public void Send_WithoutAStatedTime_IsDueAfterThreeWorkingDays()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Mail).After(Friday, e => Assert.Null(CaseProgress.Send(e)));

        Assert.Equal(new DateTime(2026, 12, 2, 9, 30, 0, DateTimeKind.Utc), one.NextActionAt);
    }

    [Fact]
    public void Send_WithNothingToSend_IsAProblem()
    {
        CaseEdit edit = new(CaseSamples.Made(StepKind.Fix, StepKind.Check, StepKind.Wait), Friday);

        Assert.Equal("CaseHasNothingToSend", CaseProgress.Send(edit)!.Id);
        Assert.Equal(CaseState.Open, edit.State);
    }

    [Fact]
    public void SetStep_WaitingComesNext_WaitsAndGoesOnByItself()
    {
        DelistingRoute route = new()
        {
            Steps =
            [
                new DelistingStep { Order = 1, Kind = StepKind.Fix },
                new DelistingStep { Order = 2, Kind = StepKind.Wait, WaitPeriod = new WaitPeriod(2, WaitUnit.WorkingDays) },
                new DelistingStep { Order = 3, Kind = StepKind.Check },
            ],
        };
        DelistingCase one = CaseSamples.Of(new NewCase { Route = route }).After(Friday, e => CaseProgress.SetStep(e, 1, StepProgress.Done));
        Assert.Equal((CaseState.Waiting, new DateTime(2026, 12, 1, 9, 30, 0, DateTimeKind.Utc)), (one.State, one.NextActionAt));

        one = one.After(Friday.AddDays(4), e => CaseProgress.SetStep(e, 2, StepProgress.Done));
        Assert.Equal((CaseState.Open, null, 3), (one.State, one.NextActionAt, one.NextStep!.Order));
    }

    [Fact]
    public void SetState_ClosingAndReopening_AreWrittenDown()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Form).After(
            Friday,
            e => CaseProgress.Schedule(e, Friday.AddDays(1)),
            e => CaseProgress.SetState(e, CaseState.Solved),
            e => CaseProgress.SetState(e, CaseState.Solved),
            e => CaseProgress.SetState(e, CaseState.Open),
            e => CaseProgress.SetState(e, CaseState.Abandoned));

        Assert.Equal([CaseEventKind.Opened, CaseEventKind.Scheduled, CaseEventKind.Solved, CaseEventKind.Reopened, CaseEventKind.Abandoned], one.Kinds());
        Assert.Equal((CaseState.Abandoned, Friday, null), (one.State, one.ClosedAt, one.NextActionAt));
    }

    [Fact]
    public void SetState_WaitingWithoutAStepThatSaysHowLong_IsDueAfterTheUsualTime()
    {
        DelistingCase one = CaseSamples.Made().After(Friday, e => CaseProgress.SetState(e, CaseState.Waiting));

        Assert.Equal(new DateTime(2026, 12, 2, 9, 30, 0, DateTimeKind.Utc), one.NextActionAt);
    }

    [Theory]
    [InlineData(CaseState.Solved)]
    [InlineData(CaseState.Abandoned)]
    public void SendAndSchedule_OnAClosedCase_AreProblems(CaseState state)
    {
        CaseEdit edit = new(CaseSamples.Made(StepKind.Form).After(Friday, e => CaseProgress.SetState(e, state)), Friday);

        Assert.Equal("CaseClosed", CaseProgress.Send(edit)!.Id);
        Assert.Equal("CaseClosed", CaseProgress.Schedule(edit, Friday)!.Id);
        Assert.Empty(edit.NewEvents);
    }

    [Fact]
    public void NextStep_WhileWaiting_IsThatOfTheWait()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Fix, StepKind.Form, StepKind.Check, StepKind.Escalate);
        Assert.Equal(1, one.NextStep!.Order);

        one = one.After(Friday, e => Assert.Null(CaseProgress.Send(e)));
        Assert.Equal(3, one.NextStep!.Order);

        one = one.After(Friday, e => CaseProgress.SetState(e, CaseState.Open));
        Assert.Equal(1, one.NextStep!.Order);
    }

    [Fact]
    public void SetStep_TheWaitOfTheRequestIsDone_ItIsTheUsersTurn()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Fix, StepKind.Form, StepKind.Wait).After(
            Friday, e => Assert.Null(CaseProgress.Send(e)), e => CaseProgress.SetStep(e, 3, StepProgress.Done));

        Assert.Equal((CaseState.Open, 1), (one.State, one.NextStep!.Order));
    }

    [Fact]
    public void TicketAndDraft_TheSameAgain_AreNoEvents()
    {
        DelistingCase one = CaseSamples.Made(StepKind.Form).After(
            Friday,
            e => CaseProgress.AddTicket(e, "A1"),
            e => CaseProgress.AddTicket(e, "A1"),
            e => CaseProgress.SetDraft(e, "Dear operator"),
            e => CaseProgress.SetDraft(e, "Dear operator"),
            e => CaseProgress.SetDraft(e, null));

        Assert.Equal([CaseEventKind.Opened, CaseEventKind.TicketAdded, CaseEventKind.Drafted, CaseEventKind.Drafted], one.Kinds());
        Assert.Equal(("A1", null), (one.Ticket, one.Draft));
    }
}
