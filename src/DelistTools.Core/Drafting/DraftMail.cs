using System;
using DelistTools.Mail;

namespace DelistTools.Drafting;

/// <summary>A text as it is to go out.</summary>
internal sealed class DraftMail
{
    internal int? CaseId { get; init; }

    internal string? For { get; init; }

    internal string From { get; init; } = "";

    /// <summary>The sender's name; empty where there is none.</summary>
    internal string Name { get; init; } = "";

    internal string To { get; init; } = "";

    internal string Subject { get; init; } = "";

    internal string Body { get; init; } = "";

    /// <summary>The id of the message that it answers, without angle brackets; null: it answers none.</summary>
    internal string? InReplyTo { get; init; }

    internal string HelloName { get; init; } = "";

    /// <summary>The relay's name, as the user knows it.</summary>
    internal string Relay { get; init; } = "";

    /// <summary>How long each step may take.</summary>
    internal TimeSpan Timeout { get; init; }

    /// <summary>Told of each line of the transcript at once.</summary>
    internal Action<TranscriptLine>? Listener { get; init; }
}
