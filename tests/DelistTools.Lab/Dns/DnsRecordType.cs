namespace DelistTools.Lab;

/// <summary>Resource record types and question types (RFC 1035 section 3.2.2 and the IANA registry).</summary>
public enum DnsRecordType
{
    /// <summary>No type: never on the wire.</summary>
    None = 0,

    /// <summary>An IPv4 address.</summary>
    A = 1,

    /// <summary>A name server.</summary>
    Ns = 2,

    /// <summary>The canonical name of an alias.</summary>
    Cname = 5,

    /// <summary>Start of authority.</summary>
    Soa = 6,

    /// <summary>A pointer, as a rule from an address to a host name.</summary>
    Ptr = 12,

    /// <summary>A mail exchanger.</summary>
    Mx = 15,

    /// <summary>Character strings.</summary>
    Txt = 16,

    /// <summary>An IPv6 address (RFC 3596).</summary>
    Aaaa = 28,

    /// <summary>The EDNS pseudo record (RFC 6891).</summary>
    Opt = 41,

    /// <summary>Every type, a question type only.</summary>
    Any = 255,
}
