using System;
using System.Linq;

namespace DelistTools.Placement;

/// <summary>The message that is looked for.</summary>
internal sealed class ProbeMessage
{
    private const int LongestId = 900;

    private ProbeMessage(string id, DateTime? sentAt)
    {
        Id = id;
        SentAt = sentAt;
    }

    /// <summary>The Message-ID without angle brackets.</summary>
    internal string Id { get; }

    /// <summary>In UTC; null where nobody says.</summary>
    internal DateTime? SentAt { get; }

    /// <summary>Null where the text is no Message-ID (RFC 5322, section 3.6.4): two parts with an at sign between, and no space.</summary>
    /// <param name="text">The Message-ID, with angle brackets or without.</param>
    /// <param name="sentAt">When it was sent, in any kind of time.</param>
    internal static ProbeMessage? TryParse(string? text, DateTime? sentAt)
    {
        string id = (text ?? "").Trim();
        id = id.Length > 2 && id[0] == '<' && id[id.Length - 1] == '>' ? id.Substring(1, id.Length - 2) : id;
        int at = id.IndexOf('@');
        bool isId = at > 0 && at < id.Length - 1 && id.Length <= LongestId
            && !id.Any(c => c is '<' or '>' || char.IsWhiteSpace(c) || char.IsControl(c));
        return isId ? new ProbeMessage(id, sentAt?.ToUniversalTime()) : null;
    }
}
