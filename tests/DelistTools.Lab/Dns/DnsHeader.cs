namespace DelistTools.Lab;

/// <summary>The message header's size and bits (RFC 1035 section 4.1.1).</summary>
internal static class DnsHeader
{
    /// <summary>Bytes.</summary>
    public const int Length = 12;

    // In the third byte.
    public const byte Response = 0x80;
    public const byte Opcode = 0x78;
    public const byte Authoritative = 0x04;
    public const byte Truncated = 0x02;
    public const byte RecursionDesired = 0x01;

    // In the fourth byte.
    public const byte RecursionAvailable = 0x80;
}
