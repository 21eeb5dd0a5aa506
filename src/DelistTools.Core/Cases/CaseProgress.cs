using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Cases;

/// <summary>What the user's own moves do to a case. Nothing is read or written here.</summary>
internal static class CaseProgress
{
    /// <summary>When a case is looked at again where nobody says how long an answer takes.</summary>
    internal static readonly WaitPeriod UsualWait = new(3, WaitUnit.WorkingDays);

    /// <summary>Characters; longer than the number of any operator.</summary>
    internal const int LongestTicket = 64;

    /// <summary>Sets what became of a step; null, or what is wrong with it.</summary>
    internal static Problem? SetStep(CaseEdit edit, int order, StepProgress progress)
    {
        if (edit.FindStep(order) is not { } step)
        {
            return new Problem("CaseStepNotFound", edit.Before, edit.Before.Id, order, edit.Steps.Count);
        }

        bool wasNext = DelistingCase.NextOf(edit.Steps, edit.State) == step;
        if (edit.SetStep(order, progress))
        {
            edit.Add(EventOf(progress), Described(step));
            GoOn(edit, wasNext && step.Kind == StepKind.Wait);
        }

        return null;
    }

    /// <summary>The request of a form or letter went out; null, or why there is none.</summary>
    /// <param name="edit">The case.</param>
    /// <param name="order">The number of its step; null: the next one.</param>
    /// <param name="evidence">By what it is known, such as the id of the message.</param>
    internal static Problem? Send(CaseEdit edit, int? order = null, string? evidence = null)
    {
        if (edit.IsClosed)
        {
            return Closed(edit);
        }

        CaseStep? request = order is null
            ? NextRequest.Of(edit.Steps, s => s.Step, s => s.Progress == StepProgress.Open, s => IsRequest(s.Kind), FoundIn(edit.Before))
            : edit.Steps.FirstOrDefault(s => s.Progress == StepProgress.Open && IsRequest(s.Kind) && s.Order == order);
        if (request is null)
        {
            return new Problem("CaseHasNothingToSend", edit.Before, edit.Before.Id);
        }

        edit.SetStep(request.Order, StepProgress.Done);
        edit.Add(CaseEventKind.Sent, Described(request), evidence);
        edit.State = CaseState.Waiting;
        edit.NextActionAt = AnswerBy(edit, request);
        return null;
    }

    /// <summary>Closes a case, or takes it up again.</summary>
    internal static void SetState(CaseEdit edit, CaseState state)
    {
        if (edit.State == state && (state != CaseState.Waiting || edit.NextActionAt is not null))
        {
            return;
        }

        if (state == CaseState.Solved)
        {
            edit.Add(CaseEventKind.Solved, "");
        }
        else if (state == CaseState.Abandoned)
        {
            edit.Add(CaseEventKind.Abandoned, "");
        }
        else if (edit.IsClosed)
        {
            edit.Add(CaseEventKind.Reopened, "");
        }

        edit.State = state;
        edit.NextActionAt = state != CaseState.Waiting ? null
            : edit.NextStep is { } next ? AnswerBy(edit, next) : UsualWait.After(edit.Now);
    }

    internal static void AddTicket(CaseEdit edit, string ticket)
    {
        // An answer's longer one stays in its evidence.
        if (ticket.Length > 0 && ticket.Length <= LongestTicket && edit.AddTicket(ticket))
        {
            edit.Add(CaseEventKind.TicketAdded, ticket);
        }
    }

    internal static void SetDraft(CaseEdit edit, string? draft)
    {
        if (edit.Draft != draft)
        {
            edit.Draft = draft;

            // For whom it is, so that it goes to nobody else.
            CaseStep? next = draft is null ? null : NextText(edit.Steps, edit.Before);
            edit.Add(CaseEventKind.Drafted, draft is null ? "The draft was removed" : "The draft was changed", next is null ? null : Described(next));
        }
    }

    /// <summary>The open step that asks for a text next; null where none does.</summary>
    internal static CaseStep? NextText(IReadOnlyList<CaseStep> steps, DelistingCase one) => NextRequest.Of(
        steps, s => s.Step, s => s.Progress == StepProgress.Open && s.Step.State != StepState.NotNeeded,
        s => IsRequest(s.Kind) && s.Step.Letter != LetterKind.None, FoundIn(one));

    /// <summary>Sets when a case is due; null, or what is wrong with it: a closed one never is.</summary>
    internal static Problem? Schedule(CaseEdit edit, DateTime at)
    {
        if (edit.IsClosed)
        {
            return Closed(edit);
        }

        edit.NextActionAt = at;
        edit.Add(CaseEventKind.Scheduled, at.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture));
        return null;
    }

    /// <summary>The lists and providers that a case is about, and not merely those whom they follow.</summary>
    internal static IReadOnlyCollection<string> FoundIn(DelistingCase one) => one.Route.Findings.Select(f => f.For).Append(one.For).ToList();

    /// <summary>It goes to somebody, and an answer comes back.</summary>
    internal static bool IsRequest(StepKind kind) => kind is StepKind.Form or StepKind.Mail or StepKind.Reply or StepKind.Escalate;

    /// <summary>When an answer to a request is due: as the step says, or the waiting after it, or what is usual.</summary>
    internal static DateTime AnswerBy(CaseEdit edit, CaseStep request)
    {
        WaitPeriod? stated = request.Step.WaitPeriod
            ?? edit.Steps.FirstOrDefault(s => s.Order > request.Order && s.Kind == StepKind.Wait && s.For == request.For)?.Step.WaitPeriod;
        return (stated ?? UsualWait).After(edit.Now);
    }

    internal static string Described(CaseStep step) => step.Order + ". " + step.Title;

    /// <summary>Waits by itself where waiting is what comes next, and has done with it where that has ended.</summary>
    private static void GoOn(CaseEdit edit, bool hasWaited)
    {
        if (edit.NextStep is { Kind: StepKind.Wait } wait && (wait.Step.WaitUntil ?? wait.Step.WaitPeriod?.After(edit.Now)) is { } until)
        {
            if (edit.State == CaseState.Open || hasWaited)
            {
                edit.State = CaseState.Waiting;
                edit.NextActionAt = until;
            }
        }
        else if (hasWaited && edit.State == CaseState.Waiting)
        {
            edit.State = CaseState.Open;
            edit.NextActionAt = null;
        }
    }

    private static Problem Closed(CaseEdit edit) => new("CaseClosed", edit.Before, edit.Before.Id, edit.State.ToString());

    private static CaseEventKind EventOf(StepProgress progress) => progress switch
    {
        StepProgress.Open => CaseEventKind.StepReopened,
        StepProgress.Done => CaseEventKind.StepDone,
        _ => CaseEventKind.StepSkipped,
    };
}
