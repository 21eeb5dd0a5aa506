using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.ListFiles;

/// <summary>The entries of a list, ready to be asked from any thread.</summary>
internal sealed class ListContent
{
    private readonly Ip4Table _ip4;
    private readonly Ip6Table _ip6;
    private readonly NameTable _names;
    private readonly ListValues _values;
    private readonly ListTexts _texts;

    internal ListContent(Ip4Table ip4, Ip6Table ip6, NameTable names, ListValues values, ListTexts texts)
    {
        _ip4 = ip4;
        _ip6 = ip6;
        _names = names;
        _values = values;
        _texts = texts;
        Kinds = (ip4.Count > 0 ? BlocklistKind.IPv4 : 0)
            | (ip6.Count > 0 ? BlocklistKind.IPv6 : 0)
            | (names.ListsAny() ? BlocklistKind.Domain : 0);
    }

    /// <summary>What is listed.</summary>
    internal BlocklistKind Kinds { get; }

    /// <summary>Whether an IPv4 address is listed; allocates nothing.</summary>
    internal bool Lists(uint address) => _ip4.Find(address) != ListValues.None;

    /// <summary>Whether an IPv6 address is listed; allocates nothing.</summary>
    internal bool Lists(ulong high, ulong low) => _ip6.Find(high, low) != ListValues.None;

    /// <summary>Whether a domain name is listed, itself or by a wildcard; allocates nothing.</summary>
    internal bool Lists(string name) => _names.Find(name, out _) != ListValues.None;

    /// <summary>What is answered for an address: its values; null where it is not listed.</summary>
    internal IReadOnlyList<KeyValuePair<IPAddress, string?>>? Find(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            int found = _ip4.Find(IpAddressText.ToUInt32(address));
            return found == ListValues.None ? null : ValuesOf(found, address.ToString());
        }

        Ip6Key key = Key(address);
        int answer = _ip6.Find(key.High, key.Low);
        return answer == ListValues.None ? null : ValuesOf(answer, Ip6Text.Show(key));
    }

    /// <summary>What is answered for a domain name, without a dot at its end; null where it is not listed.</summary>
    internal IReadOnlyList<KeyValuePair<IPAddress, string?>>? Find(string name)
    {
        int answer = _names.Find(name, out int entryLength);

        // Of a wildcard the domain that is listed is named, not the name that was asked for.
        return answer == ListValues.None ? null : ValuesOf(answer, name.Substring(name.Length - entryLength).ToLowerInvariant());
    }

    internal static Ip6Key Key(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        ulong high = 0, low = 0;
        for (int i = 0; i < 8; i++)
        {
            high = (high << 8) | octets[i];
            low = (low << 8) | octets[i + 8];
        }

        return new Ip6Key(high, low);
    }

    private List<KeyValuePair<IPAddress, string?>> ValuesOf(int answer, string target) => _values.ValuesOf(answer)
        .Select(v => new KeyValuePair<IPAddress, string?>(
            IpAddressText.FromUInt32(_values.AddressOf(v)),
            _texts.Expand(_values.Texts, _values.TextStartOf(v), _values.TextLengthOf(v), target)))
        .ToList();
}
