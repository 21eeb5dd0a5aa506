using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>genericNames</c>: a way in which host names are made by machine.</summary>
internal static class GenericNameReader
{
    internal const string Section = "genericNames";

    internal static GenericName Read(EntryReader entry)
    {
        GenericName name = new()
        {
            Id = entry.Id,
            Pattern = entry.RequiredText("pattern"),
            About = entry.RequiredText("about"),
            Examples = Samples(entry, "examples"),
            NearMisses = Samples(entry, "nearMisses"),
            Confidence = entry.RequiredChoice<Confidence>("confidence"),
            VerifiedOn = entry.RequiredDate("verifiedOn"),
            Sources = entry.Sources(),
        };
        if (AddressPlaces.Unknown(name.Pattern) is { } unknown)
        {
            throw entry.Error(
                "pattern", "expected only the places " + string.Join(", ", AddressPlaces.Names) + " in braces, found {" + unknown + "}.");
        }

        return name;
    }

    /// <exception cref="CatalogException">The pattern is no regular expression.</exception>
    internal static void RequirePattern(EntryReader entry, GenericName name)
    {
        // Its places make no difference to whether it is one, so that any address will do that fills them.
        string pattern = AddressPlaces.Fill(name.Pattern, IPAddress.Any) ?? AddressPlaces.Fill(name.Pattern, IPAddress.IPv6Any)
            ?? throw entry.Error("pattern", "expected places of one kind of address, found some of both.");
        try
        {
            _ = new BoundedRegex(pattern);
        }
        catch (ArgumentException e)
        {
            throw entry.Error("pattern", "expected a regular expression: " + e.Message);
        }
    }

    private static IReadOnlyList<string> Samples(EntryReader entry, string field)
    {
        IReadOnlyList<string> samples = entry.TextList(field);
        string? wrong = samples.FirstOrDefault(s => s.Split(' ') is not { Length: 2 } parts || !IpAddressText.TryParse(parts[0], out _));
        return wrong is null ? samples : throw entry.Error(field, "expected an address, a space and a host name, found '" + wrong + "'.");
    }
}
