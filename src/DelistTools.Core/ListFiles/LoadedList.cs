using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.ListFiles;

/// <summary>A file as it was read; immutable, and safe for any number of threads.</summary>
internal sealed class LoadedList
{
    private static readonly uint Localhost = 0x7F000001;

    private readonly ListContent _content;

    internal LoadedList(ListContent content)
    {
        _content = content;
    }

    internal string Path { get; init; } = "";

    internal ListFileFormat Format { get; init; }

    internal FileStamp Stamp { get; init; }

    /// <summary>Entries, exclusions among them.</summary>
    internal int Entries { get; init; }

    /// <summary>Lines that were left out, since the user would have the file all the same.</summary>
    internal int LeftOut { get; init; }

    /// <summary>The first of them, and what is wrong with each.</summary>
    internal IReadOnlyList<string> Faults { get; init; } = Array.Empty<string>();

    internal TimeSpan Ttl { get; init; }

    internal TimeSpan NegativeTtl { get; init; }

    internal DateTime? ExpiresAt { get; init; }

    /// <summary>An entry is for all IPv4 addresses.</summary>
    internal bool CoversIp4 { get; init; }

    /// <summary>An entry is for all IPv6 addresses in use.</summary>
    internal bool CoversIp6 { get; init; }

    /// <summary>What is listed.</summary>
    internal BlocklistKind Kinds => _content.Kinds;

    /// <summary>Whether an IPv4 address, in the order of its octets, is listed; allocates nothing.</summary>
    internal bool MayList(uint address) => _content.Lists(address);

    /// <summary>Whether an IPv6 address, as its two halves, is listed; allocates nothing.</summary>
    internal bool MayList(ulong high, ulong low) => _content.Lists(high, low);

    /// <summary>Whether a domain name, without a dot at its end, is listed; allocates nothing.</summary>
    internal bool MayList(string name) => _content.Lists(name);

    /// <summary>What the file answers for an address; null where it does not list it.</summary>
    internal FileAnswer? Find(IPAddress address) => Answer(_content.Find(address));

    /// <summary>What the file answers for a domain name; null where it does not list it.</summary>
    internal FileAnswer? Find(string name) => Answer(_content.Find(name));

    /// <summary>
    /// Whether it lists everything, of a kind: by an entry for all addresses, or by its entry for what no list may list (RFC
    /// 5782, section 5).
    /// </summary>
    internal bool ListsWorld(BlocklistKind kind) => kind switch
    {
        BlocklistKind.IPv4 => CoversIp4 || _content.Lists(Localhost),
        BlocklistKind.IPv6 => CoversIp6 || _content.Lists(0, 0xFFFF00000000UL | Localhost),
        _ => _content.Lists(ListTestEntry.Domain.NotListed!),
    };

    private FileAnswer? Answer(IReadOnlyList<KeyValuePair<IPAddress, string?>>? values) => values is null
        ? null
        : new FileAnswer(
            values.Select(v => v.Key).ToList().AsReadOnly(),
            values.Select(v => v.Value).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(t => t, StringComparer.Ordinal).ToList().AsReadOnly(),
            Ttl);
}
