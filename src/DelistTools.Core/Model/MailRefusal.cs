using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>One refusal of mail for one recipient, read from a reply, a log line or a bounce.</summary>
public sealed class MailRefusal
{
    internal MailRefusal()
    {
    }

    /// <summary>The recipient's address; null where the text does not say.</summary>
    public string? Recipient { get; internal init; }

    /// <summary>The sender's address (MAIL FROM); null where the text does not say, empty for a bounce.</summary>
    public string? Sender { get; internal init; }

    /// <summary>The id of the provider that refused, by its host or its words; null where neither tells.</summary>
    public string? Provider { get; internal init; }

    /// <summary>The host that refused; null where the text does not say.</summary>
    public string? RemoteMta { get; internal init; }

    /// <summary>The address of that host; null where the text does not say.</summary>
    public string? RemoteAddress { get; internal init; }

    /// <summary>The host that told of the refusal, where it is not the one that refused; null where the text does not say.</summary>
    public string? ReportedBy { get; internal init; }

    /// <summary>When it was refused, in UTC; null where the text does not say.</summary>
    public DateTime? OccurredAt { get; internal init; }

    /// <summary>Whether the sending server gave up or goes on trying; null where the text does not say.</summary>
    public DeliveryAction? Action { get; internal init; }

    /// <summary>The stage of the dialogue; null where neither the text nor the kind of refusal says.</summary>
    public SmtpStage? Stage { get; internal init; }

    /// <summary>The reply code (RFC 5321, section 4.2), such as 550; null where there is none.</summary>
    public int? ReplyCode { get; internal init; }

    /// <summary>The enhanced status code (RFC 3463), such as 5.7.1; null where the reply has none.</summary>
    public string? EnhancedCode { get; internal init; }

    /// <summary>The reply, its lines joined, codes taken out of the middle, cleaned of control characters.</summary>
    public string ReplyText { get; internal init; } = "";

    /// <summary>Why it was refused.</summary>
    public RefusalCause Cause { get; internal init; }

    /// <summary>The sending address, or the range around it, is what was refused.</summary>
    public bool IsAddressBlock => Cause is RefusalCause.AddressBlocked or RefusalCause.RangeBlocked;

    /// <summary>The address that the reply says it refuses: the sender's, its relay's, or another one.</summary>
    public string? RefusedAddress { get; internal init; }

    /// <summary>Whose address that is; <see cref="DelistTools.AddressOwner.Unknown"/> unless the sender's own are given.</summary>
    public AddressOwner AddressOwner { get; internal init; }

    /// <summary>The id of the list that the reply names; the zone itself where it is not in the catalogue.</summary>
    public string? Blocklist { get; internal init; }

    /// <summary>The ids of all lists that the reply names, some of them in a code; empty where it names none.</summary>
    public IReadOnlyList<string> Blocklists { get; internal init; } = Array.Empty<string>();

    /// <summary>All lists that are named, wherever they stand.</summary>
    internal IReadOnlyList<string> Lists => Blocklists.Count > 0 ? Blocklists : Blocklist is null ? Array.Empty<string>() : new[] { Blocklist };

    /// <summary>The number under which the refusing side knows the case, as the reply gives it; null where it gives none.</summary>
    public string? CaseId { get; internal init; }

    /// <summary>The page that the reply names, or else the one that its author gives for this refusal.</summary>
    public string? RouteUrl { get; internal init; }

    /// <summary>The mail address that the reply names, or else the one that its author gives for this refusal.</summary>
    public string? RouteMail { get; internal init; }

    /// <summary>
    /// The server said that trying again is of no use, by a code of 500 and above (RFC 5321, section 4.2.1) or in words,
    /// whether or not the sending server goes on trying.
    /// </summary>
    public bool IsPermanent { get; internal init; }

    /// <summary>The exact part of the reply that decided.</summary>
    public string? Evidence { get; internal init; }

    /// <summary>The id of the signature that decided; null where none did.</summary>
    public string? RuleId { get; internal init; }

    /// <summary>The day on which that signature was last compared with its sources.</summary>
    public DateTime? RuleVerifiedOn { get; internal init; }

    /// <summary>What the text was read as, such as <c>Reply</c>, <c>DeliveryStatus</c> or <c>Postfix</c>.</summary>
    public string SourceFormat { get; internal init; } = "";

    /// <summary>The file that it was read from; null for a text.</summary>
    public string? SourcePath { get; internal init; }

    /// <summary>The id of the message in the queue of the server that told, by which its log knows it.</summary>
    public string? QueueId { get; internal init; }

    /// <summary>The Message-ID of the refused message; null where the text does not say.</summary>
    public string? MessageId { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        (Provider ?? RemoteMta ?? "refusal") + ": " + Cause + (Blocklist is null ? "" : " (" + Blocklist + ")");
}
