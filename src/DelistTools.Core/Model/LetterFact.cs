using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>A fact that letters hold, by its name in braces, and what stands there while it is not known.</summary>
internal sealed class LetterFact
{
    internal string Id { get; init; } = "";

    /// <summary>Its name in letters, such as <c>contactName</c>.</summary>
    internal string Place { get; init; } = "";

    /// <summary>What stands there while it is not known, by language, without the angle brackets.</summary>
    internal IReadOnlyDictionary<string, string> Placeholders { get; init; } = new Dictionary<string, string>();

    /// <summary>How to get it.</summary>
    internal string How { get; init; } = "";

    /// <summary>What forms call it.</summary>
    internal IReadOnlyList<string> Fields { get; init; } = Array.Empty<string>();

    /// <summary>The placeholder as it stands in a text.</summary>
    internal string Placeholder(string language) =>
        "<" + (Placeholders.TryGetValue(language, out string? own) ? own : Placeholders["en"]) + ">";
}
