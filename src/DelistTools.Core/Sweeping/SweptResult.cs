namespace DelistTools.Sweeping;

/// <summary>A result of a sweep, and where it belongs.</summary>
internal readonly struct SweptResult
{
    internal SweptResult(long place, SweepRange range, IpBlocklistResult? result)
    {
        Place = place;
        Range = range;
        Result = result;
    }

    internal long Place { get; }

    internal SweepRange Range { get; }

    /// <summary>Null where an earlier run has given it already.</summary>
    internal IpBlocklistResult? Result { get; }
}
