namespace DelistTools;

/// <summary>Why a question got no usable answer.</summary>
public enum LookupFailureKind
{
    /// <summary>It did get one.</summary>
    None,

    /// <summary>No answer came in time.</summary>
    Timeout,

    /// <summary>SERVFAIL (RFC 1035, section 4.1.1, code 2): the resolver tried and failed, or the list refused it.</summary>
    ServerFailure,

    /// <summary>REFUSED (code 5): the server will not answer this client.</summary>
    Refused,

    /// <summary>FORMERR (code 1): the server did not understand the question.</summary>
    FormatError,

    /// <summary>NOTIMP (code 4): the server does not do this kind of question.</summary>
    NotImplemented,

    /// <summary>Another response code.</summary>
    OtherCode,

    /// <summary>The name server could not be reached at all.</summary>
    Unreachable,

    /// <summary>The reply was broken or did not belong to the question.</summary>
    Malformed,

    /// <summary>The list is a file that is missing, damaged or out of date.</summary>
    FileUnusable,

    /// <summary>Not asked again: the list had been silent, or had refused, earlier in the same run.</summary>
    NotAsked,
}
