namespace DelistTools.Readiness.Spf;

/// <summary>What a mechanism that matches leads to (RFC 7208, section 4.6.2).</summary>
internal enum SpfQualifier
{
    /// <summary><c>+</c>, or none.</summary>
    Pass,

    /// <summary><c>-</c></summary>
    Fail,

    /// <summary><c>~</c></summary>
    SoftFail,

    /// <summary><c>?</c></summary>
    Neutral,
}
