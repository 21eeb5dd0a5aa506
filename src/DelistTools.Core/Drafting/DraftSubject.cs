using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Cases;
using DelistTools.Routing;

namespace DelistTools.Drafting;

/// <summary>What texts are written about: a case, or a route that is none yet.</summary>
internal sealed class DraftSubject
{
    private DraftSubject(DelistingRoute route, IReadOnlyList<DraftStep> steps)
    {
        Route = route;
        Steps = steps;
    }

    internal DelistingRoute Route { get; }

    internal IReadOnlyList<DraftStep> Steps { get; }

    /// <summary>Null for a route.</summary>
    internal DelistingCase? Case { get; private init; }

    internal string Named => Case is not null ? "case " + Case.Id : "the route for " + (Route.Target ?? string.Join(", ", Route.For));

    internal static DraftSubject Of(DelistingCase one) =>
        new(one.Route, one.Steps.Select(s => new DraftStep(s.Order, s.Step, s.Progress == StepProgress.Open)).ToList()) { Case = one };

    internal static DraftSubject Of(DelistingRoute route) => new(route, route.Steps.Select(s => new DraftStep(s.Order, s, IsOpen: true)).ToList());

    /// <summary>The addresses or domains that a step is about.</summary>
    internal IReadOnlyList<string> TargetsOf(DelistingStep step) => step.Targets.Count > 0 ? step.Targets
        : (Case?.Target ?? Route.Target)?.Split(',').Select(t => t.Trim()).Where(t => t.Length > 0).ToList() ?? new List<string>();

    /// <summary>What the findings tell that a step is done for; of a step that was added to a case, what all of them tell.</summary>
    internal string? FactOf(DelistingStep step, string place)
    {
        List<RouteFinding> served = Route.Findings.Where(f => step.Serves.Contains(f.For)).ToList();
        return (served.Count > 0 ? served : Route.Findings).SelectMany(f => f.Facts).FirstOrDefault(f => f.Name == place)?.Value;
    }

    /// <summary>The user's own text; null where there is none, or it went out already.</summary>
    internal string? SavedText => Case?.Draft is { } draft && LastOf(CaseEventKind.Sent) < Math.Max(LastOf(CaseEventKind.Drafted), 1) ? draft : null;

    /// <summary>The step that the user's own text was saved for; null where the history does not tell.</summary>
    internal CaseStep? SavedFor => Case!.Events.LastOrDefault(e => e.Kind == CaseEventKind.Drafted)?.Evidence is { } step ? StepOf(step) : null;

    /// <summary>When the last request went to the operator of a step (UTC); null where none did.</summary>
    internal DateTime? RequestedAt(DelistingStep step) => Case?.Events.LastOrDefault(e => e.Kind == CaseEventKind.Sent && StepOf(e.Text) is { } sent && sent.For == step.For)?.At;

    /// <summary>What the last answer of a step's operator came to; null where it has not answered.</summary>
    internal ReplyVerdict? LastVerdict(DelistingStep step) => Case?.Events.Where(e => e.Kind == CaseEventKind.ReplyReceived)
        .Select(e => ReplyProgress.VerdictOf(e, Case)).LastOrDefault(v => v.By == (step.For ?? Case.For)).Verdict;

    /// <summary>
    /// The step that the history names by number and title. Numbers change when steps are put in between, so the title counts,
    /// and the number where several have it. Null where none is meant for certain.
    /// </summary>
    private CaseStep? StepOf(string described)
    {
        List<CaseStep> named = Case!.Steps.Where(s => described.EndsWith(". " + s.Title, StringComparison.Ordinal)).ToList();
        return named.Count == 1 ? named[0] : named.FirstOrDefault(s => CaseProgress.Described(s) == described);
    }

    private int LastOf(CaseEventKind kind) => Case!.Events.LastOrDefault(e => e.Kind == kind)?.Number ?? 0;
}
