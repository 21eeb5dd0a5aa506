using System.Collections.Generic;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>One parameter set of a cmdlet.</summary>
/// <param name="Name">The set's name; <c>__AllParameterSets</c> when the cmdlet declares none.</param>
/// <param name="IsDefault">Whether a call that fits several sets takes this one.</param>
/// <param name="Syntax">The command line as <c>Get-Command -Syntax</c> prints it.</param>
/// <param name="Parameters">The parameters in the order of the syntax, without the common ones.</param>
internal sealed record CompiledSet(
    string Name,
    bool IsDefault,
    string Syntax,
    IReadOnlyList<CompiledSetParameter> Parameters)
{
    /// <summary>The engine's name for "no set in particular".</summary>
    internal const string All = "__AllParameterSets";

    /// <summary>The heading of the set's syntax on a page.</summary>
    internal string Heading => IsDefault && Name != All ? Name + " (Default)" : Name;
}
