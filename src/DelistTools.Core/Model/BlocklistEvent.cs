using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>A change that a watch saw.</summary>
public sealed class BlocklistEvent
{
    internal BlocklistEvent()
    {
    }

    /// <summary>Its number in the store. One that is told again, since the watch was killed as it was written, has the same.</summary>
    public long Number { get; internal init; }

    /// <summary>The name of the watch.</summary>
    public string Watch { get; internal init; } = "";

    /// <summary>When it was seen, in UTC.</summary>
    public DateTime At { get; internal init; }

    /// <summary>The address; null where the change is the list's own and concerns all.</summary>
    public string? Address { get; internal init; }

    /// <summary>The id of the list.</summary>
    public string Blocklist { get; internal init; } = "";

    /// <summary>What changed.</summary>
    public BlocklistChange Change { get; internal init; }

    /// <summary>The verdict that showed it.</summary>
    public ListingVerdict Verdict { get; internal init; }

    /// <summary>The addresses answered, in ascending order.</summary>
    public IReadOnlyList<string> Codes { get; internal init; } = Array.Empty<string>();

    /// <summary>Why the verdict is what it is, for a person.</summary>
    public string? Reason { get; internal init; }

    /// <summary>Since when it had been otherwise, as far as the watch knows, in UTC; null where it knows nothing.</summary>
    public DateTime? Since { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => (Address is null ? "" : Address + " ") + Blocklist + ": " + Change;
}
