using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Cases;

namespace DelistTools.Commands;

/// <summary>Writes down what was done about a case and what the operator answered, and so moves the case on.</summary>
[Cmdlet(VerbsCommon.Set, "DelistingCase", SupportsShouldProcess = true, DefaultParameterSetName = IdSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Set-DelistingCase.md")]
[OutputType(typeof(DelistingCase))]
public sealed class SetDelistingCaseCommand : CaseSelectionCommand
{
    private const string ReplySet = "Reply";

    private static readonly string[] Changes =
    {
        nameof(StepDone), nameof(StepSkipped), nameof(StepOpen), nameof(Sent), nameof(Ticket), nameof(Note), nameof(Draft), nameof(State),
        nameof(NextActionAt),
    };

    // An int: a field of an enum's type would load the enum's assembly at import.
    private int _state;

    /// <summary>What the operator answered, as ConvertFrom-DelistingReply gives it.</summary>
    [Parameter(ParameterSetName = IdSet, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = CaseSet)]
    [Parameter(ParameterSetName = ReplySet, Mandatory = true, ValueFromPipeline = true)]
    public DelistingReply[] Reply { get; set; } = Array.Empty<DelistingReply>();

    /// <summary>The numbers of steps that were done.</summary>
    [Parameter]
    public int[] StepDone { get; set; } = Array.Empty<int>();

    /// <summary>The numbers of steps that are left out.</summary>
    [Parameter]
    public int[] StepSkipped { get; set; } = Array.Empty<int>();

    /// <summary>The numbers of steps that have to be done after all, or again.</summary>
    [Parameter]
    public int[] StepOpen { get; set; } = Array.Empty<int>();

    /// <summary>The request of the next form or letter was sent just now.</summary>
    [Parameter]
    public SwitchParameter Sent { get; set; }

    /// <summary>The number that the operator gave the case.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Ticket { get; set; }

    /// <summary>Something to remember.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Note { get; set; }

    /// <summary>The text for the operator; an empty one takes it away.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Draft { get; set; }

    /// <summary>Closes the case, or takes it up again.</summary>
    [Parameter]
    public CaseState State
    {
        get => (CaseState)_state;
        set => _state = (int)value;
    }

    /// <summary>When to look at the case again.</summary>
    [Parameter]
    [TimeText]
    public DateTime NextActionAt { get; set; }

    /// <summary>Gives the case as it is afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RequireText(nameof(Ticket), Ticket);
        RequireText(nameof(Note), Note);
        if (Ticket?.Trim().Length > CaseProgress.LongestTicket)
        {
            Fail(new Problem("CaseTicketTooLong", Ticket, Ticket.Trim().Length, CaseProgress.LongestTicket));
        }

        if (!MyInvocation.ExpectingInput)
        {
            RequireChange();
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RequireChange();
        if (ParameterSetName == ReplySet)
        {
            foreach (DelistingReply reply in Reply)
            {
                if (Match(reply) is { } found)
                {
                    Change(found.Id, new[] { reply });
                }
            }

            return;
        }

        foreach (int id in SelectedIds)
        {
            Change(id, Reply);
        }
    }

    private void RequireText(string parameter, string? text)
    {
        if (text is not null && NetworkText.Clean(text).Trim().Length == 0)
        {
            Fail(new Problem("CaseTextEmpty", text, parameter));
        }
    }

    private void RequireChange()
    {
        if (Reply.Length == 0 && !Changes.Any(MyInvocation.BoundParameters.ContainsKey))
        {
            Fail(new Problem("CaseChangeMissing", Id));
        }
    }

    private DelistingCase? Match(DelistingReply reply)
    {
        IReadOnlyList<DelistingCase> found = Array.Empty<DelistingCase>();
        Try(() => found = CasesOfReply.Find(reply, Store.List(new CaseFilter(), StopToken)));
        if (found.Count == 1)
        {
            return found[0];
        }

        string what = NetworkText.Clean(reply.ToString());
        WriteProblem(found.Count == 0
            ? new Problem(reply.Operator is null ? "ReplyWithoutOperator" : "ReplyMatchesNoCase", reply, what)
            : new Problem("ReplyMatchesSeveralCases", reply, what, string.Join("; ", found.Select(Named))));
        return null;
    }

    private void Change(int id, IReadOnlyList<DelistingReply> replies)
    {
        if (Find(id) is not { } found || !MayDo(Named(found), "Change the case"))
        {
            return;
        }

        // By now somebody else may have changed it; what counts is the case that the store holds at that moment.
        Try(() =>
        {
            DelistingCase changed = Store.Change(id, edit => Apply(edit, replies), StopToken);
            if (PassThru)
            {
                WriteObject(changed);
            }
        });
    }

    /// <exception cref="StoreException">Something of it cannot be done, so nothing of it is.</exception>
    private void Apply(CaseEdit edit, IReadOnlyList<DelistingReply> replies)
    {
        SetSteps(edit, StepDone, StepProgress.Done);
        SetSteps(edit, StepSkipped, StepProgress.Skipped);
        SetSteps(edit, StepOpen, StepProgress.Open);
        if (Sent)
        {
            Require(CaseProgress.Send(edit));
        }

        foreach (DelistingReply reply in replies)
        {
            if (ReplyProgress.IsKnown(edit, reply))
            {
                WriteWarning(ErrorRecords.Message("ReplyKnown", edit.Before.Id, reply.ToString()));
            }

            Require(new ReplyProgress(Ways()).Apply(edit, reply));
        }

        if (Ticket is not null)
        {
            CaseProgress.AddTicket(edit, Ticket.Trim());
        }

        if (Note is not null)
        {
            edit.Add(CaseEventKind.Note, Note);
        }

        if (Draft is not null)
        {
            CaseProgress.SetDraft(edit, Draft.Length == 0 ? null : Draft);
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(State)))
        {
            CaseProgress.SetState(edit, State);
        }

        if (MyInvocation.BoundParameters.ContainsKey(nameof(NextActionAt)))
        {
            Require(CaseProgress.Schedule(edit, NextActionAt.ToUniversalTime()));
        }
    }

    private static void SetSteps(CaseEdit edit, IEnumerable<int> orders, StepProgress progress)
    {
        foreach (int order in orders)
        {
            Require(CaseProgress.SetStep(edit, order, progress));
        }
    }

    private static void Require(Problem? problem)
    {
        if (problem is not null)
        {
            throw new StoreException(problem);
        }
    }
}
