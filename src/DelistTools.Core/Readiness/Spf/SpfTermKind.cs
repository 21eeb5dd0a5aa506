namespace DelistTools.Readiness.Spf;

/// <summary>The terms of a record (RFC 7208, sections 5 and 6).</summary>
internal enum SpfTermKind
{
    /// <summary>No valid term; its fault says why.</summary>
    Broken,

    All,
    Include,
    A,
    Mx,
    Ptr,
    Ip4,
    Ip6,
    Exists,
    Redirect,

    /// <summary><c>exp=</c></summary>
    Explanation,

    /// <summary>Any other name with an equals sign, which receivers ignore.</summary>
    OtherModifier,
}
