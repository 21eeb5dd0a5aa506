using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Cases;

/// <summary>A change of a case under way: what it was, what it becomes, and what happened. Does nothing outside itself.</summary>
internal sealed class CaseEdit
{
    private readonly List<CaseStep> _steps;
    private readonly List<string> _tickets;
    private readonly List<CaseEvent> _events = new();
    private readonly DateTime? _closedAt;

    /// <param name="before">The case as it is.</param>
    /// <param name="now">The time of the change (UTC).</param>
    internal CaseEdit(DelistingCase before, DateTime now)
    {
        Before = before;
        Now = now;
        _steps = before.Steps.ToList();
        _tickets = before.Tickets.ToList();
        _closedAt = before.ClosedAt;
        State = before.State;
        NextActionAt = before.NextActionAt;
        Draft = before.Draft;
    }

    internal DelistingCase Before { get; }

    internal DateTime Now { get; }

    /// <summary>Whose turn it is. A case that is closed is due no more.</summary>
    internal CaseState State { get; set; }

    internal DateTime? NextActionAt { get; set; }

    internal string? Draft { get; set; }

    internal bool IsClosed => State is CaseState.Solved or CaseState.Abandoned;

    internal IReadOnlyList<CaseStep> Steps => _steps;

    internal CaseStep? NextStep => _steps.FirstOrDefault(s => s.Progress == StepProgress.Open);

    /// <summary>What happened in this change.</summary>
    internal IReadOnlyList<CaseEvent> NewEvents => _events;

    internal CaseStep? FindStep(int order) => order >= 1 && order <= _steps.Count ? _steps[order - 1] : null;

    internal void Add(CaseEventKind kind, string text, string? evidence = null, string? replyId = null, DateTime? replyDate = null) => _events.Add(new CaseEvent
    {
        Number = Before.Events.Count + _events.Count + 1,
        At = Now,
        Kind = kind,
        Text = text,
        Evidence = evidence,
        ReplyId = replyId,
        ReplyDate = replyDate,
    });

    /// <summary>Sets what became of a step; false where it is so already.</summary>
    internal bool SetStep(int order, StepProgress progress)
    {
        CaseStep step = _steps[order - 1];
        _steps[order - 1] = step.With(progress, Now);
        return step.Progress != progress;
    }

    /// <summary>
    /// Opens steps again and puts them before whatever else is open, so that they are what comes next. False where they are
    /// that already.
    /// </summary>
    internal bool BringUp(IReadOnlyCollection<int> orders)
    {
        bool isReopened = false;
        foreach (int order in orders)
        {
            isReopened |= SetStep(order, StepProgress.Open);
        }

        int first = NextStep!.Order;
        List<CaseStep> moved = orders.OrderBy(o => o).Select(o => _steps[o - 1]).ToList();
        if (orders.Contains(first))
        {
            return isReopened;
        }

        _steps.RemoveAll(moved.Contains);
        _steps.InsertRange(first - 1, moved);
        Renumber();
        return true;
    }

    /// <summary>Puts steps before the one of that number, or at the end; those after it count on.</summary>
    internal void Insert(int order, IEnumerable<DelistingStep> steps)
    {
        _steps.InsertRange(order - 1, steps.Select(s => new CaseStep(0, s, StepProgress.Open)));
        Renumber();
    }

    /// <summary>Adds a number of the operator's as the latest; false where it is that already.</summary>
    internal bool AddTicket(string ticket)
    {
        if (_tickets.Count > 0 && _tickets[_tickets.Count - 1] == ticket)
        {
            return false;
        }

        _tickets.Remove(ticket);
        _tickets.Add(ticket);
        return true;
    }

    /// <summary>The case as it becomes.</summary>
    internal DelistingCase After() => new(new Lazy<DelistingRoute>(() => Before.Route))
    {
        Id = Before.Id,
        Key = Before.Key,
        Target = Before.Target,
        For = Before.For,
        Name = Before.Name,
        State = State,
        OpenedAt = Before.OpenedAt,
        ChangedAt = IsChanged ? Now : Before.ChangedAt,
        ClosedAt = IsClosed ? _closedAt ?? Now : null,
        NextActionAt = IsClosed ? null : NextActionAt,
        Tickets = _tickets.ToList().AsReadOnly(),
        Steps = _steps.ToList().AsReadOnly(),
        Events = Before.Events.Concat(_events).ToList().AsReadOnly(),
        Draft = Draft,
    };

    private bool IsChanged => _events.Count > 0 || State != Before.State || NextActionAt != Before.NextActionAt || Draft != Before.Draft
        || !_tickets.SequenceEqual(Before.Tickets) || !_steps.SequenceEqual(Before.Steps);

    private void Renumber()
    {
        for (int i = 0; i < _steps.Count; i++)
        {
            _steps[i] = _steps[i].At(i + 1);
        }
    }
}
