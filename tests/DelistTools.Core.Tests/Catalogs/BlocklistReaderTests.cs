using System;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class BlocklistReaderTests
{
    [Theory]

    // Required fields.
    [InlineData("name:", "name", "expected some text, found nothing")]
    [InlineData("operator:", "operator", "expected some text, found nothing")]
    [InlineData("about:", "about", "expected some text, found nothing")]
    [InlineData("kind:", "kind", "expected at least one of ip4, ip6, domain, hash")]
    [InlineData("impact:", "impact", "expected one of high, medium, low, none, found nothing")]
    [InlineData("status:", "status", "expected one of live, unknown, merged, dead, found nothing")]
    [InlineData("confidence:", "confidence", "expected one of high, medium, low, found nothing")]
    [InlineData("verifiedOn:", "verifiedOn", "expected some text, found nothing")]
    [InlineData("sources:", "sources", "expected at least one source")]
    [InlineData("zone:", "zone", "expected a zone, a keyedZone, a file, or \"private\": true")]

    // Types.
    [InlineData("name: 1", "name", "expected text, found number")]
    [InlineData("name: null", "name", "expected text, found null")]
    [InlineData("name: \" \"", "name", "expected some text, or no such field")]
    [InlineData("private: \"true\"", "private", "expected true or false, found string")]
    [InlineData("pace: \"25\"", "pace", "expected a number, found string")]
    [InlineData("pace: -1", "pace", "expected a number from 0 to 100000, found -1")]
    [InlineData("pace: 1e9", "pace", "expected a number from 0 to 100000, found 1e9")]
    [InlineData("pace: 1e999", "pace", "expected a number")]
    [InlineData("dailyLimit: \"5000\"", "dailyLimit", "expected a number, found string")]
    [InlineData("dailyLimit: -1", "dailyLimit", "expected a number from 0 to 1000000000, found -1")]
    [InlineData("dailyLimit: 2.5", "dailyLimit", "expected a whole number")]
    [InlineData("own: \"yes\"", "own", "expected true or false, found string")]
    [InlineData("pace: 1-2", "pace", "expected a number from 0 to 100000, found 1-2")]
    [InlineData("pace: 1.2.3", "pace", "expected a number")]
    [InlineData("kind: \"ip4\"", "kind", "expected an array of text, found string")]
    [InlineData("kind: [1]", "kind[0]", "expected some text")]
    [InlineData("kind: [\"ip4\", \"\"]", "kind[1]", "expected some text")]
    [InlineData("includes: [[]]", "includes[0]", "expected some text")]
    [InlineData("test: []", "test", "expected an object, found array")]
    [InlineData("codes: {}", "codes", "expected an array of objects, found object")]
    [InlineData("codes: [\"127.0.0.2\"]", "codes[0]", "expected an object")]

    // Values.
    [InlineData("kind: [\"ip5\"]", "kind", "found 'ip5'")]
    [InlineData("impact: \"High\"", "impact", "found 'High'")]
    [InlineData("impact: \"huge\"", "impact", "found 'huge'")]
    [InlineData("removalPolicy: \"SelfService\"", "removalPolicy", "self-service, auto-expiry, contact, isp-only, paid-express, none")]
    [InlineData("verifiedOn: \"23.11.2026\"", "verifiedOn", "expected a date such as 2026-11-23, found '23.11.2026'")]
    [InlineData("verifiedOn: \"2026-02-30\"", "verifiedOn", "found '2026-02-30'")]
    [InlineData("zone: \"nodots\"", "zone", "expected a domain name, found 'nodots'")]
    [InlineData("zone: \"<key>.one.test\"", "zone", "expected a domain name")]
    [InlineData("keyedZone: \"one.test\"", "keyedZone", "expected a zone with <key> in it, found 'one.test'")]
    [InlineData("combine: \"or\"", "combine", "expected bitmask, or no such field, found 'or'")]
    [InlineData("removalUrl: \"example.com/removal\"", "removalUrl", "expected a web address")]
    [InlineData("lookupUrl: \"ftp://example.com/\"", "lookupUrl", "expected a web address")]
    [InlineData("test: { \"listed\": \"127.1\" }", "test.listed", "expected an address, found '127.1'")]
    [InlineData("test: { \"notListed\": \"test\" }", "test.notListed", "expected an address, found 'test'")]
    [InlineData("test: { \"lsted\": \"127.0.0.2\" }", "test.lsted", "expected no field of this name here")]
    [InlineData("sources: [{ \"date\": \"2026\" }]", "sources[0].source", "expected some text, found nothing")]
    [InlineData("sources: [{ \"source\": \"a\", \"url\": \"b\" }]", "sources[0].url", "expected no field of this name here")]

    // Codes and refusals.
    [InlineData("codes: [{ \"meaning\": \"m\" }]", "codes[0].code", "expected exactly one of code, bit, or from and to")]
    [InlineData("codes: [{ \"code\": \"127.0.0.2\", \"from\": \"127.0.0.2\", \"meaning\": \"m\" }]", "codes[0].code", "expected exactly one")]
    [InlineData("codes: [{ \"code\": \"127.0.0.2\" }]", "codes[0].meaning", "expected some text")]
    [InlineData("codes: [{ \"code\": \"2\", \"meaning\": \"m\" }]", "codes[0].code", "expected an answer such as 127.0.0.2, found '2'")]
    [InlineData("codes: [{ \"code\": \"::1\", \"meaning\": \"m\" }]", "codes[0].code", "found '::1'")]
    [InlineData("codes: [{ \"from\": \"127.0.0.2\", \"meaning\": \"m\" }]", "codes[0].to", "expected some text")]
    [InlineData("codes: [{ \"from\": \"127.0.0.3\", \"to\": \"127.0.0.2\", \"meaning\": \"m\" }]", "codes[0].to", "expected an address not below from")]
    [InlineData("codes: [{ \"bit\": 2, \"meaning\": \"m\" }]", "codes[0].bit", "on a list with \"combine\": \"bitmask\"")]
    [InlineData("codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"m\", \"verdict\": \"refused\" }]", "codes[0].verdict", "expected listed or informational")]
    [InlineData("codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"m\", \"scop\": \"range\" }]", "codes[0].scop", "expected no field of this name here")]
    [InlineData("codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"m\" }, { \"code\": \"x\", \"meaning\": \"m\" }]", "codes[1].code", "found 'x'")]
    [InlineData("codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"m\", \"list\": \"nowhere\" }]", "codes", "found 'nowhere'")]
    [InlineData("refusals: [{ \"code\": \"127.0.0.256\", \"meaning\": \"m\" }]", "refusals[0].code", "found '127.0.0.256'")]
    [InlineData("refusals: [{ \"code\": \"127.0.0.255\" }]", "refusals[0].meaning", "expected some text")]
    [InlineData("refusals: [{ \"code\": \"127.0.0.255\", \"meaning\": \"m\", \"verdict\": \"listed\" }]", "refusals[0].verdict", "expected no field")]

    // References and misspellings.
    [InlineData("includes: [\"nowhere\"]", "includes", "expected ids of lists in the catalogue, found 'nowhere'")]
    [InlineData("refusal: []", "refusal", "expected no field of this name here")]
    [InlineData("Zone: \"one.test\"", "Zone", "expected no field of this name here")]
    [InlineData("disabled: true", "disabled", "expected no field of this name here")]
    public void Build_FieldThatIsWrong_NamesFileEntryFieldAndExpectation(string field, string place, string expected)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Catalog(CatalogText.Entry("one", field)));

        Assert.Equal((CatalogText.ShippedFile, "one", place), (error.File, error.Entry, error.Field));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
        Assert.StartsWith("shipped.json, entry 'one', field '" + place + "': expected", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 25, 50_000)]
    [InlineData("pace: 5", 5, 50_000)]
    [InlineData("pace: 0", 0, 0)]
    [InlineData("pace: 0|dailyLimit: 7", 0, 7)]
    [InlineData("dailyLimit: 0", 25, 0)]
    [InlineData("dailyLimit: 2500", 25, 2500)]
    [InlineData("own: true", 0, 0)]
    [InlineData("own: true|pace: 0|dailyLimit: 0", 0, 0)]
    [InlineData("own: false", 25, 50_000)]
    public void Build_WhatMayBeAsked_IsReadOrSetWithCaution(string fields, double pace, int dailyLimit)
    {
        Blocklist list = CatalogText.Catalog(CatalogText.Entry("one", fields.Split('|', StringSplitOptions.RemoveEmptyEntries))).Find("one")!;

        Assert.Equal((pace, dailyLimit, pace > 0 || dailyLimit > 0), (list.Rules.Pace, list.Rules.DailyLimit, list.Rules.HasBudget));
        Assert.Equal((pace, dailyLimit), (list.Asked("mirror.test").Rules.Pace, list.Asked("mirror.test").Rules.DailyLimit));
    }

    [Theory]
    [InlineData("pace: 5")]
    [InlineData("dailyLimit: 5")]
    public void Build_OwnServerWithLimits_IsRefused(string limit)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Catalog(CatalogText.Entry("one", "own: true", limit)));

        Assert.Equal("own", error.Field);
    }

    [Fact]
    public void Build_BudgetsOfTheUser_GoBeforeTheEntrys()
    {
        ListCatalog catalog = CatalogText.Load(
            CatalogText.File(CatalogText.Entry("one", "dailyLimit: 2500"), CatalogText.Entry("two"), CatalogText.Entry("three")),
            "{ \"schema\": 1, \"budgets\": [ { \"id\": \"one\", \"pace\": 100 }, { \"id\": \"two\", \"dailyLimit\": 9 }, { \"id\": \"three\", \"own\": true } ] }");

        Assert.Equal((100, 2500), (catalog.Find("one")!.Rules.Pace, catalog.Find("one")!.Rules.DailyLimit));
        Assert.Equal((25, 9), (catalog.Find("two")!.Rules.Pace, catalog.Find("two")!.Rules.DailyLimit));
        Assert.False(catalog.Find("three")!.Rules.HasBudget);
    }

    [Theory]
    [InlineData("{ \"id\": \"nowhere\", \"pace\": 1 }", "id", "expected the id of a list, found 'nowhere'")]
    [InlineData("{ \"id\": \"one\", \"Pace\": 1 }", "Pace", "expected no field of this name here")]
    public void Build_BudgetThatIsWrong_IsRefused(string budget, string field, string expected)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Load(
            CatalogText.File(CatalogText.Entry("one")), "{ \"schema\": 1, \"budgets\": [ " + budget + " ] }"));

        Assert.Equal((CatalogText.OverlayFile, field), (error.File, error.Field));
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(256)]
    [InlineData(1.5)]
    public void Build_BitThatIsNone_IsRefused(double bit)
    {
        string number = bit.ToString(System.Globalization.CultureInfo.InvariantCulture);

        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Catalog(CatalogText.Entry(
            "one", "combine: \"bitmask\"", "codes: [{ \"bit\": " + number + ", \"meaning\": \"m\" }]")));

        Assert.Equal("codes[0].bit", error.Field);
    }

    [Fact]
    public void Build_EveryField_ArrivesWhereItBelongs()
    {
        Blocklist list = CatalogText.Catalog(
            CatalogText.Entry("part"),
            CatalogText.Entry(
                "one",
                "kind: [\"ip4\", \"ip6\"]",
                "keyedZone: \"<key>.one.test\"",
                "otherZones: [\"old.one.test\"]",
                "sharesZone: true",
                "polarity: \"reputation\"",
                "scope: \"network\"",
                "combine: \"bitmask\"",
                "codes: [{ \"bit\": 128, \"meaning\": \"high bit\", \"verdict\": \"informational\", \"scope\": \"policy\" }, "
                    + "{ \"from\": \"127.1.0.0\", \"to\": \"127.1.0.9\", \"meaning\": \"score\", \"list\": \"part\" }]",
                "refusals: [{ \"code\": \"127.0.0.255\", \"meaning\": \"go away\" }]",
                "test: { \"listed\": \"127.0.0.9\", \"notListed\": \"127.0.0.8\", \"shallow\": \"test\", \"confirmed\": true, \"note\": \"n\" }",
                "includes: [\"part\"]",
                "publicResolvers: \"limited\"",
                "registration: \"r\"",
                "lookupUrl: \"https://example.com/l\"",
                "removalUrl: \"http://example.com/r\"",
                "removalAddress: \"a@example.com\"",
                "removalDetail: \"d\"",
                "removalPolicy: \"paid-express\"",
                "expiry: \"e\"",
                "fee: \"f\"",
                "processingTime: \"p\"",
                "impactNote: \"i\"",
                "statusDate: \"s\"",
                "closedBehaviour: \"c\"",
                "notes: \"n\"",
                "pace: 0",
                "sources: [{ \"source\": \"a\", \"date\": \"2026\", \"supports\": \"all\" }, { \"source\": \"b\" }]")).Find("one")!;
        ListRules rules = list.Rules;

        Assert.Equal(BlocklistKind.IPv4 | BlocklistKind.IPv6, list.Kind);
        Assert.Equal(("one.test", "<key>.one.test", "one.test"), (rules.PublicZone, rules.KeyedZone, list.Zone));
        Assert.Equal(new[] { "old.one.test" }, rules.OtherZones);
        Assert.Equal((true, true, ListPolarity.Reputation, 0.0), (rules.SharesZone, rules.IsBitmask, rules.Polarity, rules.Pace));
        Assert.Equal((ListingScope.Network, false, false), (list.Scope, list.RequiresKey, list.HasKey));
        Assert.Equal((128, true, ListingScope.Policy), (rules.Codes[0].Bit, rules.Codes[0].IsInformational, rules.Codes[0].Scope));
        Assert.Equal((0x7F010000u, 0x7F010009u, "part", false), (rules.Codes[1].From, rules.Codes[1].To, rules.Codes[1].Component, rules.Codes[1].IsInformational));
        Assert.Equal((0x7F0000FFu, "go away"), (rules.Refusals[0].Code, rules.Refusals[0].Meaning));
        Assert.Equal(("127.0.0.9", "127.0.0.8", "test"), (rules.Test!.Listed, rules.Test.NotListed, rules.Test.Shallow));
        Assert.Equal((PublicResolverPolicy.Limited, RemovalPolicy.PaidExpress), (list.PublicResolvers, list.RemovalPolicy));
        Assert.Equal(("r", "https://example.com/l", "http://example.com/r"), (list.Registration, list.LookupUrl, list.RemovalUrl));
        Assert.Equal(("a@example.com", "d", "e", "f", "p"), (list.RemovalAddress, list.RemovalDetail, list.Expiry, list.Fee, list.ProcessingTime));
        Assert.Equal(("i", "s", "c", "n"), (list.ImpactNote, list.StatusDate, list.ClosedBehaviour, list.Notes));
        Assert.Equal(new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc), list.VerifiedOn);
        Assert.Equal(DateTimeKind.Utc, list.VerifiedOn.Kind);
        Assert.Equal(new[] { "a (2026)", "b" }, list.Sources.Select(s => s.ToString()));
        Assert.Equal("all", list.Sources[0].Supports);
    }

    [Fact]
    public void Build_FewestFields_GiveTheDocumentedDefaults()
    {
        Blocklist list = CatalogText.Catalog(CatalogText.Entry("one")).Find("ONE")!;

        Assert.Equal((ListingScope.Address, RemovalPolicy.NotKnown, PublicResolverPolicy.NotKnown), (list.Scope, list.RemovalPolicy, list.PublicResolvers));
        Assert.Equal((ListPolarity.Block, ListRules.DefaultPace, false, false), (list.Rules.Polarity, list.Rules.Pace, list.Rules.IsBitmask, list.Rules.SharesZone));
        Assert.Null(list.Rules.Test);
        Assert.Empty(list.Includes);
        Assert.False(list.IsPrivate);
    }

    [Theory]
    [InlineData("{}", "127.0.0.2", "127.0.0.1")]
    [InlineData("{ \"confirmed\": false }", null, "127.0.0.1")]
    [InlineData("{ \"listed\": \"127.0.0.9\", \"confirmed\": false }", null, "127.0.0.1")]
    [InlineData("{ \"listed\": \"127.0.0.9\" }", "127.0.0.9", "127.0.0.1")]
    public void Build_TestOfAnAddressList_FallsBackToRfc5782(string test, string? listed, string notListed)
    {
        ListTestEntry? entry = CatalogText.Catalog(CatalogText.Entry("one", "test: " + test)).Find("one")!.Rules.Test;

        Assert.Equal((listed, notListed), (entry?.Listed, entry?.NotListed));
    }

    [Fact]
    public void Build_TestOfADomainList_FallsBackToRfc5782()
    {
        ListTestEntry? entry = CatalogText.Catalog(CatalogText.Entry("one", "kind: [\"domain\"]", "test: {}")).Find("one")!.Rules.Test;

        Assert.Equal(("test", "invalid"), (entry?.Listed, entry?.NotListed));
    }

    [Fact]
    public void Build_TestOfAListOfBothKinds_IsOneForEach()
    {
        ListCatalog catalog = CatalogText.Catalog(
            CatalogText.Entry("both", "kind: [\"ip4\", \"domain\"]", "test: { \"listed\": \"127.0.0.9\", \"domain\": { \"listed\": \"deep.both.example\", \"shallow\": \"test\" } }"),
            CatalogText.Entry("half", "kind: [\"ip4\", \"domain\"]", "test: { \"confirmed\": false }"),
            CatalogText.Entry("none", "kind: [\"ip4\", \"domain\"]", "test: { \"domain\": { \"confirmed\": false } }"));

        Assert.Equal(
            new[] { "127.0.0.9 127.0.0.1 ", "deep.both.example invalid test", " 127.0.0.1 ", "test invalid ", "127.0.0.2 127.0.0.1 ", " invalid " },
            catalog.Blocklists.OrderBy(l => l.Id != "both").ThenBy(l => l.Id).SelectMany(l => new[] { false, true }.Select(d => l.Rules.TestFor(d ? BlocklistKind.Domain : BlocklistKind.IPv4, l.Kind)))
                .Select(t => t.Listed + " " + t.NotListed + " " + t.Shallow));
    }

    [Fact]
    public void Build_Asks_IsTheRegistrableDomainUnlessItSaysHost()
    {
        ListCatalog catalog = CatalogText.Catalog(
            CatalogText.Entry("plain", "kind: [\"domain\"]"), CatalogText.Entry("host", "kind: [\"domain\"]", "asks: \"host\"", "otherZones: [\"part.host.test\"]"));

        Assert.Equal(DomainAsked.Registrable, catalog.Find("plain")!.Rules.Asks);
        Assert.Equal(DomainAsked.Host, catalog.Find("host")!.Rules.Asks);
        Assert.Equal(DomainAsked.Host, catalog.Find("host")!.Asked("part.host.test").Rules.Asks);
    }

    [Theory]
    [InlineData("kind: [\"ip4\"]", "asks: \"host\"")]
    [InlineData("kind: [\"domain\"]", "asks: \"address\"")]
    [InlineData("kind: [\"domain\"]", "test: { \"listed\": \"127.0.0.2\" }")]
    [InlineData("kind: [\"domain\"]", "test: { \"domain\": {} }")]
    [InlineData("kind: [\"ip4\"]", "test: { \"domain\": {} }")]
    [InlineData("kind: [\"ip4\", \"domain\"]", "test: { \"listed\": \"test\" }")]
    [InlineData("kind: [\"ip4\", \"domain\"]", "test: { \"domain\": { \"listed\": \"127.0.0.2\" } }")]
    [InlineData("kind: [\"ip4\", \"domain\"]", "test: { \"domain\": { \"misspelt\": true } }")]
    public void Build_FieldOfAnotherKindOfList_IsAnError(string kind, string field) =>
        Assert.Equal("one", Assert.Throws<CatalogException>(() => CatalogText.Catalog(CatalogText.Entry("one", kind, field))).Entry);

    [Theory]
    [InlineData("private: true")]
    [InlineData("status: \"dead\"")]
    [InlineData("status: \"merged\"")]
    [InlineData("otherZones: [\"old.one.test\"]")]
    public void Build_ListThatIsNeverAsked_NeedsNoZone(string field) =>
        Assert.Null(CatalogText.Catalog(CatalogText.Entry("one", "zone:", field)).Find("one")!.Zone);

    [Fact]
    public void Build_KeyedZone_IsAskedWhereAKeyIsSet()
    {
        string both = CatalogText.File(
            CatalogText.Entry("open", "keyedZone: \"<key>.open.test\""), CatalogText.Entry("locked", "zone:", "keyedZone: \"<key>.locked.test\""));
        ListCatalog without = CatalogText.Load(both);
        ListCatalog with = CatalogText.Load(both, keys: CatalogText.Keys("open=k1", "locked=k2"));

        Assert.Equal(("open.test", false, false), (without.Find("open")!.Zone, without.Find("open")!.HasKey, without.Find("open")!.RequiresKey));
        Assert.Equal(("<key>.locked.test", false, true), (without.Find("locked")!.Zone, without.Find("locked")!.HasKey, without.Find("locked")!.RequiresKey));
        Assert.Equal(("<key>.open.test", true), (with.Find("open")!.Zone, with.Find("open")!.HasKey));
        Assert.Equal(("<key>.locked.test", true), (with.Find("locked")!.Zone, with.Find("locked")!.HasKey));
        Assert.Equal("k1", with.KeyOf(with.Find("open")!)?.Reveal());
        Assert.Null(without.KeyOf(without.Find("open")!));
    }
}
