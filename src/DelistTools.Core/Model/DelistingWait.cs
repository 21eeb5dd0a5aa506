using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>What ended a wait for the end of a listing.</summary>
public sealed class DelistingWait
{
    internal DelistingWait()
    {
    }

    /// <summary>The address or addresses waited for; null where a case names none.</summary>
    public string? Target { get; internal init; }

    /// <summary>The number of the case that was waited for; null where there is none.</summary>
    public int? CaseId { get; internal init; }

    /// <summary>Ids of the lists that were waited for; the provider's own where a case is with a provider.</summary>
    public IReadOnlyList<string> Blocklist { get; internal init; } = Array.Empty<string>();

    /// <summary>What ended the wait.</summary>
    public WaitEnd Ended { get; internal init; }

    /// <summary>Why, for a person.</summary>
    public string Reason { get; internal init; } = "";

    /// <summary>When the wait began, in UTC.</summary>
    public DateTime Since { get; internal init; }

    /// <summary>When it ended, in UTC.</summary>
    public DateTime EndedAt { get; internal init; }

    /// <summary>How many times lists were asked, or probes made.</summary>
    public int Asked { get; internal init; }

    /// <summary>The last answer of each list.</summary>
    public IReadOnlyList<BlocklistCheck> Checks { get; internal init; } = Array.Empty<BlocklistCheck>();

    /// <summary>The last probe; null where none was made.</summary>
    public ProbeResult? Probe { get; internal init; }

    /// <summary>When it would have asked next, in UTC; null where there is nothing left to ask.</summary>
    public DateTime? NextAskAt { get; internal init; }

    /// <summary>What went wrong beside, as the end was written down; null where nothing did.</summary>
    internal Problem? Fault { get; init; }

    /// <inheritdoc/>
    public override string ToString() => (Target is null ? "" : NetworkText.Clean(Target) + ": ") + Ended;
}
