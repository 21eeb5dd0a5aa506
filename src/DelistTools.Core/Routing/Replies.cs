using System;
using System.Globalization;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>Replies of mail servers as plans quote them.</summary>
internal static class Replies
{
    /// <summary>A text of the reply with the reply's codes, which most texts carry already.</summary>
    internal static string WithCodes(MailRefusal refusal, string text)
    {
        string? code = refusal.ReplyCode?.ToString(CultureInfo.InvariantCulture);
        if (code is not null && text.StartsWith(code, StringComparison.Ordinal))
        {
            return text;
        }

        bool hasEnhanced = refusal.EnhancedCode is { } enhanced && text.StartsWith(enhanced, StringComparison.Ordinal);
        return string.Join(" ", new[] { code, hasEnhanced ? null : refusal.EnhancedCode, text }.Where(part => !string.IsNullOrEmpty(part)));
    }
}
