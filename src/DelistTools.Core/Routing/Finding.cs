using System;
using System.Collections.Generic;
using System.Net;

namespace DelistTools.Routing;

/// <summary>One thing that was found about one target, and that a way off is wanted for.</summary>
internal sealed class Finding
{
    /// <summary>The address or domain in question; null where nobody says.</summary>
    internal string? Target { get; init; }

    /// <summary>The target as an address; null where it is none.</summary>
    internal IPAddress? Address { get; init; }

    /// <summary>The list that has the target.</summary>
    internal Blocklist? List { get; init; }

    /// <summary>What the list said.</summary>
    internal BlocklistCheck? Check { get; init; }

    /// <summary>The provider that refuses, or may.</summary>
    internal MailProvider? Provider { get; init; }

    /// <summary>The refusal.</summary>
    internal MailRefusal? Refusal { get; init; }

    /// <summary>The lists that the refusal names, where a listing is what it refuses for.</summary>
    internal IReadOnlyList<Blocklist> Named { get; init; } = Array.Empty<Blocklist>();

    /// <summary>The named parts of a combined list that have the target.</summary>
    internal IReadOnlyList<Blocklist> Parts { get; init; } = Array.Empty<Blocklist>();

    /// <summary>The id of a plan where there is neither list nor provider nor refusal.</summary>
    internal string? Plan { get; init; }

    /// <summary>A domain that mail is sent to.</summary>
    internal string? RecipientDomain { get; init; }

    /// <summary>What else is known, for the reason of the plan.</summary>
    internal string? Note { get; init; }

    /// <summary>The sending server's name, where it led to the address.</summary>
    internal string? HostName { get; init; }

    /// <summary>The sender's domain, where it was found about that; null where nobody says.</summary>
    internal string? SenderDomain { get; init; }

    /// <summary>It only counts where nothing else was found about the target.</summary>
    internal bool IsWeak { get; init; }

    /// <summary>When it was found (UTC); null where nobody says.</summary>
    internal DateTime? FoundAt => Check?.CheckedAt ?? Refusal?.OccurredAt;

    /// <summary>
    /// What findings without a target have in common when they call for the same plan: a mailbox full of bounces by one
    /// provider is one case.
    /// </summary>
    internal string Subject => Target ?? "|" + What;

    /// <summary>What was found, whatever the target: two findings about one target with the same say the same.</summary>
    internal string What => string.Join(
        "|",
        List?.Id,
        Provider?.Id,
        Refusal?.Provider ?? Refusal?.RemoteMta,
        Refusal is null ? null : string.Join(",", Refusal.Lists),
        Refusal?.RuleId,
        Refusal?.Cause.ToString(),
        Refusal?.Cause is RefusalCause.RecipientOwnList or RefusalCause.RecipientRefused or RefusalCause.MailboxFull ? Refusal.Recipient : null,
        RecipientDomain,
        Plan);
}
