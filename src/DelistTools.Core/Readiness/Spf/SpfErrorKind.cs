namespace DelistTools.Readiness.Spf;

/// <summary>Why a domain's records give no answer. A message can be made of each with the domain and the term.</summary>
internal enum SpfErrorKind
{
    /// <summary>The name can have no record: one label, an address in brackets, a label of more than 63 octets.</summary>
    NotADomain,

    /// <summary>The domain has no record.</summary>
    NoRecord,

    /// <summary>It has more than one.</summary>
    SeveralRecords,

    /// <summary>The record has a fault.</summary>
    SyntaxError,

    /// <summary>More than ten terms that ask for something (RFC 7208, section 4.6.4).</summary>
    TooManyLookups,

    /// <summary>More than two terms whose questions found nothing.</summary>
    TooManyVoidLookups,

    /// <summary>More than ten mail exchangers.</summary>
    TooManyMxHosts,

    /// <summary><c>include</c> of a domain without a record.</summary>
    IncludeWithoutRecord,

    /// <summary><c>redirect</c> to a domain without a record.</summary>
    RedirectWithoutRecord,

    /// <summary>A record that leads back to itself.</summary>
    Loop,

    /// <summary>A question got no usable answer.</summary>
    DnsFailure,
}
