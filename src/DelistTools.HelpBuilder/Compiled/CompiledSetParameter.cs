namespace DelistTools.HelpBuilder.Compiled;

/// <summary>A parameter as it stands in one parameter set.</summary>
/// <param name="Name">The parameter's name.</param>
/// <param name="Use">How the set takes it.</param>
internal sealed record CompiledSetParameter(string Name, CompiledParameterUse Use);
