namespace DelistTools.Dns;

/// <summary>What became of a question.</summary>
internal enum DnsOutcome
{
    /// <summary>NOERROR with records of the kind asked for.</summary>
    Records,

    /// <summary>NOERROR without any (RFC 2308, section 2.2).</summary>
    NoData,

    /// <summary>NXDOMAIN (RFC 2308, section 2.1).</summary>
    NameError,

    /// <summary>No usable answer.</summary>
    Failed,
}
