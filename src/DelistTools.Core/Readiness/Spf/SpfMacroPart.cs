using System;
using System.Collections.Generic;

namespace DelistTools.Readiness.Spf;

/// <summary>A piece of a text with macros: plain characters, or one macro (RFC 7208, section 7.1).</summary>
internal sealed class SpfMacroPart
{
    internal SpfMacroPart(string literal, bool isEscape = false)
    {
        Literal = literal;
        IsEscape = isEscape;
    }

    internal SpfMacroPart(char letter, bool isEscaped, int keep, bool isReversed, IReadOnlyList<char> delimiters)
    {
        Letter = letter;
        IsUrlEscaped = isEscaped;
        Keep = keep;
        IsReversed = isReversed;
        Delimiters = delimiters;
    }

    /// <summary>The characters; null for a macro.</summary>
    internal string? Literal { get; }

    /// <summary>The characters stand for <c>%%</c>, <c>%_</c> or <c>%-</c>.</summary>
    internal bool IsEscape { get; }

    /// <summary>In lower case.</summary>
    internal char Letter { get; }

    /// <summary>The letter was in upper case: the value is escaped for a URL (RFC 7208, section 7.3).</summary>
    internal bool IsUrlEscaped { get; }

    /// <summary>How many parts from the right are kept; zero for all.</summary>
    internal int Keep { get; }

    internal bool IsReversed { get; }

    /// <summary>Where the value is split; empty for dots.</summary>
    internal IReadOnlyList<char> Delimiters { get; } = Array.Empty<char>();
}
