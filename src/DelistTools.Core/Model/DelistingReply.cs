using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>An operator's answer to a request for removal, and what it means.</summary>
public sealed class DelistingReply
{
    internal DelistingReply()
    {
    }

    /// <summary>The id of the provider or list that answers, by its sender or its words; null where neither tells.</summary>
    public string? Operator { get; internal init; }

    /// <summary>The number under which the operator knows the request; null where it gives none.</summary>
    public string? Ticket { get; internal init; }

    /// <summary>What it comes to; where it says different things of several addresses, what needs most to be done about.</summary>
    public ReplyVerdict Verdict { get; internal init; }

    /// <summary>The id of the list that it is about, or that is behind it, where that is named.</summary>
    public string? Blocklist { get; internal init; }

    /// <summary>The addresses, and blocks in CIDR form, that it names.</summary>
    public IReadOnlyList<string> Addresses { get; internal init; } = Array.Empty<string>();

    /// <summary>What it says of each of them.</summary>
    public IReadOnlyList<AddressVerdict> Results { get; internal init; } = Array.Empty<AddressVerdict>();

    /// <summary>What it means, in a sentence or two.</summary>
    public string Meaning { get; internal init; } = "";

    /// <summary>What to do now.</summary>
    public string NextStep { get; internal init; } = "";

    /// <summary>The time that the operator asks for, or usually needs, such as <c>5 working days</c>; null where waiting is of no use.</summary>
    public string? Wait { get; internal init; }

    /// <summary>When that time has passed, in UTC, counted from the message's date, or from now where it has none; null where waiting is of no use.</summary>
    public DateTime? WaitUntil { get; internal init; }

    /// <summary>A program wrote it, or the mailbox that it came from is read by nobody.</summary>
    public bool IsAutomatic { get; internal init; }

    /// <summary>Whether somebody reads what is answered to it; null where it does not say, or says both.</summary>
    public bool? ReplyIsRead { get; internal init; }

    /// <summary>The sender, which anybody can forge; null where the text has none.</summary>
    public string? From { get; internal init; }

    /// <summary>The subject; null where the text has none.</summary>
    public string? Subject { get; internal init; }

    /// <summary>When it was written, in UTC; null where the text does not say.</summary>
    public DateTime? Date { get; internal init; }

    /// <summary>The passage that decided, or why none did.</summary>
    public string Evidence { get; internal init; } = "";

    /// <summary>The id of the signature that decided; null where none did.</summary>
    public string? RuleId { get; internal init; }

    /// <summary>How far that signature can be trusted.</summary>
    public Confidence? RuleConfidence { get; internal init; }

    /// <summary>The day on which it was last compared with its sources.</summary>
    public DateTime? RuleVerifiedOn { get; internal init; }

    /// <summary>The file that it was read from; null for a text.</summary>
    public string? SourcePath { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        (Operator ?? "reply") + ": " + Verdict + (Blocklist is null ? "" : " (" + Blocklist + ")") + (Ticket is null ? "" : ", " + Ticket);
}
