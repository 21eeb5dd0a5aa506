using System.Collections.Generic;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>The headings of a cmdlet page in PlatyPS schema 2024-05-01, and their order.</summary>
internal static class SectionNames
{
    internal const string Synopsis = "SYNOPSIS";
    internal const string Syntax = "SYNTAX";
    internal const string Aliases = "ALIASES";
    internal const string Description = "DESCRIPTION";
    internal const string Examples = "EXAMPLES";
    internal const string Parameters = "PARAMETERS";
    internal const string Inputs = "INPUTS";
    internal const string Outputs = "OUTPUTS";
    internal const string Notes = "NOTES";
    internal const string RelatedLinks = "RELATED LINKS";

    /// <summary>The last heading under PARAMETERS, for what every cmdlet takes.</summary>
    internal const string CommonParameters = "CommonParameters";

    internal static readonly IReadOnlyList<string> InOrder =
    [
        Synopsis, Syntax, Aliases, Description, Examples, Parameters, Inputs, Outputs, Notes, RelatedLinks,
    ];
}
