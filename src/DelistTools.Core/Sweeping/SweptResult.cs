namespace DelistTools.Sweeping;

/// <summary>A result of a sweep, and where it belongs.</summary>
internal readonly struct SweptResult
{
    internal SweptResult(long place, SweepRange range, IpBlocklistResult? result, bool isLeft)
    {
        Place = place;
        Range = range;
        Result = result;
        IsLeft = isLeft;
    }

    internal long Place { get; }

    internal SweepRange Range { get; }

    /// <summary>Null where an earlier run has given it already.</summary>
    internal IpBlocklistResult? Result { get; }

    /// <summary>A later run is to ask about it again: a list that it belongs to could not be asked.</summary>
    internal bool IsLeft { get; }
}
