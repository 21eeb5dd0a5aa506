using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>An operator's answer that is known, or a wording that many use: what it looks like and what it means.</summary>
internal sealed class ReplySignature : TextSignature
{
    /// <summary>The id of the provider or list whose words these are; null where many use them.</summary>
    internal string? Operator { get; init; }

    /// <summary>Only where the mail is known to be that operator's: from others the same words mean something else.</summary>
    internal bool IsOperatorOnly { get; init; }

    /// <summary>The pattern is also looked for where the sentence has said "if", "once" or the like before it.</summary>
    internal bool IsConditional { get; init; }

    /// <summary>It counts only where the operator is known, or the message speaks of a removal request or a blocklist.</summary>
    internal bool IsRequestNamed { get; init; }

    internal ReplyVerdict Verdict { get; init; }

    /// <summary>The line above the addresses that this is said of, where one mail says several things.</summary>
    internal SignaturePattern? Group { get; init; }

    /// <summary>Signatures that do not count where this one is found: the same mail has their words, and does not mean them.</summary>
    internal IReadOnlyList<string> Overrides { get; init; } = Array.Empty<string>();

    internal string Meaning { get; init; } = "";

    internal string NextStep { get; init; } = "";

    /// <summary>How long to wait where the mail states no time; null where waiting is of no use, whatever it states.</summary>
    internal WaitPeriod? Wait { get; init; }

    /// <summary>A program writes it.</summary>
    internal bool IsAutomatic { get; init; }

    /// <summary>Whether somebody reads answers to it, where the mail itself would mislead.</summary>
    internal bool? ReplyIsRead { get; init; }
}
