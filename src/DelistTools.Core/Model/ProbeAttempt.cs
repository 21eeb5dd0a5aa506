using System;

namespace DelistTools;

/// <summary>One connection of a probe: to one address of one host.</summary>
public sealed class ProbeAttempt
{
    internal ProbeAttempt()
    {
    }

    /// <summary>The host, as the MX record names it.</summary>
    public string MailExchanger { get; internal init; } = "";

    /// <summary>Its address that was tried.</summary>
    public string RemoteAddress { get; internal init; } = "";

    /// <summary>The port.</summary>
    public int Port { get; internal init; }

    /// <summary>The address of this machine that was used; null where there was no connection.</summary>
    public string? LocalAddress { get; internal init; }

    /// <summary>The address from which the server says that the connection came; null where it does not say.</summary>
    public string? SeenAddress { get; internal init; }

    /// <summary>What it came to.</summary>
    public ProbeOutcome Outcome { get; internal init; }

    /// <summary>How far it came.</summary>
    public SmtpStage Stage { get; internal init; }

    /// <summary>The code of the reply that decided; null where none did.</summary>
    public int? ReplyCode { get; internal init; }

    /// <summary>Its enhanced code (RFC 3463); null where it has none.</summary>
    public string? EnhancedCode { get; internal init; }

    /// <summary>Its text, cleaned; empty where none decided.</summary>
    public string ReplyText { get; internal init; } = "";

    /// <summary>What the server said first, cleaned; null where it said nothing.</summary>
    public string? Greeting { get; internal init; }

    /// <summary>How the connection was encrypted; null where it was not.</summary>
    public ProbeTls? Tls { get; internal init; }

    /// <summary>What went wrong besides a reply, for a person; null where nothing did.</summary>
    public string? Failure { get; internal init; }

    /// <summary>When it began, in UTC.</summary>
    public DateTime StartedAt { get; internal init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The reply as it came, in lines, for the diagnosis.</summary>
    internal string RawReply { get; init; } = "";

    /// <summary>The host, with the address that was tried where there was one.</summary>
    internal string Where => MailExchanger + (RemoteAddress.Length > 0 ? " [" + RemoteAddress + "]" : "");

    /// <inheritdoc/>
    public override string ToString() => Where + ": " + Outcome + (ReplyCode is null ? "" : " " + ReplyCode);
}
