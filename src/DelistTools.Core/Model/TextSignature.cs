using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace DelistTools;

/// <summary>A text that is known: what it looks like. What it means is for those that derive from it.</summary>
internal abstract class TextSignature
{
    internal string Id { get; init; } = "";

    /// <summary>The id of the list that is behind it.</summary>
    internal string? Blocklist { get; init; }

    /// <summary>Pieces of the text that must all be there, in any letter case.</summary>
    internal IReadOnlyList<string> Fragments { get; init; } = Array.Empty<string>();

    /// <summary>Pieces of text of which none may be there.</summary>
    internal IReadOnlyList<string> Excluded { get; init; } = Array.Empty<string>();

    /// <summary>What must be found besides; its named groups take parts of the text out.</summary>
    internal SignaturePattern? Pattern { get; init; }

    /// <summary>Texts that it must be chosen for.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = Array.Empty<string>();

    /// <summary>Texts that it must not be chosen for, however near they are.</summary>
    internal IReadOnlyList<string> NearMisses { get; init; } = Array.Empty<string>();

    internal Confidence Confidence { get; init; }

    /// <summary>The day on which the entry was last compared with its sources (UTC, no time of day).</summary>
    internal DateTime VerifiedOn { get; init; }

    internal IReadOnlyList<FactSource> Sources { get; init; } = Array.Empty<FactSource>();

    /// <summary>How much of a text the fragments are, in characters.</summary>
    internal int LiteralLength { get; init; }

    /// <summary>All fragments are there, and nothing that must not be.</summary>
    internal bool HasWords(string text) => ContainsAll(text, Fragments) && !ContainsAny(text, Excluded);

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static bool ContainsAll(string text, IReadOnlyList<string> fragments)
    {
        for (int i = 0; i < fragments.Count; i++)
        {
            if (!Contains(text, fragments[i]))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(HotPath.Compiled)]
    private static bool ContainsAny(string text, IReadOnlyList<string> fragments)
    {
        for (int i = 0; i < fragments.Count; i++)
        {
            if (Contains(text, fragments[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Contains(string text, string fragment) => text.IndexOf(fragment, StringComparison.OrdinalIgnoreCase) >= 0;
}
