using System;
using System.Collections.Generic;

namespace DelistTools.Cases;

/// <summary>A case that is to be opened.</summary>
internal sealed class NewCase
{
    internal string? Target { get; init; }

    internal string For { get; init; } = "";

    internal string Name { get; init; } = "";

    /// <summary>The part of the route that the case is about; its steps become those of the case.</summary>
    internal DelistingRoute Route { get; init; } = new();

    /// <summary>The case as it begins.</summary>
    internal DelistingCase At(DateTime now)
    {
        List<CaseStep> steps = new();
        foreach (DelistingStep step in Route.Steps)
        {
            bool isNeeded = step.State != StepState.NotNeeded;
            steps.Add(new CaseStep(
                steps.Count + 1, step, isNeeded ? StepProgress.Open : StepProgress.NotNeeded, isNeeded ? null : now, steps.Count + 1));
        }

        return new DelistingCase(new Lazy<DelistingRoute>(() => Route))
        {
            Key = Guid.NewGuid(),
            Target = Target,
            For = For,
            Name = Name,
            State = CaseState.Open,
            OpenedAt = now,
            ChangedAt = now,
            Steps = steps.AsReadOnly(),
            Events = new[] { new CaseEvent { Number = 1, At = now, Kind = CaseEventKind.Opened, Text = Route.Reason } },
        };
    }
}
