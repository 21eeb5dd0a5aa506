using System.Collections.Generic;
using System.Linq;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>One parameter of a cmdlet, as compiled.</summary>
/// <param name="Name">The name without the dash.</param>
/// <param name="TypeName">The full .NET name of its type.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="SupportsWildcards">Whether it is declared to take wildcards.</param>
/// <param name="DontShow">Whether completion hides it.</param>
/// <param name="Aliases">Its aliases.</param>
/// <param name="AcceptedValues">The only values it takes: a ValidateSet, or the members of its enum; empty for any value.</param>
/// <param name="HelpMessage">What the engine's prompt shows; empty for none.</param>
/// <param name="Uses">How each parameter set takes it.</param>
internal sealed record CompiledParameter(
    string Name,
    string TypeName,
    bool IsSwitch,
    bool SupportsWildcards,
    bool DontShow,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<string> AcceptedValues,
    string HelpMessage,
    IReadOnlyList<CompiledParameterUse> Uses)
{
    /// <summary>Whether any set takes it from pipeline objects themselves.</summary>
    internal bool ByValue => Uses.Any(u => u.ByValue);

    /// <summary>Whether any set takes it from a property of pipeline objects.</summary>
    internal bool ByPropertyName => Uses.Any(u => u.ByPropertyName);
}
