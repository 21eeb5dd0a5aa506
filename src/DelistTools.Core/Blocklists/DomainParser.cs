using System;
using System.Linq;
using System.Net;
using DelistTools.Catalog;

namespace DelistTools.Blocklists;

/// <summary>Reads a domain out of what the user gives, and says what is wrong with everything that has none to ask about.</summary>
internal sealed class DomainParser
{
    private readonly ListCatalog _catalog;
    private readonly PublicSuffixList _suffixes;
    private readonly bool _force;

    /// <param name="catalog">The lists, whose zones are no domains to ask about.</param>
    /// <param name="suffixes">Tells which part of a name somebody has registered.</param>
    /// <param name="force">Takes also names that no list can hold.</param>
    internal DomainParser(ListCatalog catalog, PublicSuffixList suffixes, bool force)
    {
        _catalog = catalog;
        _suffixes = suffixes;
        _force = force;
    }

    internal DomainText Parse(string input)
    {
        string host = HostNameText.Of(input);
        if (FindAddress(input, host) is { } address)
        {
            return DomainText.Of(address);
        }

        string? name = DomainNameText.Normalise(host);
        if (name is not null && HostNameText.EndsInNumber(name))
        {
            return DomainText.Of(NumberInWords(input));
        }

        if (name is null)
        {
            // One label is no domain to ask about, but it may be a suffix that somebody takes for one.
            string? label = DomainNameText.Normalise(host.TrimEnd('.') + ".example");
            name = label is null || label.IndexOf('.') != label.LastIndexOf('.') ? null : label.Substring(0, label.IndexOf('.'));
            return name is null || !IsKnownSuffix(name) ? DomainText.Of(Invalid(input, FaultOf(host))) : Accept(input, name);
        }

        return FindQuestion(input, name) is { } question ? DomainText.Of(question) : Accept(input, name);
    }

    private DomainText Accept(string input, string name)
    {
        if (!_force)
        {
            if (ReservedNames.Describe(name) is { } purpose)
            {
                return DomainText.Of(new Problem("ReservedDomain", input, input, purpose));
            }

            if (_catalog.FindByZone(name) is { } list)
            {
                return DomainText.Of(new Problem("DomainIsZone", input, input, list.Id));
            }

            if (_suffixes.RegistrableOf(name) is null)
            {
                return DomainText.Of(new Problem("PublicSuffix", input, input));
            }
        }

        return DomainText.Of(DomainTarget.Of(name, _suffixes));
    }

    /// <summary>A suffix that the list names, or one that is reserved: anything else of one label is a host on somebody's own network.</summary>
    private bool IsKnownSuffix(string label) => _suffixes.Has(label) || ReservedNames.Describe(label) is not null;

    private static Problem? FindAddress(string input, string host)
    {
        string? addresses = TargetParser.TryParseRange(input.Trim()) is not null ? input.Trim()
            : IpAddressText.TryParse(host, out IPAddress? address) ? address.ToString() : null;
        if (addresses is not null)
        {
            return new Problem("DomainIsAddress", input, input, "Test-IpBlocklist " + addresses);
        }

        return HostNameText.EndsInNumber(host) ? NumberInWords(input) : null;
    }

    private static Problem NumberInWords(string input) =>
        new("DomainIsAddress", input, input, "Test-IpBlocklist, with the address as four decimal numbers");

    /// <summary>Names such as example.com.dbl.spamhaus.org are what the cmdlet asks, and reversed addresses are addresses.</summary>
    private Problem? FindQuestion(string input, string name)
    {
        if (_catalog.FindByKeyedZone(name, out _, out string shown) is { } keyed)
        {
            return new Problem("AccountKeyInName", shown, shown, keyed.Id);
        }

        foreach (string reverse in new[] { ".in-addr.arpa", ".ip6.arpa" }.Where(r => name.EndsWith(r, StringComparison.Ordinal)))
        {
            if (QuestionName.TryReadLabels(name.Substring(0, name.Length - reverse.Length)) is { } address)
            {
                return new Problem("DomainIsAddress", input, input, "Test-IpBlocklist " + address);
            }
        }

        string? zone = _catalog.Zones.Where(z => name.EndsWith("." + z, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(z => z.Length).FirstOrDefault();
        if (zone is null)
        {
            return null;
        }

        string labels = name.Substring(0, name.Length - zone.Length - 1);
        Blocklist list = _catalog.FindByZone(zone)!;
        if (QuestionName.TryReadLabels(labels) is { } asked)
        {
            string shownAddress = (asked.IsIPv4MappedToIPv6 ? asked.MapToIPv4() : asked).ToString();
            return new Problem("ReversedListName", input, input, shownAddress, zone, "Test-IpBlocklist " + shownAddress + " -Blocklist " + list.Id);
        }

        return _force || (list.Kind & BlocklistKind.Domain) == 0
            ? null
            : new Problem("DomainListName", input, input, labels, zone, "Test-DomainBlocklist " + labels + " -Blocklist " + list.Id);
    }

    private static string FaultOf(string host)
    {
        string name = host.Trim().TrimEnd('.');
        if (name.Length == 0)
        {
            return "there is no domain in it";
        }

        if (name.Any(char.IsWhiteSpace))
        {
            return "there is a blank in it";
        }

        if (name.IndexOf('.') < 0)
        {
            return "it is one word, and a domain has a dot in it";
        }

        if (name.Split('.').Any(l => l.Length == 0))
        {
            return "two of its dots have nothing between them, or it begins with one";
        }

        return name.Length > DomainNameText.Longest || name.Split('.').Any(l => l.Length > 63)
            ? "a name has at most 253 characters, and 63 between two dots"
            : "a name consists of letters, digits and hyphens, and of dots between";
    }

    private static Problem Invalid(string input, string fault) => new("InvalidDomain", input, input, fault);
}
