using System;
using System.Collections.Generic;
using System.Linq;
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

    /// <summary>When the last request went out (UTC).</summary>
    internal DateTime? RequestedAt => Case?.Events.LastOrDefault(e => e.Kind == CaseEventKind.Sent)?.At;

    /// <summary>What the operator's last answer came to; null where it has not answered. The history has it as the first word.</summary>
    internal ReplyVerdict? LastVerdict => Case?.Events.LastOrDefault(e => e.Kind == CaseEventKind.ReplyReceived)?.Text is { } text
        && Enum.TryParse(text.Split(':')[0], out ReplyVerdict verdict) && Enum.IsDefined(typeof(ReplyVerdict), verdict)
        ? verdict
        : null;

    private int LastOf(CaseEventKind kind) => Case!.Events.LastOrDefault(e => e.Kind == kind)?.Number ?? 0;
}
