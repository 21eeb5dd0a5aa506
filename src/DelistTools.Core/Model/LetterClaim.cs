using System.Collections.Generic;

namespace DelistTools;

/// <summary>A sentence that may only be written where a check of the sender's side came to <c>Pass</c>.</summary>
internal sealed class LetterClaim
{
    internal string Id { get; init; } = "";

    /// <summary>The name of the check.</summary>
    internal string Check { get; init; } = "";

    /// <summary>The sentence by language, with the places <c>{checked}</c>, <c>{found}</c> and <c>{checkedAt}</c>.</summary>
    internal IReadOnlyDictionary<string, string> Texts { get; init; } = new Dictionary<string, string>();

    /// <summary>What is not claimed, in a few words for the user.</summary>
    internal string About { get; init; } = "";
}
