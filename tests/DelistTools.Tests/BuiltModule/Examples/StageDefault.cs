namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>A default that the session of an example has, and its reader's has not.</summary>
/// <param name="Parameter">As <c>$PSDefaultParameterValues</c> names it.</param>
/// <param name="Reason">Why it is there.</param>
internal sealed record StageDefault(string Parameter, string Reason);
