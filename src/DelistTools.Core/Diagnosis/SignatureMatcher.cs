using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Catalog;

namespace DelistTools.Diagnosis;

/// <summary>
/// Chooses the most specific of the signatures that a reply fits: one of the provider that is known to refuse before one
/// whose provider is only suggested by the words, that before one of nobody's; then more literal text before less, one
/// with a pattern before one without, one with codes before one without. What is still alike is decided by id, so that
/// the order of files never matters.
/// </summary>
internal sealed class SignatureMatcher
{
    private readonly SignatureCatalog _signatures;

    internal SignatureMatcher(SignatureCatalog signatures)
    {
        _signatures = signatures;
    }

    /// <summary>The signature that decides; null where none fits.</summary>
    /// <param name="reply">The reply.</param>
    /// <param name="provider">The id of the provider that the refusing host belongs to; null where that is not known.</param>
    internal SignatureMatch? Find(SmtpReplyText reply, string? provider)
    {
        IEnumerable<RefusalSignature> ranked = _signatures.Candidates(reply.OwnWords)
            .Where(s => Fits(s, reply, provider))
            .OrderByDescending(s => Rank(s, provider))
            .ThenByDescending(s => s.LiteralLength)
            .ThenByDescending(s => s.Pattern is not null)
            .ThenByDescending(s => s.Codes.Count > 0)
            .ThenBy(s => s.Id, StringComparer.Ordinal);
        foreach (RefusalSignature signature in ranked)
        {
            Match? pattern = signature.Pattern?.Find(reply.OwnWords);
            if (signature.Pattern is null || pattern is not null)
            {
                return new SignatureMatch(signature, Evidence(signature, reply, pattern), pattern);
            }
        }

        return null;
    }

    private static int Rank(RefusalSignature signature, string? provider) =>
        signature.Provider is null ? 0
        : provider is null ? 1
        : Same(signature.Provider, provider) ? 2
        : 0;

    private static bool Fits(RefusalSignature signature, SmtpReplyText reply, string? provider) =>
        (!signature.IsProviderOnly || (provider is not null && Same(signature.Provider!, provider)))
        && (signature.Codes.Count == 0 || signature.Codes.Any(c => c.Matches(reply.ReplyCode, reply.EnhancedCode)))
        && signature.Fragments.All(f => Contains(reply.OwnWords, f))
        && !signature.Excluded.Any(f => Contains(reply.OwnWords, f));

    /// <summary>What the pattern found, or else the longest fragment, or else the code.</summary>
    private static string Evidence(RefusalSignature signature, SmtpReplyText reply, Match? pattern)
    {
        if (pattern is not null && pattern.Length > 0)
        {
            return pattern.Value.Trim();
        }

        if (signature.Fragments.Count > 0)
        {
            string longest = signature.Fragments.OrderByDescending(f => f.Length).First();
            return reply.OwnWords.Substring(reply.OwnWords.IndexOf(longest, StringComparison.OrdinalIgnoreCase), longest.Length).Trim();
        }

        bool enhanced = signature.Codes.Any(c => c.Matches(null, reply.EnhancedCode));
        return enhanced
            ? reply.EnhancedCode ?? reply.OwnWords
            : reply.ReplyCode?.ToString(CultureInfo.InvariantCulture) ?? reply.OwnWords;
    }

    private static bool Contains(string text, string fragment) => text.IndexOf(fragment, StringComparison.OrdinalIgnoreCase) >= 0;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
