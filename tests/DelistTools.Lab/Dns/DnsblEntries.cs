using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Net;

namespace DelistTools.Lab;

/// <summary>The entries of one DNSBL: networks by prefix length, domains by name.</summary>
internal sealed class DnsblEntries
{
    private readonly Dictionary<(DnsblKinds Kind, int Prefix, UInt128 Bits), List<DnsblEntry>> _networks = [];
    private readonly SortedSet<int> _prefixes = [];
    private readonly Dictionary<string, List<DnsblEntry>> _domains = [];
    private readonly Dictionary<string, List<DnsblEntry>> _wildcards = [];

    /// <summary>Adds an entry.</summary>
    /// <param name="target">An address, a network in CIDR notation, a domain, or <c>.domain</c> for it and all below it.</param>
    /// <param name="entry">What is answered.</param>
    public void Add(string target, DnsblEntry entry)
    {
        if (TryParseNetwork(target, out var network))
        {
            _prefixes.Add(network.Prefix);
            AddTo(_networks, network, entry);
            return;
        }

        var name = DnsName.Normalize(target);
        AddTo(name.StartsWith('.') ? _wildcards : _domains, name.TrimStart('.'), entry);
    }

    /// <summary>Takes the entries of exactly this target away; false: there was none.</summary>
    public bool Remove(string target)
    {
        if (TryParseNetwork(target, out var network))
        {
            return _networks.Remove(network);
        }

        var name = DnsName.Normalize(target);
        return (name.StartsWith('.') ? _wildcards : _domains).Remove(name.TrimStart('.'));
    }

    /// <summary>Takes every network away that an address lies in, its own entry included; false: there was none.</summary>
    public bool RemoveCovering(string address)
    {
        if (!TryParseNetwork(address, out var target) || target.Prefix != Width(target.Kind))
        {
            return false;
        }

        var found = false;
        foreach (var prefix in _prefixes)
        {
            found |= prefix <= target.Prefix && _networks.Remove((target.Kind, prefix, Masked(target.Bits, target.Prefix - prefix)));
        }

        return found;
    }

    /// <summary>The entries that cover a target, each with the text that replaces <c>$</c>.</summary>
    public IEnumerable<(DnsblEntry Entry, string Shown)> Find(DnsblTarget target) =>
        target.Address is null ? FindDomain(target.Text) : FindAddress(target);

    private static bool TryParseNetwork(string target, out (DnsblKinds Kind, int Prefix, UInt128 Bits) network)
    {
        network = default;
        if (IPNetwork.TryParse(target, out var parsed))
        {
            var kind = KindOf(parsed.BaseAddress);
            network = (kind, parsed.PrefixLength, Bits(parsed.BaseAddress));
            return true;
        }

        // IPAddress takes "1" for 0.0.0.1: only what looks like an address is one here.
        var looksLikeAddress = target.Contains(':', StringComparison.Ordinal) || target.Split('.').Length == 4;
        if (looksLikeAddress && IPAddress.TryParse(target, out var address))
        {
            network = (KindOf(address), Width(KindOf(address)), Bits(address));
            return true;
        }

        return false;
    }

    private static DnsblKinds KindOf(IPAddress address) =>
        address.GetAddressBytes().Length == 4 ? DnsblKinds.Ip4 : DnsblKinds.Ip6;

    private static int Width(DnsblKinds kind) => kind == DnsblKinds.Ip4 ? 32 : 128;

    private static UInt128 Bits(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        return bytes.Length == 4
            ? BinaryPrimitives.ReadUInt32BigEndian(bytes)
            : BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    private static UInt128 Masked(UInt128 bits, int hostBits) =>
        hostBits == 128 ? UInt128.Zero : bits >> hostBits << hostBits;

    private static void AddTo<TKey>(Dictionary<TKey, List<DnsblEntry>> entries, TKey key, DnsblEntry entry)
        where TKey : notnull
    {
        if (!entries.TryGetValue(key, out var list))
        {
            entries[key] = list = [];
        }

        list.Add(entry);
    }

    private IEnumerable<(DnsblEntry Entry, string Shown)> FindAddress(DnsblTarget target)
    {
        var width = Width(target.Kind);
        var bits = Bits(target.Address!);
        foreach (var prefix in _prefixes)
        {
            if (prefix > width)
            {
                break;
            }

            if (_networks.TryGetValue((target.Kind, prefix, Masked(bits, width - prefix)), out var entries))
            {
                foreach (var entry in entries)
                {
                    yield return (entry, target.Text);
                }
            }
        }
    }

    private IEnumerable<(DnsblEntry Entry, string Shown)> FindDomain(string domain)
    {
        if (_domains.TryGetValue(domain, out var exact))
        {
            foreach (var entry in exact)
            {
                yield return (entry, domain);
            }
        }

        for (var name = domain; !string.IsNullOrEmpty(name); name = DnsName.Parent(name))
        {
            if (_wildcards.TryGetValue(name, out var entries))
            {
                foreach (var entry in entries)
                {
                    yield return (entry, name);
                }
            }
        }
    }
}
