using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>A paragraph of a letter, or a line of one, and when it is there.</summary>
internal sealed class LetterPart
{
    /// <summary>The text; empty where it has lines.</summary>
    internal string Text { get; init; } = "";

    internal IReadOnlyList<LetterPart> Lines { get; init; } = Array.Empty<LetterPart>();

    /// <summary>Facts that all have to be known, or asked for by the operator: then a placeholder stands there.</summary>
    internal IReadOnlyList<string> If { get; init; } = Array.Empty<string>();

    /// <summary>Facts that all have to be known, whoever asks for them.</summary>
    internal IReadOnlyList<string> Known { get; init; } = Array.Empty<string>();

    /// <summary>Facts that the operator has to ask for: known or not, others have no use for them.</summary>
    internal IReadOnlyList<string> Asked { get; init; } = Array.Empty<string>();

    /// <summary>Facts of which none may be known or asked for.</summary>
    internal IReadOnlyList<string> Unless { get; init; } = Array.Empty<string>();
}
