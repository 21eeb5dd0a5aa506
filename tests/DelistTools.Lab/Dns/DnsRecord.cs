using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DelistTools.Lab;

/// <summary>A resource record of class IN.</summary>
public sealed record DnsRecord
{
    private DnsRecord(string name, DnsRecordType type, int ttl, byte[] data, string? target = null)
    {
        Name = DnsName.Normalize(name);
        Type = type;
        Ttl = ttl;
        Data = data;
        Target = target;
    }

    /// <summary>The owner's name, lower case, without the trailing dot.</summary>
    public string Name { get; init; }

    /// <summary>The type.</summary>
    public DnsRecordType Type { get; }

    /// <summary>How long it may be kept, in seconds.</summary>
    public int Ttl { get; init; }

    /// <summary>The record's data as on the wire, names uncompressed.</summary>
    public ReadOnlyMemory<byte> Data { get; }

    /// <summary>The name that a CNAME, NS, PTR or MX record points to; otherwise null.</summary>
    public string? Target { get; }

    /// <summary>An A record, or an AAAA record for an IPv6 address.</summary>
    public static DnsRecord Address(string name, IPAddress address, int ttl = 60)
    {
        ArgumentNullException.ThrowIfNull(address);
        var type = address.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.Aaaa;
        return new DnsRecord(name, type, ttl, address.GetAddressBytes());
    }

    /// <summary>A TXT record of the given strings, in UTF-8; a string longer than 255 bytes is cut into several.</summary>
    public static DnsRecord Txt(string name, IEnumerable<string> strings, int ttl = 60)
    {
        ArgumentNullException.ThrowIfNull(strings);
        var data = new List<byte>();
        foreach (var text in strings)
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            var start = 0;
            do
            {
                var length = Math.Min(255, bytes.Length - start);
                data.Add((byte)length);
                data.AddRange(bytes.AsSpan(start, length));
                start += length;
            }
            while (start < bytes.Length);
        }

        return new DnsRecord(name, DnsRecordType.Txt, ttl, [.. data]);
    }

    /// <summary>A TXT record of one string of arbitrary bytes, at most 255.</summary>
    /// <exception cref="ArgumentException">More than 255 bytes.</exception>
    public static DnsRecord Txt(string name, byte[] bytes, int ttl = 60)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return bytes.Length <= 255
            ? new DnsRecord(name, DnsRecordType.Txt, ttl, [(byte)bytes.Length, .. bytes])
            : throw new ArgumentException($"One string of a TXT record has at most 255 bytes, not {bytes.Length}.", nameof(bytes));
    }

    /// <summary>A CNAME record.</summary>
    public static DnsRecord Cname(string name, string target, int ttl = 60) =>
        Named(name, DnsRecordType.Cname, ttl, target, []);

    /// <summary>An NS record.</summary>
    public static DnsRecord Ns(string name, string target, int ttl = 60) =>
        Named(name, DnsRecordType.Ns, ttl, target, []);

    /// <summary>A PTR record.</summary>
    public static DnsRecord Ptr(string name, string target, int ttl = 60) =>
        Named(name, DnsRecordType.Ptr, ttl, target, []);

    /// <summary>An MX record; preference 0 with the target "." says that there is no mail (RFC 7505).</summary>
    public static DnsRecord Mx(string name, int preference, string target, int ttl = 60) =>
        Named(name, DnsRecordType.Mx, ttl, target, BigEndian((ushort)preference));

    /// <summary>An SOA record.</summary>
    /// <param name="name">The zone.</param>
    /// <param name="ttl">Its own time to live, in seconds.</param>
    /// <param name="minimum">How long a negative answer may be kept, in seconds (RFC 2308 section 5).</param>
    public static DnsRecord Soa(string name, int ttl = 60, int minimum = 60)
    {
        var zone = DnsName.Normalize(name);
        byte[] times =
        [
            .. BigEndian(1u), .. BigEndian(3600u), .. BigEndian(600u), .. BigEndian(86400u), .. BigEndian((uint)minimum),
        ];
        var suffix = zone.Length == 0 ? string.Empty : "." + zone;
        return new DnsRecord(
            zone, DnsRecordType.Soa, ttl, [.. NameBytes("ns" + suffix), .. NameBytes("hostmaster" + suffix), .. times]);
    }

    /// <summary>A record of any type.</summary>
    public static DnsRecord Raw(string name, DnsRecordType type, byte[] data, int ttl = 60) =>
        new(name, type, ttl, data);

    private static DnsRecord Named(string name, DnsRecordType type, int ttl, string target, byte[] before)
    {
        var normalized = DnsName.Normalize(target);
        return new DnsRecord(name, type, ttl, [.. before, .. NameBytes(normalized)], normalized);
    }

    private static byte[] NameBytes(string name)
    {
        Span<byte> bytes = stackalloc byte[512];
        return bytes[..DnsName.Write(bytes, name)].ToArray();
    }

    private static byte[] BigEndian(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}
