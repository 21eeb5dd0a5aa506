using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>blocklists</c>.</summary>
internal static class BlocklistReader
{
    internal const string Section = "blocklists";

    internal const string KeyPlaceholder = "<key>";

    /// <param name="entry">The entry.</param>
    /// <param name="hasKey">Whether there is an account key for a list.</param>
    /// <param name="ownLimits">What the user has set for it; null: nothing.</param>
    internal static Blocklist Read(EntryReader entry, Func<string, bool> hasKey, AskLimits? ownLimits = null)
    {
        BlocklistKind kind = Kind(entry);
        BlocklistStatus status = entry.RequiredChoice<BlocklistStatus>("status");
        bool isPrivate = entry.Flag("private");
        string? file = FilePath(entry);
        ListRules rules = Rules(entry, kind, file is not null, ownLimits);
        bool known = rules.KeyedZone is not null && hasKey(entry.Id);
        bool requiresKey = !isPrivate && rules.PublicZone is null && rules.KeyedZone is not null;
        bool closed = status is BlocklistStatus.Dead or BlocklistStatus.Merged;
        if (file is not null && (rules.PublicZone ?? rules.KeyedZone) is not null)
        {
            throw entry.Error("file", "expected a zone or a file, found both. Name the zone among otherZones, so that it is known.");
        }

        if (file is null && rules.PublicZone is null && rules.KeyedZone is null && !isPrivate && !closed && rules.OtherZones.Count == 0)
        {
            throw entry.Error("zone", "expected a zone, a keyedZone, a file, or \"private\": true.");
        }

        return new Blocklist
        {
            Id = entry.Id,
            Name = entry.RequiredText("name"),
            Operator = entry.RequiredText("operator"),
            Zone = known ? rules.KeyedZone : rules.PublicZone ?? rules.KeyedZone,
            File = file,
            FileFormat = file is not null || !entry.Has("fileFormat")
                ? entry.Choice<ListFileFormat>("fileFormat") ?? ListFileFormat.Auto
                : throw entry.Error("fileFormat", "expected a file beside it."),
            Kind = kind,
            Impact = entry.RequiredChoice<BlocklistImpact>("impact"),
            Status = status,
            About = entry.RequiredText("about"),
            Scope = entry.Choice<ListingScope>("scope") ?? ListingScope.Address,
            IsPrivate = isPrivate,
            RequiresKey = requiresKey,
            HasKey = known,
            RemovalPolicy = entry.Choice<RemovalPolicy>("removalPolicy") ?? RemovalPolicy.NotKnown,
            RemovalUrl = entry.Url("removalUrl"),
            RemovalAddress = entry.Text("removalAddress"),
            RemovalDetail = entry.Text("removalDetail"),
            Expiry = entry.Text("expiry"),
            ExpiresAfter = entry.Number("expiryHours", 1, 10_000) is double hours ? TimeSpan.FromHours(hours) : null,
            Fee = entry.Text("fee"),
            ProcessingTime = entry.Text("processingTime"),
            LookupUrl = entry.Url("lookupUrl"),
            LookupLink = LookupLink(entry),
            TakesRanges = entry.Flag("takesRanges"),
            Prerequisites = entry.TextList("prerequisites"),
            Registration = entry.Text("registration"),
            PublicResolvers = entry.Choice<PublicResolverPolicy>("publicResolvers") ?? PublicResolverPolicy.NotKnown,
            ImpactNote = entry.Text("impactNote"),
            StatusDate = entry.Text("statusDate"),
            ClosedBehaviour = entry.Text("closedBehaviour"),
            Notes = entry.Text("notes"),
            Includes = entry.TextList("includes"),
            Confidence = entry.RequiredChoice<Confidence>("confidence"),
            VerifiedOn = entry.RequiredDate("verifiedOn"),
            Sources = entry.Sources(),
            Rules = rules,
        };
    }

    /// <summary>The full path of the list's file; a relative one begins where the catalogue's file lies.</summary>
    private static string? FilePath(EntryReader entry)
    {
        string? file = entry.Text("file");
        try
        {
            return file is null ? null : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(entry.File) ?? "", file));
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            throw entry.Error("file", "expected the path of a file, found '" + file + "'.");
        }
    }

    private static string? LookupLink(EntryReader entry)
    {
        const string Place = "{target}";
        string? link = TemplateReader.Link(entry, "lookupLink");
        string? rest = link?.Replace(Place, "");
        bool isRight = rest is null || (rest.Length < link!.Length && rest.IndexOf('{') < 0 && rest.IndexOf('|') < 0);
        return isRight ? link : throw entry.Error("lookupLink", "expected one web address with {target}, and no other place, in it, found '" + link + "'.");
    }

    private static BlocklistKind Kind(EntryReader entry)
    {
        BlocklistKind kind = BlocklistKind.None;
        foreach (string text in entry.TextList("kind"))
        {
            kind |= text switch
            {
                "ip4" => BlocklistKind.IPv4,
                "ip6" => BlocklistKind.IPv6,
                "domain" => BlocklistKind.Domain,
                "hash" => BlocklistKind.Hash,
                _ => throw entry.Error("kind", "expected ip4, ip6, domain or hash, found '" + text + "'."),
            };
        }

        return kind == BlocklistKind.None ? throw entry.Error("kind", "expected at least one of ip4, ip6, domain, hash.") : kind;
    }

    private static ListRules Rules(EntryReader entry, BlocklistKind kind, bool isFile, AskLimits? ownLimits)
    {
        string? combine = entry.Text("combine");
        if (combine is not (null or "bitmask"))
        {
            throw entry.Error("combine", "expected bitmask, or no such field, found '" + combine + "'.");
        }

        bool bitmask = combine is not null;
        string? keyed = entry.Text("keyedZone");
        if (keyed is not null && keyed.IndexOf(KeyPlaceholder, StringComparison.Ordinal) < 0)
        {
            throw entry.Error("keyedZone", "expected a zone with <key> in it, found '" + keyed + "'.");
        }

        string? zone = entry.Text("zone");
        if (zone is not null && !DomainNameText.IsHostLike(zone))
        {
            throw entry.Error("zone", "expected a domain name, found '" + zone + "'.");
        }

        List<RefusalCode> refusals = new();
        foreach (EntryReader refusal in entry.Objects("refusals"))
        {
            refusals.Add(new RefusalCode { Code = Code(refusal, "code"), Meaning = refusal.RequiredText("meaning") });
            refusal.RejectUnknownFields();
        }

        AskLimits limits = AskLimits.Read(entry);
        limits = ownLimits is null ? limits : limits.Under(ownLimits);
        EntryReader? test = entry.Object("test");
        ListTestEntry? domainTest = DomainTest(test, kind);
        ListTestEntry? ipv6Test = IPv6Test(test, kind);
        DomainAsked? asks = entry.Choice<DomainAsked>("asks");
        if (asks is not null && (kind & BlocklistKind.Domain) == 0)
        {
            throw entry.Error("asks", "expected no such field but on a list of domains.");
        }

        return new ListRules
        {
            PublicZone = zone is null ? null : DomainNameText.Normalise(zone),
            KeyedZone = keyed,
            OtherZones = entry.TextList("otherZones"),
            SharesZone = entry.Flag("sharesZone"),
            Polarity = entry.Choice<ListPolarity>("polarity") ?? ListPolarity.Block,
            IsBitmask = bitmask,
            Codes = entry.Objects("codes").Select(c => ReadCode(c, bitmask)).ToList().AsReadOnly(),
            Refusals = refusals.AsReadOnly(),
            Test = Test(test, kind),
            DomainTest = domainTest,
            IPv6Test = ipv6Test,
            Asks = asks ?? (isFile ? DomainAsked.Host : DomainAsked.Registrable),
            Pace = isFile ? 0 : limits.Pace,
            DailyLimit = isFile ? 0 : limits.DailyLimit,
        };
    }

    private static ListingCode ReadCode(EntryReader code, bool bitmask)
    {
        int forms = (code.Has("code") ? 1 : 0) + (code.Has("bit") ? 1 : 0) + (code.Has("from") || code.Has("to") ? 1 : 0);
        if (forms != 1)
        {
            throw code.Error("code", "expected exactly one of code, bit, or from and to.");
        }

        uint from = 0, to = 0;
        int bit = 0;
        if (code.Has("bit"))
        {
            double number = code.Number("bit", 1, 128) ?? 0;
            bit = (int)number;
            if (!bitmask || bit != number || (bit & (bit - 1)) != 0)
            {
                throw code.Error("bit", "expected 1, 2, 4 ... 128, on a list with \"combine\": \"bitmask\".");
            }
        }
        else if (code.Has("code"))
        {
            from = to = Code(code, "code");
        }
        else
        {
            from = Code(code, "from");
            to = Code(code, "to");
            if (to < from)
            {
                throw code.Error("to", "expected an address not below from.");
            }
        }

        ListingVerdict verdict = code.Choice<ListingVerdict>("verdict") ?? ListingVerdict.Listed;
        if (verdict is not (ListingVerdict.Listed or ListingVerdict.Informational))
        {
            throw code.Error("verdict", "expected listed or informational.");
        }

        ListingCode result = new()
        {
            From = from,
            To = to,
            Bit = bit,
            Meaning = code.RequiredText("meaning"),
            IsInformational = verdict == ListingVerdict.Informational,
            Scope = code.Choice<ListingScope>("scope"),
            Component = code.Text("list"),
        };
        code.RejectUnknownFields();
        return result;
    }

    private static ListTestEntry? Test(EntryReader? test, BlocklistKind kind)
    {
        if (test is null)
        {
            return null;
        }

        bool addresses = (kind & (BlocklistKind.IPv4 | BlocklistKind.IPv6)) != 0;
        ListTestEntry entry = TestEntry(test, addresses);
        test.RejectUnknownFields();
        return entry;
    }

    /// <summary>What the object <c>domain</c> in <c>test</c> says, which only a list of both kinds has.</summary>
    private static ListTestEntry? DomainTest(EntryReader? test, BlocklistKind kind)
    {
        EntryReader? domain = test?.Object("domain");
        if (domain is null)
        {
            return null;
        }

        if ((kind & BlocklistKind.Domain) == 0 || (kind & (BlocklistKind.IPv4 | BlocklistKind.IPv6)) == 0)
        {
            throw test!.Error("domain", "expected no such field but on a list of both addresses and domains.");
        }

        ListTestEntry entry = TestEntry(domain, addresses: false);
        domain.RejectUnknownFields();
        return entry;
    }

    /// <summary>What the object <c>ip6</c> in <c>test</c> says, which only a list of both families of addresses has.</summary>
    private static ListTestEntry? IPv6Test(EntryReader? test, BlocklistKind kind)
    {
        EntryReader? ipv6 = test?.Object("ip6");
        if (ipv6 is null)
        {
            return null;
        }

        if ((kind & BlocklistKind.IPv4) == 0 || (kind & BlocklistKind.IPv6) == 0)
        {
            throw test!.Error("ip6", "expected no such field but on a list of both IPv4 and IPv6 addresses.");
        }

        ListTestEntry entry = TestEntry(ipv6, addresses: true);
        ipv6.RejectUnknownFields();
        return entry;
    }

    private static ListTestEntry TestEntry(EntryReader test, bool addresses)
    {
        ListTestEntry usual = addresses ? ListTestEntry.Address : ListTestEntry.Domain;
        string? listed = TestTarget(test, "listed", addresses);
        string? notListed = TestTarget(test, "notListed", addresses);
        string? shallow = test.Text("shallow");
        bool missing = test.OptionalFlag("confirmed") == false;
        _ = test.Text("note");
        return new ListTestEntry
        {
            Listed = missing ? null : listed ?? usual.Listed,
            NotListed = notListed ?? usual.NotListed,
            Shallow = shallow,
        };
    }

    private static string? TestTarget(EntryReader test, string field, bool addresses)
    {
        string? text = test.Text(field);
        if (text is not null && IpAddressText.TryParse(text, out _) != addresses)
        {
            throw test.Error(field, "expected " + (addresses ? "an address" : "a name") + ", found '" + text + "'.");
        }

        return text;
    }

    private static uint Code(EntryReader reader, string field)
    {
        string text = reader.RequiredText(field);
        return IpAddressText.TryParse(text, out System.Net.IPAddress? address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? IpAddressText.ToUInt32(address)
            : throw reader.Error(field, string.Format(CultureInfo.InvariantCulture, "expected an answer such as 127.0.0.2, found '{0}'.", text));
    }
}
