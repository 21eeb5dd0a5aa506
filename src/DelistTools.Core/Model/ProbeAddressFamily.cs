namespace DelistTools;

/// <summary>Over which protocol a server is reached. Providers judge the two apart, so that it matters which was used.</summary>
public enum ProbeAddressFamily
{
    /// <summary>IPv4, and IPv6 where a host has nothing else.</summary>
    Any,

    /// <summary>IPv4 only.</summary>
    IPv4,

    /// <summary>IPv6 only.</summary>
    IPv6,
}
