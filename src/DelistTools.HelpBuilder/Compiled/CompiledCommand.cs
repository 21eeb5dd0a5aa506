using System.Collections.Generic;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>One exported cmdlet, as compiled.</summary>
/// <param name="Name">Verb-Noun.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Noun">The noun.</param>
/// <param name="HelpFile">The name of the help file that the engine looks for.</param>
/// <param name="HelpUri">The online page; empty when the cmdlet names none.</param>
/// <param name="Aliases">The cmdlet's own aliases.</param>
/// <param name="Sets">The parameter sets, the default one first.</param>
/// <param name="Parameters">The parameters without the common ones, by name.</param>
/// <param name="OutputTypes">Full names of the declared output types.</param>
internal sealed record CompiledCommand(
    string Name,
    string Verb,
    string Noun,
    string HelpFile,
    string HelpUri,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<CompiledSet> Sets,
    IReadOnlyList<CompiledParameter> Parameters,
    IReadOnlyList<string> OutputTypes);
