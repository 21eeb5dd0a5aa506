namespace DelistTools.Diagnosis;

/// <summary>What became of a message (RFC 3464, section 2.3.3).</summary>
internal enum ReportedFate
{
    /// <summary>No field says.</summary>
    Unknown,

    Failed,

    Delayed,

    /// <summary>Delivered, relayed or expanded.</summary>
    Delivered,
}
