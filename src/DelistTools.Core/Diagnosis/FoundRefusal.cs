using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>A refusal as a text, a message, a log or a dialogue holds it, before anybody has asked what it means.</summary>
internal sealed class FoundRefusal
{
    /// <summary>What the text was read as.</summary>
    internal string Format { get; init; } = "";

    /// <summary>The recipient as the server that refused was asked for; null where nobody says.</summary>
    internal string? Recipient { get; init; }

    /// <summary>The address of MAIL FROM, empty for a bounce; null where the text does not say.</summary>
    internal string? Sender { get; init; }

    /// <summary>The host that refused.</summary>
    internal string? RemoteMta { get; init; }

    internal string? RemoteAddress { get; init; }

    /// <summary>The host that told of the refusal, where it is another one: the sender's own server, or a relay.</summary>
    internal string? ReportedBy { get; init; }

    internal SmtpStage? Stage { get; init; }

    /// <summary>
    /// The reply with its codes, folded or in several lines, as it stands there. Of a reply that quotes another server's,
    /// the innermost.
    /// </summary>
    internal string Reply { get; init; } = "";

    /// <summary>The status that a report gives beside the reply (RFC 3464, section 2.3.4); of use where the reply has no code.</summary>
    internal string? Status { get; init; }

    /// <summary>Whether the sending server has given up; null where the text does not say.</summary>
    internal DeliveryAction? Action { get; init; }

    /// <summary>When it was refused, with the offset that the text gives; null where it does not say.</summary>
    internal DateTimeOffset? At { get; init; }

    /// <summary>The id of the message in the queue of the server that told.</summary>
    internal string? QueueId { get; init; }

    /// <summary>The Message-ID of the message that was refused, without angle brackets.</summary>
    internal string? MessageId { get; init; }

    /// <summary>
    /// Addresses that the message passed on its way, by the Received fields of what was sent back, the first one first.
    /// </summary>
    internal IReadOnlyList<string> Hops { get; init; } = Array.Empty<string>();

    /// <summary>
    /// The text says that this is a refusal. Where it merely looks like one, it counts only if a signature knows it.
    /// </summary>
    internal bool IsCertain { get; init; } = true;
}
