using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using DelistTools.State;

namespace DelistTools.Cases;

/// <summary>What an operator's answer does to a case: whose turn it is, until when, and which step comes next.</summary>
internal sealed class ReplyProgress
{
    // What is lifted takes a day or two to be noticed by all of an operator's servers.
    private static readonly WaitPeriod UntilNoticed = new(48, WaitUnit.Hours);

    private const string By = " by ";

    private readonly CaseWays _ways;

    internal ReplyProgress(CaseWays ways)
    {
        _ways = ways;
    }

    /// <summary>Whose answer an event is, and what it came to; the verdict is null where the history does not tell.</summary>
    /// <param name="received">An event of the kind <see cref="CaseEventKind.ReplyReceived"/>.</param>
    /// <param name="one">Its case: an answer that names nobody is that of the operator whom the case is about.</param>
    internal static (string By, ReplyVerdict? Verdict) VerdictOf(CaseEvent received, DelistingCase one)
    {
        string head = received.Text.Split(':')[0];
        int by = head.IndexOf(By, StringComparison.Ordinal);
        bool isKnown = Enum.TryParse(by < 0 ? head : head.Substring(0, by), out ReplyVerdict verdict) && Enum.IsDefined(typeof(ReplyVerdict), verdict);
        return (by < 0 ? one.For : head.Substring(by + By.Length), isKnown ? verdict : null);
    }

    /// <summary>Whether the case has that answer already; it changes nothing a second time.</summary>
    internal static bool IsKnown(CaseEdit edit, DelistingReply reply)
    {
        string id = IdOf(edit, reply);
        return edit.Before.Events.Concat(edit.NewEvents).Any(e => e.ReplyId == id);
    }

    /// <summary>Writes an answer down and does what it says; null, or why it belongs to another case.</summary>
    internal Problem? Apply(CaseEdit edit, DelistingReply reply)
    {
        if (!CasesOfReply.IsOf(edit.Before, reply))
        {
            return new Problem("ReplyOfAnotherOperator", reply, reply.Operator!, edit.Before.Id, edit.Before.For);
        }

        if (!IsKnown(edit, reply))
        {
            Take(edit, reply);
        }

        return null;
    }

    private void Take(CaseEdit edit, DelistingReply reply)
    {
        if (LatestOf(edit, OperatorOf(edit, reply)) is { } latest && reply.Date < latest)
        {
            Add(edit, CaseEventKind.Note, "Older than an answer that the case has, so nothing was done about it. " + Described(edit, reply), reply);
            return;
        }

        string by = OperatorOf(edit, reply);
        if (reply.Verdict == ReplyVerdict.Unknown)
        {
            Add(edit, CaseEventKind.Note, Described(edit, reply), reply);
            return;
        }

        Add(edit, CaseEventKind.ReplyReceived, Described(edit, reply), reply);
        if (reply.Ticket is not null)
        {
            CaseProgress.AddTicket(edit, reply.Ticket);
        }

        if (edit.IsClosed)
        {
            // A late answer is written down; whether it changes anything, the user says.
            return;
        }

        CaseStep? request = EndRequest(edit, by);
        switch (reply.Verdict)
        {
            case ReplyVerdict.Received:
                Wait(edit, reply.WaitUntil ?? (request is null ? CaseProgress.UsualWait.After(edit.Now) : CaseProgress.AnswerBy(edit, request)));
                break;
            case ReplyVerdict.Mitigated or ReplyVerdict.ConditionallyMitigated:
                Lifted(edit, by, reply);
                break;
            case ReplyVerdict.BlockedByUpstream:
                GoUpstream(edit, reply);
                break;
            case ReplyVerdict.NotQualified or ReplyVerdict.NothingDetected:
                AskAgain(edit, by, reply, StepKind.Reply, StepKind.Escalate);
                break;
            case ReplyVerdict.MoreInformationNeeded:
                AskAgain(edit, by, reply, StepKind.Reply);
                break;
            case ReplyVerdict.Resubmit:
                AskAgain(edit, by, reply, StepKind.Form, StepKind.Mail);
                break;
            default:
                AskAgain(edit, by, reply, StepKind.Escalate);
                break;
        }
    }

    private static void Wait(CaseEdit edit, DateTime until)
    {
        edit.State = CaseState.Waiting;
        edit.NextActionAt = until;
    }

    private static void TurnToUser(CaseEdit edit)
    {
        edit.State = CaseState.Open;
        edit.NextActionAt = null;
    }

    /// <summary>The entry is gone: nobody has to be asked for it any more, and after a while one looks.</summary>
    private void Lifted(CaseEdit edit, string by, DelistingReply reply)
    {
        foreach (CaseStep step in edit.Steps.Where(s => s.For == by && s.Progress == StepProgress.Open && CaseProgress.IsRequest(s.Kind)).ToList())
        {
            edit.SetStep(step.Order, StepProgress.NotNeeded);
        }

        List<CaseStep> look = edit.Steps.Where(s => s.For == by && s.Progress == StepProgress.Open && s.Kind is StepKind.Wait or StepKind.Check).ToList();
        CaseStep? last = edit.Steps.LastOrDefault(s => s.For == by && s.Progress == StepProgress.Done);
        if (!look.Any(s => s.Order > (last?.Order ?? 0)))
        {
            Insert(edit, (last?.Order ?? edit.Steps.Count) + 1, _ways.AfterRemoval(edit.Before, edit.Now), "to see whether it is over");
        }

        CaseStep? wait = edit.Steps.FirstOrDefault(s => s.Progress == StepProgress.Open && s.Kind == StepKind.Wait && (s.For ?? by) == by);
        Wait(edit, reply.WaitUntil ?? (wait?.Step.WaitPeriod ?? UntilNoticed).After(edit.Now));
    }

    /// <summary>The operator follows a list, and there the entry is: its steps come next, whatever became of them before.</summary>
    private void GoUpstream(CaseEdit edit, DelistingReply reply)
    {
        TurnToUser(edit);
        List<CaseStep> known = reply.Blocklist is null ? new() : edit.Steps.Where(s => s.For == reply.Blocklist).ToList();
        if (known.Count > 0)
        {
            if (edit.BringUp(known.Select(s => s.Order).ToList()))
            {
                edit.Add(CaseEventKind.RouteChanged, "The steps at " + reply.Blocklist + " come next: " + string.Join(", ", known.Select(s => s.Title)));
            }
        }
        else
        {
            IReadOnlyList<DelistingStep> steps = reply.Blocklist is null ? Array.Empty<DelistingStep>() : _ways.ToList(reply.Blocklist, edit.Before, edit.Now);
            HashSet<string> there = new(edit.Steps.Select(s => s.Title), StringComparer.Ordinal);
            steps = steps.Where(s => s.Kind != StepKind.Fix || !there.Contains(s.Title)).ToList();
            Insert(
                edit,
                NextOrder(edit),
                steps.Count > 0 ? steps : new[] { Own(StepKind.CheckUpstream, reply.Blocklist, "Go to the list that the operator follows", reply) },
                "since the operator follows " + (reply.Blocklist ?? "another list"));
        }

        if (edit.Steps[edit.Steps.Count - 1].Progress != StepProgress.Open)
        {
            Insert(edit, edit.Steps.Count + 1, _ways.AfterRemoval(edit.Before, edit.Now), "to see whether it is over");
        }
    }

    /// <summary>The next move is a message to the operator: the first step of a kind that there is, or one of its own.</summary>
    private static void AskAgain(CaseEdit edit, string by, DelistingReply reply, params StepKind[] kinds)
    {
        TurnToUser(edit);
        CaseStep? step = kinds.SelectMany(k => edit.Steps.Where(s => s.For == by && s.Kind == k).OrderBy(s => s.Progress != StepProgress.Open)).FirstOrDefault();
        if (step is not null)
        {
            if (edit.BringUp(new[] { step.Order }))
            {
                edit.Add(CaseEventKind.StepReopened, step.Title);
            }

            return;
        }

        string? escalation = edit.Steps.Where(s => s.For == by).Select(s => s.Step.Escalation).LastOrDefault(e => e is not null);
        DelistingStep added = reply.Verdict == ReplyVerdict.Refused && escalation is null
            ? Own(StepKind.Nothing, by, "Decide whether to go on: the operator has refused", reply)
            : escalation is not null && kinds.Contains(StepKind.Escalate)
                ? Own(StepKind.Escalate, by, "Ask again, one level higher", reply, escalation)
                : Own(kinds[0], by, "Answer the operator", reply);
        Insert(edit, NextOrder(edit), new[] { added }, "to answer the operator");
    }

    /// <summary>An answer shows that the request was made, whether or not somebody said so.</summary>
    private static CaseStep? EndRequest(CaseEdit edit, string by)
    {
        CaseStep? done = edit.Steps.LastOrDefault(s => s.For == by && CaseProgress.IsRequest(s.Kind) && s.Progress == StepProgress.Done);
        CaseStep? open = done is null ? edit.Steps.FirstOrDefault(s => s.For == by && CaseProgress.IsRequest(s.Kind) && s.Progress == StepProgress.Open) : null;
        if (open is not null)
        {
            edit.SetStep(open.Order, StepProgress.Done);
            edit.Add(CaseEventKind.StepDone, CaseProgress.Described(open));
        }

        return done ?? open;
    }

    private static void Insert(CaseEdit edit, int order, IReadOnlyList<DelistingStep> steps, string why)
    {
        edit.Insert(order, steps);
        edit.Add(CaseEventKind.RouteChanged, "Added " + why + ": " + string.Join(", ", steps.Select(s => s.Title)));
    }

    private static int NextOrder(CaseEdit edit) => edit.NextStep?.Order ?? edit.Steps.Count + 1;

    private static DelistingStep Own(StepKind kind, string? place, string title, DelistingReply reply, string? instruction = null) => new()
    {
        Order = 1,
        Kind = kind,
        For = place,
        Title = title,
        Instruction = instruction ?? (reply.NextStep.Length > 0 ? reply.NextStep : reply.Meaning),
        Why = reply.Meaning,
    };

    private static string OperatorOf(CaseEdit edit, DelistingReply reply) =>
        reply.Operator is not null && edit.Steps.Any(s => s.For == reply.Operator) ? reply.Operator : edit.Before.For;

    private static void Add(CaseEdit edit, CaseEventKind kind, string text, DelistingReply reply) =>
        edit.Add(kind, text, reply.Evidence, IdOf(edit, reply), reply.Date);

    /// <summary>When the operator wrote the latest of the answers that something was done about; null where none has a date.</summary>
    private static DateTime? LatestOf(CaseEdit edit, string by) => edit.Before.Events.Concat(edit.NewEvents)
        .Where(e => e.Kind == CaseEventKind.ReplyReceived && e.ReplyId?.StartsWith(by + ":", StringComparison.Ordinal) == true)
        .Max(e => e.ReplyDate);

    /// <summary>By what an answer is known again: whose it is, and a digest of what it says and when.</summary>
    private static string IdOf(CaseEdit edit, DelistingReply reply)
    {
        string[] parts =
        {
            reply.Verdict.ToString(), reply.Ticket ?? "", reply.Blocklist ?? "", reply.Subject ?? "", reply.Date is { } date ? StoreTime.Write(date) : "", string.Join(" ", reply.Addresses),
            reply.Evidence,
        };
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join("\n", parts));
#if NET
        byte[] digest = SHA256.HashData(bytes);
#else
        using SHA256 sha = SHA256.Create();
        byte[] digest = sha.ComputeHash(bytes);
#endif
        return OperatorOf(edit, reply) + ":" + Convert.ToBase64String(digest);
    }

    private static string Described(CaseEdit edit, DelistingReply reply)
    {
        string by = OperatorOf(edit, reply);
        return reply.Verdict + (by == edit.Before.For ? "" : By + by) + ": " + reply.Meaning;
    }
}
