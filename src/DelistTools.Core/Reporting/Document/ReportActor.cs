namespace DelistTools.Reporting;

/// <summary>Whose doing a moment of a history was.</summary>
internal enum ReportActor
{
    /// <summary>The user's.</summary>
    Own,

    /// <summary>The operator's.</summary>
    Operator,

    /// <summary>Nobody's: a list or a server was looked at.</summary>
    Seen,
}
