using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Numerics;
using System.Text;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>
/// A random file of one of rbldnsd's datasets, with entries that overlap, repeat, touch and take each other out; its entries
/// as what they mean; and the targets at which something could go wrong.
/// </summary>
internal sealed class RandomZone
{
    private static readonly string[] Labels = ["a", "b", "c", "Mail", "x-1"];

    private readonly Random _random;
    private readonly StringBuilder _text = new("$SOA 0 ns.test. hostmaster.test. 0 1h 1h 2d 30m\n$NS 1d ns.test.\n# a comment\n; another\n\n$TTL 77\n$1 variable\n");
    private int _code = 2;
    private string? _default;

    internal RandomZone(ListFileFormat format, int seed, int entries)
    {
        Format = format;
        _random = new Random(seed);
        for (int i = 0; i < entries; i++)
        {
            if (i % 40 == 0)
            {
                WriteDefault(i == 0);
            }

            AddEntry();
        }
    }

    internal ListFileFormat Format { get; }

    internal List<ZoneEntry> Entries { get; } = [];

    internal string Text => _text.ToString();

    private bool IsIp6 => Format is ListFileFormat.Ip6trie or ListFileFormat.Ip6tset;

    private bool IsTrivial => Format is ListFileFormat.Ip4tset or ListFileFormat.Ip6tset;

    private int Width => IsIp6 ? 128 : 32;

    /// <summary>Both ends of all entries, their neighbours, and targets between.</summary>
    internal IReadOnlyList<string> Targets(int more)
    {
        if (Format == ListFileFormat.Dnset)
        {
            return [.. Entries.Select(e => Bare(e.Name!)).SelectMany(n => new[] { n, "z." + n, "b.z." + n, n.ToUpperInvariant() })
                .Concat(Enumerable.Range(0, more).Select(_ => RandomName().ToLowerInvariant())).Distinct()];
        }

        BigInteger most = BigInteger.Pow(2, Width) - 1;
        return [.. Entries.SelectMany(e => new[] { e.First, e.Last, e.First - 1, e.Last + 1, (e.First + e.Last) / 2 })
            .Concat(Enumerable.Range(0, more).Select(_ => RandomAddress(Width))).Where(n => n >= 0 && n <= most).Distinct().Select(n => Show(n).ToString())];
    }

    internal IPAddress Show(BigInteger number)
    {
        byte[] bytes = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] octets = new byte[Width / 8];
        bytes.CopyTo(octets, octets.Length - bytes.Length);
        return new IPAddress(octets);
    }

    internal static string Bare(string name) => name.StartsWith("*.", StringComparison.Ordinal) ? name[2..] : name.TrimStart('.');

    private void WriteDefault(bool isFirst)
    {
        int code = _random.Next(2, 250);
        string? text = _random.Next(3) == 0 ? null : "default " + code + " $";
        _text.Append(CultureInfo.InvariantCulture, $":127.0.0.{code}:{text}\n");
        if (isFirst || !IsTrivial)
        {
            (_code, _default) = (code, text);
        }
    }

    private void AddEntry()
    {
        bool excludes = Format != ListFileFormat.Ip4tset && _random.Next(7) == 0;
        (string written, ZoneEntry entry) = Format switch
        {
            ListFileFormat.Dnset => NameEntry(),
            ListFileFormat.Ip4set => SetEntry(),
            ListFileFormat.Ip4trie => Block(_random.Next(4) == 0 ? 32 : _random.Next(9, 33)),
            ListFileFormat.Ip4tset => Block(32),
            ListFileFormat.Ip6trie => Block(_random.Next(4) == 0 ? 128 : _random.Next(33, 129)),
            _ => Block(excludes ? 128 : 64),
        };
        (string value, int code, string? text) = excludes || (IsTrivial && _random.Next(2) == 0) ? ("", _code, _default) : Value();
        (code, text) = IsTrivial ? (_code, _default) : (code, text);
        _text.Append(excludes ? "!" : "").Append(written).Append(value).Append('\n');
        Entries.Add(entry with { IsExclusion = excludes, Code = code, Text = text });
    }

    private (string Value, int Code, string? Text) Value()
    {
        int code = _random.Next(2, 250);
        return _random.Next(8) switch
        {
            0 => (" :" + code, code, _default),
            1 => (" :127.0.0." + code + ":", code, null),
            2 => (" :" + code + ":own " + code, code, "own " + code),
            3 => ("\t:" + code + ": $ with $1 $$ $2 ", code, "$ with variable \u0001 $2"),
            4 => (" text " + code, _code, "text " + code),
            5 => ("   # a comment", _code, _default),
            _ => ("", _code, _default),
        };
    }

    private (string Written, ZoneEntry Entry) SetEntry()
    {
        if (_random.Next(3) > 0)
        {
            return Block(_random.Next(3) == 0 ? 32 : _random.Next(9, 33));
        }

        BigInteger first = RandomAddress(32);
        BigInteger last = _random.Next(3) == 0 ? first | 255 : first + _random.Next(1 << _random.Next(1, 18));
        return (Show(first) + "-" + (last < (first | 256) && first / 256 == last / 256 ? (last % 256).ToString(CultureInfo.InvariantCulture) : Show(last).ToString()),
            new ZoneEntry(first, last, -1, null, false, 0, null));
    }

    private (string Written, ZoneEntry Entry) Block(int bits)
    {
        BigInteger size = BigInteger.Pow(2, Width - bits);
        BigInteger first = RandomAddress(Width) / size * size;
        ZoneEntry entry = new(first, first + size - 1, bits, null, false, 0, null);
        string address = Show(first).ToString();
        int unit = IsIp6 ? 16 : 8;
        if (bits % unit == 0 && (IsTrivial || _random.Next(3) > 0))
        {
            // As a prefix: only the octets or groups that are given.
            string[] parts = IsIp6 ? Groups(first) : address.Split('.');
            return (bits == Width && IsIp6 ? address : string.Join(IsIp6 ? ':' : '.', parts.Take(bits / unit)), entry);
        }

        return (address + "/" + bits, entry);
    }

    private string[] Groups(BigInteger number)
    {
        byte[] octets = Show(number).GetAddressBytes();
        return [.. Enumerable.Range(0, 8).Select(i => ((octets[2 * i] << 8) | octets[(2 * i) + 1]).ToString("x", CultureInfo.InvariantCulture))];
    }

    private (string Written, ZoneEntry Entry) NameEntry()
    {
        string name = (_random.Next(4) switch { 0 => ".", 1 => "*.", _ => "" }) + RandomName();
        return (name + (_random.Next(9) == 0 ? "." : ""), new ZoneEntry(0, 0, 0, name.ToLowerInvariant(), false, 0, null));
    }

    private string RandomName() => string.Join('.', Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Labels[_random.Next(Labels.Length)]));

    /// <summary>One of few, so that entries meet.</summary>
    private BigInteger RandomAddress(int width)
    {
        int[] edges = [0, 1, 2, 127, 128, 254, 255];
        int Edge() => _random.Next(2) == 0 ? edges[_random.Next(edges.Length)] : _random.Next(256);
        if (width == 32)
        {
            return ((BigInteger)(10 + _random.Next(2)) << 24) | (_random.Next(3) << 16) | (_random.Next(4) << 8) | Edge();
        }

        BigInteger high = ((BigInteger)0x20010db8 << 96) | ((BigInteger)_random.Next(3) << 80) | ((BigInteger)_random.Next(3) << 64);
        return _random.Next(2) == 0 ? high | Edge() : high | ((BigInteger)_random.NextInt64() << 1);
    }
}
