namespace DelistTools.Reporting;

/// <summary>How something stands, for a reader who has a second. Each writer shows it by a word and a shape.</summary>
internal enum ReportMark
{
    /// <summary>It is neither good nor bad.</summary>
    None,

    /// <summary>It costs mail.</summary>
    Bad,

    /// <summary>Nobody knows.</summary>
    Unknown,

    /// <summary>Something is to be done, or to be kept in mind.</summary>
    Warning,

    /// <summary>It is in order.</summary>
    Good,
}
