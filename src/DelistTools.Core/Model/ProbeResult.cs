using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>What a recipient's mail server says to this machine, at one moment.</summary>
public sealed class ProbeResult
{
    internal ProbeResult()
    {
    }

    /// <summary>The recipient.</summary>
    public string To { get; internal init; } = "";

    /// <summary>The sender.</summary>
    public string From { get; internal init; } = "";

    /// <summary>The id of the provider that receives for the recipient; null where the catalogue does not know it.</summary>
    public string? Provider { get; internal init; }

    /// <summary>The host that decided; null where none was reached or known.</summary>
    public string? MailExchanger { get; internal init; }

    /// <summary>Its address.</summary>
    public string? RemoteAddress { get; internal init; }

    /// <summary>The address of this machine that was used.</summary>
    public string? LocalAddress { get; internal init; }

    /// <summary>The address from which the server says that the connection came: behind a router it is not this machine's.</summary>
    public string? SeenAddress { get; internal init; }

    /// <summary>The name that was given with EHLO.</summary>
    public string HelloName { get; internal init; } = "";

    /// <summary>What it came to.</summary>
    public ProbeOutcome Outcome { get; internal init; }

    /// <summary>How far it came: where it was refused, or where it stopped.</summary>
    public SmtpStage Stage { get; internal init; }

    /// <summary>The code of the reply that decided (RFC 5321, section 4.2); null where none did.</summary>
    public int? ReplyCode { get; internal init; }

    /// <summary>Its enhanced code (RFC 3463); null where it has none.</summary>
    public string? EnhancedCode { get; internal init; }

    /// <summary>Its text, cleaned; empty where none decided.</summary>
    public string ReplyText { get; internal init; } = "";

    /// <summary>What the refusal means; null where nothing was refused.</summary>
    public MailRefusal? Refusal { get; internal init; }

    /// <summary>What this probe cannot show, a sentence each.</summary>
    public IReadOnlyList<string> NotSeen { get; internal init; } = Array.Empty<string>();

    /// <summary>What was noticed on the way and may matter, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; internal init; } = Array.Empty<string>();

    /// <summary>Each connection, in order.</summary>
    public IReadOnlyList<ProbeAttempt> Attempts { get; internal init; } = Array.Empty<ProbeAttempt>();

    /// <summary>What was said, in order.</summary>
    public IReadOnlyList<TranscriptLine> Transcript { get; internal init; } = Array.Empty<TranscriptLine>();

    /// <summary>The Message-ID of the message, without angle brackets; null where none was sent.</summary>
    public string? MessageId { get; internal init; }

    /// <summary>How the connection that decided was encrypted; null where it was not.</summary>
    public ProbeTls? Tls { get; internal init; }

    /// <summary>When the probe began, in UTC.</summary>
    public DateTime SentAt { get; internal init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => To + ": " + Outcome + " at " + Stage + (ReplyCode is null ? "" : " (" + ReplyCode + ")");
}
