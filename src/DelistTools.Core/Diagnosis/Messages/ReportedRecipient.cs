using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>What a delivery report says of one recipient (RFC 3464, section 2.3).</summary>
internal sealed class ReportedRecipient
{
    /// <summary>The recipient as the server that refused was asked for; null where no field says.</summary>
    internal string? Address { get; init; }

    /// <summary>All names that the recipient has in the fields: before an alias, behind it.</summary>
    internal IReadOnlyList<string> Addresses { get; init; } = Array.Empty<string>();

    internal ReportedFate Fate { get; init; }

    /// <summary>The enhanced code of the field Status; null where there is none.</summary>
    internal string? Status { get; init; }

    /// <summary>The type of the diagnostic code, in lower case: smtp, x-unix; empty where none is given.</summary>
    internal string DiagnosticType { get; init; } = "";

    /// <summary>The diagnostic code without its type; empty where there is none.</summary>
    internal string Diagnostic { get; init; } = "";

    /// <summary>What further fields tell of the remote server's words.</summary>
    internal string Supplement { get; init; } = "";

    internal string? RemoteMta { get; init; }

    internal string? RemoteAddress { get; init; }

    internal string? ReportingMta { get; init; }

    internal string? QueueId { get; init; }

    internal DateTimeOffset? At { get; init; }

    /// <summary>When the message came to the server that reports, which may be days before it gave up.</summary>
    internal DateTimeOffset? ArrivedAt { get; init; }
}
