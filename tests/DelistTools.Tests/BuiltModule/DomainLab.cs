using System;
using DelistTools.Lab;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The laboratory plays the large lists of domains, with entries for example domains.</summary>
internal static class DomainLab
{
    internal static FirstMinuteLab PlayDomainLists(this FirstMinuteLab lab)
    {
        Add(lab, "dbl.spamhaus.org", "https://check.spamhaus.org/query/domain/$", ("dbltest.com", "127.0.1.2"), (".spam.example", "127.0.1.2"), ("shop.abused.example", "127.0.1.104"));
        Add(lab, "multi.surbl.org", "On a list, see https://surbl.org/surbl-analysis", ("test.surbl.org", "127.0.0.254"), ("spam.example", "127.0.0.80"));
        Add(lab, "multi.uribl.com", "Blacklisted, see https://lookup.uribl.com/?domain=$", ("test.uribl.com", "127.0.0.14"), ("spam.example", "127.0.0.2"), ("letters.example", "127.0.0.4"));
        Add(lab, "dbl.example.net", "Listed", ("spam.example", "127.0.0.2"));
        return lab;
    }

    private static void Add(FirstMinuteLab lab, string zone, string text, params (string Entry, string Code)[] entries)
    {
        DnsblZone list = new(zone, DnsblKinds.Domain) { Text = text };
        foreach ((string entry, string code) in entries)
        {
            list.List(entry, code);
        }

        lab.Behaviours.Zone(list);
    }
}
