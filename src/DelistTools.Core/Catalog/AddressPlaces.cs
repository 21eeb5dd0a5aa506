using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DelistTools.Catalog;

/// <summary>
/// The places that patterns of generic names have for parts of an address: of an IPv4 one <c>{a}</c> to <c>{d}</c>, its
/// octets with or without leading zeros, <c>{hex}</c> and <c>{number}</c>, the whole as eight hexadecimal digits and as
/// one number; of an IPv6 one <c>{g1}</c> to <c>{g8}</c>, its groups with or without leading zeros, and <c>{nibbles}</c>,
/// all 32 digits.
/// </summary>
internal static class AddressPlaces
{
    private static readonly Regex Place = new(@"\{(?<name>[a-z][a-z0-9]*)\}", RegexOptions.CultureInvariant);

    private static readonly string[] IPv4Names = { "a", "b", "c", "d", "hex", "number" };

    private static readonly string[] IPv6Names = { "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "nibbles" };

    internal static IEnumerable<string> Names => IPv4Names.Concat(IPv6Names);

    /// <summary>The first place that there is none of; null where all are known.</summary>
    internal static string? Unknown(string pattern) =>
        Place.Matches(pattern).Cast<Match>().Select(m => m.Groups["name"].Value).FirstOrDefault(n => !Names.Contains(n));

    /// <summary>The pattern for one address; null where it is for addresses of the other kind.</summary>
    internal static string? Fill(string pattern, IPAddress address)
    {
        Dictionary<string, string> values = Values(address);
        return Place.Matches(pattern).Cast<Match>().All(m => values.ContainsKey(m.Groups["name"].Value))
            ? Place.Replace(pattern, m => values[m.Groups["name"].Value])
            : null;
    }

    private static Dictionary<string, string> Values(IPAddress address)
    {
        byte[] octets = address.GetAddressBytes();
        string hex = string.Concat(octets.Select(o => o.ToString("x2", CultureInfo.InvariantCulture)));
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        if (address.AddressFamily == AddressFamily.InterNetworkV6)
        {
            for (int i = 0; i < 8; i++)
            {
                values.Add("g" + (i + 1).ToString(CultureInfo.InvariantCulture), "0{0,3}" + ((octets[i * 2] << 8) | octets[(i * 2) + 1]).ToString("x", CultureInfo.InvariantCulture));
            }

            values.Add("nibbles", hex);
            return values;
        }

        for (int i = 0; i < 4; i++)
        {
            values.Add(IPv4Names[i], "0{0,2}" + octets[i].ToString(CultureInfo.InvariantCulture));
        }

        values.Add("hex", hex);
        values.Add("number", IpAddressText.ToUInt32(address).ToString(CultureInfo.InvariantCulture));
        return values;
    }
}
