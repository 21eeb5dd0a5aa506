namespace DelistTools.Dns;

/// <summary>The kinds of record that are asked for, by their numbers (RFC 1035, section 3.2.2; RFC 3596).</summary>
internal enum DnsRecordKind
{
    A = 1,
    NS = 2,
    Ptr = 12,
    Mx = 15,
    Txt = 16,
    Aaaa = 28,
}
