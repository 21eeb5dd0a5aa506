using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace DelistTools.Replies;

/// <summary>A signature that a message has, and where.</summary>
internal sealed class ReplyMatch
{
    /// <param name="signature">The signature.</param>
    /// <param name="sentences">The sentences that have it, the first one first.</param>
    /// <param name="pattern">What its pattern found in the first; null where it has none.</param>
    internal ReplyMatch(ReplySignature signature, IReadOnlyList<string> sentences, Match? pattern)
    {
        Signature = signature;
        Sentences = sentences;
        Pattern = pattern;
    }

    internal ReplySignature Signature { get; }

    internal IReadOnlyList<string> Sentences { get; }

    private Match? Pattern { get; }

    /// <summary>What a named group of the signature's pattern took out; null where it took nothing.</summary>
    internal string? Part(string group) =>
        Pattern?.Groups[group] is { Success: true } found && found.Value.Trim().Length > 0 ? found.Value.Trim() : null;
}
