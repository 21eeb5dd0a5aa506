using System;

namespace DelistTools;

/// <summary>A step of a way off, and what became of it in a case.</summary>
public sealed class CaseStep
{
    private readonly Lazy<DelistingStep> _step;

    internal CaseStep(int order, DelistingStep step, StepProgress progress, DateTime? endedAt = null, int? routeOrder = null)
        : this(order, new Lazy<DelistingStep>(() => step), progress, endedAt, routeOrder)
    {
    }

    /// <param name="order">Its place in the case.</param>
    /// <param name="step">The step; a list of cases has no use for most of them.</param>
    /// <param name="progress">What became of it.</param>
    /// <param name="endedAt">Since when (UTC).</param>
    /// <param name="routeOrder">Its place in the route; null where it was added later.</param>
    internal CaseStep(int order, Lazy<DelistingStep> step, StepProgress progress, DateTime? endedAt, int? routeOrder)
    {
        Order = order;
        _step = step;
        Progress = progress;
        EndedAt = endedAt;
        RouteOrder = routeOrder;
    }

    /// <summary>Its place in the case, from 1.</summary>
    public int Order { get; }

    /// <summary>What became of it.</summary>
    public StepProgress Progress { get; }

    /// <summary>Since when it is no longer open, in UTC; null while it is.</summary>
    public DateTime? EndedAt { get; }

    /// <summary>What it asks of one.</summary>
    public StepKind Kind => Step.Kind;

    /// <summary>The step in a few words.</summary>
    public string Title => Step.Title;

    /// <summary>The id of the list or provider that it is about; null for one's own side.</summary>
    public string? For => Step.For;

    /// <summary>The step as it was planned.</summary>
    public DelistingStep Step => _step.Value;

    internal int? RouteOrder { get; }

    /// <inheritdoc/>
    public override string ToString() => Order + ". " + NetworkText.Clean(Title) + (Progress == StepProgress.Open ? "" : " (" + Progress + ")");

    /// <summary>The same step with another end; one that ended so already keeps its time.</summary>
    internal CaseStep With(StepProgress progress, DateTime now) => progress == Progress
        ? this
        : new CaseStep(Order, _step, progress, progress == StepProgress.Open ? null : now, RouteOrder);

    /// <summary>The same step at another place.</summary>
    internal CaseStep At(int order) => order == Order ? this : new CaseStep(order, _step, Progress, EndedAt, RouteOrder);
}
