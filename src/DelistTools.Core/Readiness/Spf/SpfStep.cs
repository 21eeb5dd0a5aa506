namespace DelistTools.Readiness.Spf;

/// <summary>A term on the way to a result.</summary>
/// <param name="Domain">The domain whose record holds it; cleaned.</param>
/// <param name="Term">The term.</param>
internal sealed record SpfStep(string Domain, SpfTerm Term);
