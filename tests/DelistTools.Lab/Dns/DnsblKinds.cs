using System;

namespace DelistTools.Lab;

/// <summary>What a DNSBL can be asked for.</summary>
[Flags]
public enum DnsblKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>IPv4 addresses, octets reversed (RFC 5782 section 2.1).</summary>
    Ip4 = 1,

    /// <summary>IPv6 addresses, nibbles reversed (RFC 5782 section 2.4).</summary>
    Ip6 = 2,

    /// <summary>Domain names (RFC 5782 section 3).</summary>
    Domain = 4,
}
