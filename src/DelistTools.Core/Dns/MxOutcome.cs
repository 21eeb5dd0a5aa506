namespace DelistTools.Dns;

/// <summary>What is known of a domain's mail servers.</summary>
internal enum MxOutcome
{
    /// <summary>There are MX records.</summary>
    Found,

    /// <summary>The domain exists and has no MX record: mail goes to the host of its own name (RFC 5321, section 5.1).</summary>
    Implicit,

    /// <summary>The domain says that it takes no mail (RFC 7505).</summary>
    NullMx,

    /// <summary>There is no such domain.</summary>
    NoSuchDomain,

    /// <summary>The question got no usable answer, so that nothing is known.</summary>
    Failed,
}
