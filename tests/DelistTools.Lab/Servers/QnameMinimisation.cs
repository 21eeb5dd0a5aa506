namespace DelistTools.Lab;

/// <summary>How much of a name a resolver shows to each server on the way (RFC 9156).</summary>
public enum QnameMinimisation
{
    /// <summary>The whole name is asked at once.</summary>
    Off,

    /// <summary>Label by label, falling back to the whole name where a server answers wrongly. unbound's default.</summary>
    On,

    /// <summary>
    /// Label by label without a fallback: every rbldnsd entry deeper than one label turns into NXDOMAIN, because rbldnsd
    /// answers NXDOMAIN for the empty names above it.
    /// </summary>
    Strict,
}
