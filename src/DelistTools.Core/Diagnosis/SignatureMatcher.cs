using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
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
    [MethodImpl(HotPath.Compiled)]
    internal SignatureMatch? Find(SmtpReplyText reply, string? provider)
    {
        List<RefusalSignature> left = new();
        _signatures.AddCandidates(reply.OwnWords, left);
        left.RemoveAll(s => !CouldFit(s, reply, provider));
        while (left.Count > 0)
        {
            // Mostly the first one decides, so they are neither all put in order nor all looked at closely.
            int best = 0;
            for (int i = 1; i < left.Count; i++)
            {
                best = Compare(left[i], left[best], provider) < 0 ? i : best;
            }

            RefusalSignature signature = left[best];
            Match? pattern = null;
            if (signature.HasWords(reply.OwnWords) && (signature.Pattern is null || (pattern = signature.Pattern.Find(reply.OwnWords)) is not null))
            {
                return new SignatureMatch(signature, Evidence(signature, reply, pattern), pattern);
            }

            left.RemoveAt(best);
        }

        return null;
    }

    /// <summary>Less than zero where the first is the more specific one.</summary>
    [MethodImpl(HotPath.Compiled)]
    private static int Compare(RefusalSignature one, RefusalSignature other, string? provider)
    {
        int order = Rank(other, provider) - Rank(one, provider);
        order = order != 0 ? order : other.LiteralLength - one.LiteralLength;
        order = order != 0 ? order : (other.Pattern is null ? 0 : 1) - (one.Pattern is null ? 0 : 1);
        order = order != 0 ? order : (other.Codes.Count == 0 ? 0 : 1) - (one.Codes.Count == 0 ? 0 : 1);
        return order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
    }

    private static int Rank(RefusalSignature signature, string? provider) =>
        signature.Provider is null ? 0
        : provider is null ? 1
        : Same(signature.Provider, provider) ? 2
        : 0;

    [MethodImpl(HotPath.Compiled)]
    private static bool CouldFit(RefusalSignature signature, SmtpReplyText reply, string? provider) =>
        (!signature.IsProviderOnly || (provider is not null && Same(signature.Provider!, provider)))
        && (signature.Codes.Count == 0 || HasCode(signature, reply.ReplyCode, reply.Enhanced));

    private static bool HasCode(RefusalSignature signature, int? replyCode, EnhancedStatusCode? enhanced)
    {
        for (int i = 0; i < signature.Codes.Count; i++)
        {
            if (signature.Codes[i].Matches(replyCode, enhanced))
            {
                return true;
            }
        }

        return false;
    }

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

        return HasCode(signature, null, reply.Enhanced)
            ? reply.EnhancedCode ?? reply.OwnWords
            : reply.ReplyCode?.ToString(CultureInfo.InvariantCulture) ?? reply.OwnWords;
    }

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
