using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;
using DelistTools.Diagnosis;

namespace DelistTools.Replies;

/// <summary>Addresses, and blocks in CIDR form, that a text names; the codes of lists (127.0.0.2) are none.</summary>
internal static class NamedAddresses
{
    /// <summary>A form takes a few addresses, a range at most; a list of hundreds is not an answer to one.</summary>
    internal const int Most = 256;

    private static readonly BoundedRegex Block = new(@"(?<![\w.:/-])(?<address>\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}:[0-9a-f:]{2,40})/(?<length>\d{1,3})(?![\w/]|\.\d)");

    /// <summary>The addresses in the order of the text, each once.</summary>
    internal static IReadOnlyList<string> In(string text)
    {
        List<(int Start, string Address)> found = AddressScanner.Find(text).Where(a => !IsNone(a.Address)).Select(a => (a.Start, a.Address.ToString())).ToList();
        foreach (Match match in Block.Matches(text).Take(Most))
        {
            if (IpAddressText.TryParse(match.Groups["address"].Value, out IPAddress? address) && !IsNone(address)
                && int.Parse(match.Groups["length"].Value, System.Globalization.CultureInfo.InvariantCulture) is int length
                && length < 8 * address.GetAddressBytes().Length && length > 0)
            {
                found.Add((match.Index, address + "/" + length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            }
        }

        return found.OrderBy(f => f.Start).Select(f => f.Address).Distinct(StringComparer.Ordinal).Take(Most).ToList().AsReadOnly();
    }

    private static bool IsNone(IPAddress address) => IPAddress.IsLoopback(address) || address.GetAddressBytes() is { Length: 4 } octets && octets[0] is 0 or 255
        || address.Equals(IPAddress.IPv6Any);
}
