using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools;

/// <summary>A way off that is being gone: a target and an operator, and what has happened so far.</summary>
public sealed class DelistingCase
{
    private readonly Lazy<DelistingRoute> _route;

    /// <param name="route">The route; a list of cases has no use for most of them.</param>
    internal DelistingCase(Lazy<DelistingRoute> route)
    {
        _route = route;
    }

    /// <summary>Its number in the store.</summary>
    public int Id { get; internal init; }

    /// <summary>The address, addresses or domain that is to be freed; null where the finding named none.</summary>
    public string? Target { get; internal init; }

    /// <summary>The id of the list or provider whose operator the case is with.</summary>
    public string For { get; internal init; } = "";

    /// <summary>The operator's name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Whose turn it is.</summary>
    public CaseState State { get; internal init; }

    /// <summary>When it was opened, in UTC.</summary>
    public DateTime OpenedAt { get; internal init; }

    /// <summary>When anything last happened in it, in UTC.</summary>
    public DateTime ChangedAt { get; internal init; }

    /// <summary>When it was closed, in UTC; null while it is not.</summary>
    public DateTime? ClosedAt { get; internal init; }

    /// <summary>
    /// The first step that is open; while the case waits for an answer, what belongs to that wait, whatever else is open. Null
    /// where there is none, or the case is closed.
    /// </summary>
    public CaseStep? NextStep => ClosedAt is null ? NextOf(Steps, State) : null;

    /// <summary>When to look at it again, in UTC; null where no time is set.</summary>
    public DateTime? NextActionAt { get; internal init; }

    /// <summary>The number that the operator gave it last; null where it gave none.</summary>
    public string? Ticket => Tickets.Count == 0 ? null : Tickets[Tickets.Count - 1];

    /// <summary>All numbers that operators gave it, oldest first.</summary>
    public IReadOnlyList<string> Tickets { get; internal init; } = Array.Empty<string>();

    /// <summary>The part of the route that the case was opened with, as it was then.</summary>
    public DelistingRoute Route => _route.Value;

    /// <summary>The steps in working order, those of the route and those that were added since.</summary>
    public IReadOnlyList<CaseStep> Steps { get; internal init; } = Array.Empty<CaseStep>();

    /// <summary>What happened, oldest first.</summary>
    public IReadOnlyList<CaseEvent> Events { get; internal init; } = Array.Empty<CaseEvent>();

    /// <summary>A text for the operator, as the user left it; null where there is none.</summary>
    public string? Draft { get; internal init; }

    /// <summary>Names the case wherever it goes, whatever its number is there.</summary>
    internal Guid Key { get; init; }

    /// <summary>The same case in another store, under that number, or the next one where it is 0.</summary>
    internal DelistingCase Imported(int id, DateTime now) => new(_route)
    {
        Id = id,
        Key = Key,
        Target = Target,
        For = For,
        Name = Name,
        State = State,
        OpenedAt = OpenedAt,
        ChangedAt = ChangedAt,
        ClosedAt = ClosedAt,
        NextActionAt = NextActionAt,
        Tickets = Tickets,
        Steps = Steps,
        Events = Events.Concat(new[]
        {
            new CaseEvent { Number = Events.Count + 1, At = now, Kind = CaseEventKind.Imported, Text = "It was case " + Id + " there." },
        }).ToList().AsReadOnly(),
        Draft = Draft,
    };

    /// <summary>What comes next of the steps of a case in that state.</summary>
    internal static CaseStep? NextOf(IReadOnlyList<CaseStep> steps, CaseState state)
    {
        // The latest request; of those that ended at one time, the last in order.
        CaseStep? asked = state != CaseState.Waiting ? null : steps
            .Where(s => s.Progress == StepProgress.Done && s.Kind is StepKind.Form or StepKind.Mail or StepKind.Reply or StepKind.Escalate)
            .OrderBy(s => s.EndedAt).LastOrDefault();
        CaseStep? awaited = asked is null ? null : steps.FirstOrDefault(s => s.Order > asked.Order && s.Progress == StepProgress.Open
            && s.Kind is StepKind.Wait or StepKind.Check or StepKind.Reply && (s.For ?? asked.For) == asked.For);
        return awaited ?? steps.FirstOrDefault(s => s.Progress == StepProgress.Open);
    }

    /// <inheritdoc/>
    public override string ToString() => Id + ": " + (Target is null ? "" : NetworkText.Clean(Target) + " ") + NetworkText.Clean(For) + ", " + State;
}
