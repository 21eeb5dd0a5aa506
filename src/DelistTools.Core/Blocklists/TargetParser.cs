using System;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using DelistTools.Catalog;

namespace DelistTools.Blocklists;

/// <summary>
/// Reads an address, a CIDR block, a range (<c>192.0.2.1-192.0.2.9</c> or <c>192.0.2.1-9</c>) or a host name, and
/// says what is wrong with everything else.
/// </summary>
internal sealed class TargetParser
{
    /// <summary>As many addresses as an IPv4 /16 has.</summary>
    internal const int WidestUnforced = 65_536;

    private readonly ListCatalog _catalog;
    private readonly bool _force;

    internal TargetParser(ListCatalog catalog, bool force)
    {
        _catalog = catalog;
        _force = force;
    }

    internal TargetText Parse(string input)
    {
        string text = input.Trim();
        AddressRange? range = TryParseRange(text);
        return range is null ? ParseName(input, text) : Accept(input, range);
    }

    /// <summary>Whether an address may be asked about; the problem with it otherwise.</summary>
    internal Problem? Refuse(string input, AddressRange range)
    {
        if (range.Count.Sign <= 0)
        {
            return Invalid(input, "its end lies before its beginning");
        }

        if (_force)
        {
            return null;
        }

        if (range.Count > WidestUnforced)
        {
            return new Problem("RangeTooWide", input, input, range.Count.ToString("N0", CultureInfo.InvariantCulture));
        }

        string? purpose = ReservedAddresses.Describe(range);
        return purpose is null ? null : new Problem("ReservedAddress", input, input, purpose);
    }

    /// <summary>The address, block or range that a text is; null where it is none.</summary>
    internal static AddressRange? TryParseRange(string text)
    {
        if (IpAddressText.TryParse(text, out IPAddress? address))
        {
            return new AddressRange(address, address);
        }

        int slash = text.IndexOf('/');
        if (slash > 0)
        {
            return IpAddressText.TryParse(text.Substring(0, slash), out address)
                && int.TryParse(text.Substring(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int length)
                ? FromPrefix(address, text.IndexOf(':') >= 0 ? length - (128 - AddressRange.Bits(address.AddressFamily)) : length)
                : null;
        }

        int dash = text.IndexOf('-');
        return dash > 0 && IpAddressText.TryParse(text.Substring(0, dash).Trim(), out address)
            ? TryParseEnd(address, text.Substring(dash + 1).Trim())
            : null;
    }

    /// <summary>The length of an IPv4-mapped block counts the 96 bits before the IPv4 address.</summary>
    private static AddressRange? FromPrefix(IPAddress address, int length) =>
        length >= 0 && length <= AddressRange.Bits(address.AddressFamily) ? AddressRange.FromPrefix(address, length) : null;

    private static AddressRange? TryParseEnd(IPAddress first, string end)
    {
        if (IpAddressText.TryParse(end, out IPAddress? last))
        {
            return last.AddressFamily == first.AddressFamily ? new AddressRange(first, last) : null;
        }

        if (first.AddressFamily != AddressFamily.InterNetwork
            || !byte.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
        {
            return null;
        }

        byte[] octets = first.GetAddressBytes();
        octets[3] = octet;
        return new AddressRange(first, new IPAddress(octets));
    }

    private TargetText Accept(string input, AddressRange range)
    {
        Problem? problem = Refuse(input, range);
        return problem is null ? TargetText.Of(range) : TargetText.Of(problem);
    }

    private TargetText ParseName(string input, string text)
    {
        string? fault = FaultOf(text);
        if (fault is not null)
        {
            return TargetText.Of(Invalid(input, fault));
        }

        string? name = DomainNameText.Normalise(text);
        if (name is null)
        {
            return TargetText.Of(Invalid(input, "it is neither an address nor a host name with a domain"));
        }

        if (_catalog.FindByZone(name) is { } list)
        {
            return TargetText.Of(Invalid(
                input, "it is the zone of the blocklist " + list.Id + "; to see whether that list works, use Test-Blocklist " + list.Id));
        }

        if (_catalog.FindByKeyedZone(name, out string labels, out string shown) is { } keyed)
        {
            return TargetText.Of(
                QuestionName.TryReadLabels(labels) is { } address
                    ? new Problem("ReversedListName", shown, shown, address.ToString(), keyed.Rules.KeyedZone!, "Test-IpBlocklist " + address + " -Blocklist " + keyed.Id)
                    : new Problem("AccountKeyInName", shown, shown, keyed.Id));
        }

        Problem? reversed = FindReversed(input, name, out bool isCertain);
        return reversed is null || !isCertain ? TargetText.Of(name, reversed) : TargetText.Of(reversed);
    }

    /// <summary>
    /// Names such as 2.0.0.127.zen.spamhaus.org are what the cmdlet asks, not what it is asked. In a zone that nobody
    /// knows it may be a host all the same: providers name their lines so.
    /// </summary>
    private Problem? FindReversed(string input, string name, out bool isCertain)
    {
        string? zone = _catalog.Zones.Where(z => name.EndsWith("." + z, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(z => z.Length).FirstOrDefault();
        isCertain = zone is not null;
        string[] labels = name.Split('.');
        string labelsBefore;
        if (zone is not null)
        {
            labelsBefore = name.Substring(0, name.Length - zone.Length - 1);
        }
        else
        {
            int count = labels.Length > 32 && labels.Take(32).All(l => l.Length == 1) ? 32 : 4;
            if (labels.Length < count + 2)
            {
                return null;
            }

            labelsBefore = string.Join(".", labels.Take(count));
            zone = string.Join(".", labels.Skip(count));
        }

        IPAddress? address = QuestionName.TryReadLabels(labelsBefore);
        if (address is null)
        {
            return null;
        }

        string shown = (address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address).ToString();
        if (zone is "in-addr.arpa" or "ip6.arpa")
        {
            isCertain = true;
            return Invalid(input, "it is the reverse-DNS name of an address; use Test-IpBlocklist " + shown);
        }

        Blocklist? list = _catalog.FindByZone(zone);
        string? entry = list?.Rules.Test?.Listed ?? ListTestEntry.Address.Listed;
        string command = list switch
        {
            { Status: BlocklistStatus.Dead or BlocklistStatus.Merged } => "Get-Blocklist " + list.Id + " (the list is closed)",
            not null when shown == entry || IPAddress.IsLoopback(IPAddress.Parse(shown)) => "Test-Blocklist " + list.Id,
            not null => "Test-IpBlocklist " + shown + " -Blocklist " + list.Id,
            null when shown == entry => "Test-Blocklist -Zone " + zone,
            _ => "Test-IpBlocklist " + shown + " -Zone " + zone,
        };
        return new Problem("ReversedListName", input, input, shown, zone, command);
    }

    private static string? FaultOf(string text)
    {
        if (text.Length == 0)
        {
            return "it is empty";
        }

        if (text.IndexOf("://", StringComparison.Ordinal) >= 0)
        {
            return "it is a web address; give the host name in it";
        }

        if (text.IndexOf('@') >= 0)
        {
            return "it is a mail address; give the address or name of the server that sends the mail";
        }

        if (text.IndexOf('%') >= 0)
        {
            return "it carries a scope id, which has a meaning on one machine only";
        }

        if (text.IndexOf('/') >= 0)
        {
            return "a CIDR block is an address, a slash, and a length of at most 32 (IPv4) or 128 (IPv6)";
        }

        if (text.IndexOf(':') >= 0)
        {
            return "it is no IPv6 address";
        }

        return text.All(c => c is '.' or '-' or (>= '0' and <= '9')) ? FaultOfNumbers(text) : null;
    }

    private static string FaultOfNumbers(string text)
    {
        if (text.IndexOf('-') >= 0)
        {
            return "a range is two IPv4 addresses, or an address and its last octet, with a hyphen between";
        }

        string[] parts = text.Split('.');
        if (parts.Length != 4 || parts.Any(p => p.Length == 0))
        {
            return "an IPv4 address has four numbers";
        }

        return parts.Any(p => p.Length > 1 && p[0] == '0')
            ? "a number with a leading zero is octal to some programs and decimal to others; write it without"
            : "a number in an IPv4 address is at most 255";
    }

    private static Problem Invalid(string input, string fault) => new("InvalidAddress", input, input, fault);
}
