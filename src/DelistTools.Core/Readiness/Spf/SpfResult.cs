namespace DelistTools.Readiness.Spf;

/// <summary>What SPF says of a sender (RFC 7208, section 2.6).</summary>
internal enum SpfResult
{
    /// <summary>No record, or no domain that could have one.</summary>
    None,

    /// <summary>The domain says nothing about the address.</summary>
    Neutral,

    /// <summary>The address may send for the domain.</summary>
    Pass,

    /// <summary>The address may not.</summary>
    Fail,

    /// <summary>The address probably may not.</summary>
    SoftFail,

    /// <summary>A question got no answer; later there may be one.</summary>
    TempError,

    /// <summary>The record cannot be evaluated before somebody changes it.</summary>
    PermError,
}
