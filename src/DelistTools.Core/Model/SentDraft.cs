using System;
using System.Collections.Generic;
using System.Globalization;

namespace DelistTools;

/// <summary>A text that went to an operator by way of the user's relay, and what the relay said.</summary>
public sealed class SentDraft
{
    internal SentDraft()
    {
    }

    /// <summary>The number of the case that it was noted in; null where there is none.</summary>
    public int? CaseId { get; internal init; }

    /// <summary>The id of the list or provider that it was for.</summary>
    public string? For { get; internal init; }

    /// <summary>The recipient.</summary>
    public string To { get; internal init; } = "";

    /// <summary>The sender.</summary>
    public string From { get; internal init; } = "";

    /// <summary>The subject.</summary>
    public string Subject { get; internal init; } = "";

    /// <summary>The message's id, without angle brackets.</summary>
    public string MessageId { get; internal init; } = "";

    /// <summary>When it was sent, in UTC.</summary>
    public DateTime SentAt { get; internal init; }

    /// <summary>The relay.</summary>
    public string MailServer { get; internal init; } = "";

    /// <summary>The relay's reply code.</summary>
    public int ReplyCode { get; internal init; }

    /// <summary>The relay's words. That it took the mail does not say that the operator has it.</summary>
    public string ReplyText { get; internal init; } = "";

    /// <summary>What was said, without secrets and without the message.</summary>
    public IReadOnlyList<TranscriptLine> Transcript { get; internal init; } = Array.Empty<TranscriptLine>();

    /// <inheritdoc/>
    public override string ToString() =>
        SentAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " " + To + ": " + NetworkText.Clean(Subject);
}
