using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Numerics;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>A random zone answered by looking at every entry: slow, and short enough to be seen to be right.</summary>
internal sealed class NaiveZone(RandomZone zone)
{
    internal string Answer(string target)
    {
        List<ZoneEntry> deciding = zone.Format == ListFileFormat.Dnset ? ForName(target.ToLowerInvariant()) : ForAddress(IPAddress.Parse(target));
        if (deciding.Count == 0 || deciding.Any(e => e.IsExclusion))
        {
            return "-";
        }

        return string.Join(' ', deciding.Select(e => "127.0.0." + e.Code).Distinct().Order(StringComparer.Ordinal)
            .Concat(deciding.Select(e => Text(e, target)).OfType<string>().Distinct().Order(StringComparer.Ordinal).Select(t => "\"" + t + "\"")));
    }

    private static string? Text(ZoneEntry entry, string target) => entry.Text?
        .Replace("$2", "\u0002", StringComparison.Ordinal)
        .Replace("$", entry.Name is null ? target : RandomZone.Bare(entry.Name), StringComparison.Ordinal)
        .Replace('\u0001', '$').Replace("\u0002", "$2", StringComparison.Ordinal);

    private List<ZoneEntry> ForAddress(IPAddress address)
    {
        BigInteger number = new(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true);
        List<ZoneEntry> covering = [.. zone.Entries.Where(e => e.First <= number && number <= e.Last)];
        if (covering.Count == 0)
        {
            return covering;
        }

        if (zone.Format == ListFileFormat.Ip4set)
        {
            int narrowest = covering.Max(e => OctetsAt(e, number));
            return [.. covering.Where(e => OctetsAt(e, number) == narrowest)];
        }

        int longest = covering.Max(e => e.Bits);
        return [covering.First(e => e.Bits == longest)];
    }

    /// <summary>Of how many octets the largest block of whole octets is that holds the address and lies within the entry.</summary>
    private static int OctetsAt(ZoneEntry entry, BigInteger number)
    {
        for (int octets = 1; octets < 4; octets++)
        {
            BigInteger size = BigInteger.Pow(256, 4 - octets);
            BigInteger first = number / size * size;
            if (entry.First <= first && first + size - 1 <= entry.Last)
            {
                return octets;
            }
        }

        return 4;
    }

    private List<ZoneEntry> ForName(string name)
    {
        List<ZoneEntry> own = [.. zone.Entries.Where(e => !e.Name!.StartsWith('*') && RandomZone.Bare(e.Name) == name)];
        if (own.Count > 0)
        {
            return own;
        }

        List<ZoneEntry> above = [.. zone.Entries.Where(e => e.Name![0] is '*' or '.' && name.EndsWith("." + RandomZone.Bare(e.Name), StringComparison.Ordinal))];
        int longest = above.Count == 0 ? 0 : above.Max(e => RandomZone.Bare(e.Name!).Length);
        return [.. above.Where(e => RandomZone.Bare(e.Name!).Length == longest)];
    }
}
