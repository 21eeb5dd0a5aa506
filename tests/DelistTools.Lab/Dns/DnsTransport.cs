namespace DelistTools.Lab;

/// <summary>How a question came.</summary>
public enum DnsTransport
{
    /// <summary>In one datagram.</summary>
    Udp,

    /// <summary>Over a connection, with a length before each message.</summary>
    Tcp,
}
