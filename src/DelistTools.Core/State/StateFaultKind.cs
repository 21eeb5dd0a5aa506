namespace DelistTools.State;

/// <summary>Why a shared state file was not used as it should be.</summary>
internal enum StateFaultKind
{
    /// <summary>It was ours and is broken; it has been begun anew.</summary>
    Damaged,

    /// <summary>A newer version of DelistTools wrote it; it is left as it is.</summary>
    Newer,

    /// <summary>It is not ours; it is left as it is.</summary>
    Foreign,

    /// <summary>Others held it for too long.</summary>
    Busy,

    /// <summary>It cannot be read or written.</summary>
    Unusable,
}
