namespace DelistTools;

/// <summary>What the test entries of a list say about it, seen through one resolver (RFC 5782, section 5).</summary>
public enum ListHealth
{
    /// <summary>No test was made.</summary>
    NotTested,

    /// <summary>The entry that must be listed is, the one that must not be is not.</summary>
    Healthy,

    /// <summary>It lists the entry that must never be listed: it lists everything, as dead zones do.</summary>
    ListsWorld,

    /// <summary>It does not list its test entry: it lists nothing, or lacks the entry.</summary>
    Empty,

    /// <summary>The list is known to have no test entry, so its silence proves nothing.</summary>
    NoTestEntry,

    /// <summary>It refuses this resolver.</summary>
    Refused,

    /// <summary>Neither test entry got an answer.</summary>
    Unreachable,

    /// <summary>It answers with addresses outside 127.0.0.0/8: the domain is parked, or the resolver rewrites answers.</summary>
    Parked,

    /// <summary>The resolver removes or hides the answers on their way.</summary>
    Filtered,

    /// <summary>Only one of the two test entries got an answer.</summary>
    Inconclusive,

    /// <summary>It answers only with an account key, and none is set.</summary>
    KeyRequired,

    /// <summary>It was closed or merged, and is never asked.</summary>
    Closed,

    /// <summary>It cannot be asked by DNS.</summary>
    Private,

    /// <summary>It is a file that is missing, damaged or out of date.</summary>
    Unreadable,
}
