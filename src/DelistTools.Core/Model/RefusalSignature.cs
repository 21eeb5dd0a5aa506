using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>A mail server's reply that is known: what it looks like and what it means.</summary>
internal sealed class RefusalSignature : TextSignature
{
    /// <summary>The id of the provider whose words these are; null where many use them.</summary>
    internal string? Provider { get; init; }

    /// <summary>Only where the refusing host is known to be the provider's: elsewhere the same words or codes mean something else.</summary>
    internal bool IsProviderOnly { get; init; }

    /// <summary>Codes of which one must be there; empty where the code does not matter.</summary>
    internal IReadOnlyList<ReplyCodeRange> Codes { get; init; } = Array.Empty<ReplyCodeRange>();

    /// <summary>The ids of the lists that the digits of the pattern's group <c>bits</c> stand for, from the right.</summary>
    internal IReadOnlyList<string> BitLists { get; init; } = Array.Empty<string>();

    internal RefusalCause Cause { get; init; }

    /// <summary>The stage at which this reply is given, where that is certain.</summary>
    internal SmtpStage? Stage { get; init; }

    /// <summary>Whether trying again is of use, where the reply code would mislead.</summary>
    internal bool? IsPermanent { get; init; }

    /// <summary>What it means.</summary>
    internal string About { get; init; } = "";

    /// <summary>The page that its author gives for this refusal, for replies that do not repeat it.</summary>
    internal string? Url { get; init; }

    /// <summary>The mail address that its author gives for this refusal, for replies that do not repeat it.</summary>
    internal string? Mail { get; init; }
}
