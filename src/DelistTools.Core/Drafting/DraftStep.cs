namespace DelistTools.Drafting;

/// <summary>A step as texts see it.</summary>
/// <param name="Order">Its number in the case, or in the route.</param>
/// <param name="Step">The step.</param>
/// <param name="IsOpen">It is still to be done.</param>
internal sealed record DraftStep(int Order, DelistingStep Step, bool IsOpen);
