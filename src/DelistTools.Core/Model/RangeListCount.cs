namespace DelistTools;

/// <summary>What one list said of the addresses of a range, in numbers.</summary>
public sealed class RangeListCount
{
    internal RangeListCount()
    {
    }

    /// <summary>The id of the list.</summary>
    public string Blocklist { get; internal init; } = "";

    /// <summary>How much mail a listing on it costs.</summary>
    public BlocklistImpact Impact { get; internal init; }

    /// <summary>Addresses that it lists.</summary>
    public long Listed { get; internal init; }

    /// <summary>Addresses about which it gave no answer that can be trusted.</summary>
    public long Unanswered { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Blocklist + ": " + Listed;
}
