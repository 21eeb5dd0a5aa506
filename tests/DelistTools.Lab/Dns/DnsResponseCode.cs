namespace DelistTools.Lab;

/// <summary>Response codes (RFC 1035 section 4.1.1).</summary>
public enum DnsResponseCode
{
    /// <summary>No error; with no answer: the name exists and has no such record.</summary>
    NoError = 0,

    /// <summary>FORMERR: the server could not read the question.</summary>
    FormatError = 1,

    /// <summary>SERVFAIL: the server could not find out.</summary>
    ServerFailure = 2,

    /// <summary>NXDOMAIN: the name does not exist.</summary>
    NxDomain = 3,

    /// <summary>NOTIMP: the server does not know this kind of question.</summary>
    NotImplemented = 4,

    /// <summary>REFUSED: the server does not want to answer.</summary>
    Refused = 5,
}
