using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>By what the mail of an operator is known.</summary>
internal sealed class ReplyOperator
{
    /// <summary>The entry whose numbers are looked for in everybody's mail.</summary>
    internal const string Anybody = "anybody";

    /// <summary>The id of a provider or list; of the entry that holds for all, <see cref="Anybody"/>.</summary>
    internal string Id { get; init; } = "";

    /// <summary>The id of the list that its answers are about; null where it has none, or is one itself.</summary>
    internal string? Blocklist { get; init; }

    /// <summary>Mail addresses, and domains of them, from which it answers; the names below a domain are its own too.</summary>
    internal IReadOnlyList<string> Senders { get; init; } = Array.Empty<string>();

    /// <summary>What it calls itself in its mail, and nobody else does.</summary>
    internal IReadOnlyList<string> Names { get; init; } = Array.Empty<string>();

    /// <summary>How its numbers look; the group <c>ticket</c> takes one out.</summary>
    internal IReadOnlyList<SignaturePattern> Tickets { get; init; } = Array.Empty<SignaturePattern>();

    /// <summary>How long its answers take; null where that is not known.</summary>
    internal WaitPeriod? UsualTime { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
