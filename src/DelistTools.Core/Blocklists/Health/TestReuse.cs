namespace DelistTools.Blocklists;

/// <summary>What a run makes of tests that earlier runs have left.</summary>
internal enum TestReuse
{
    /// <summary>Takes whatever is kept.</summary>
    Kept,

    /// <summary>
    /// Takes good health for a listing that goes on, and nothing else: who waits for an entry to go must not take a list that
    /// has died since for one that let go.
    /// </summary>
    Listings,

    /// <summary>Takes none.</summary>
    None,
}
