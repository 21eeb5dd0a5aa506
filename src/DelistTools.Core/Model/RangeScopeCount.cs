namespace DelistTools;

/// <summary>How many addresses of a range are listed by entries of one reach.</summary>
public sealed class RangeScopeCount
{
    internal RangeScopeCount()
    {
    }

    /// <summary>How much an entry covers.</summary>
    public ListingScope Scope { get; internal init; }

    /// <summary>Addresses that at least one such entry covers.</summary>
    public long Addresses { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() => Scope + ": " + Addresses;
}
