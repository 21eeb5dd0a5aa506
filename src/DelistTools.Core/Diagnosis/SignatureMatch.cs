using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>The signature that a reply fits, and the part of the reply that says so.</summary>
internal sealed class SignatureMatch
{
    internal SignatureMatch(RefusalSignature signature, string evidence, Match? pattern)
    {
        Signature = signature;
        Evidence = evidence;
        Pattern = pattern;
    }

    internal RefusalSignature Signature { get; }

    internal string Evidence { get; }

    private Match? Pattern { get; }

    /// <summary>What a named group of the signature's pattern took out; null where it took nothing.</summary>
    internal string? Part(string group) =>
        Pattern?.Groups[group] is { Success: true } found && found.Value.Trim().Length > 0 ? found.Value.Trim() : null;
}
