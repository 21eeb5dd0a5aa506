using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ListCatalogTests
{
    private static readonly string Shipped = CatalogText.File(
        CatalogText.Entry("whole", "includes: [\"part\"]", "codes: [{ \"code\": \"127.0.0.3\", \"meaning\": \"m\", \"list\": \"part\" }]"),
        CatalogText.Entry("part"));

    [Fact]
    public void Build_OverlayEntryWithANewId_IsAdded()
    {
        ListCatalog catalog = CatalogText.Load(Shipped, CatalogText.File(CatalogText.Entry("mine", "includes: [\"part\"]")));

        Assert.Equal(new[] { "whole", "part", "mine" }, catalog.Blocklists.Select(l => l.Id));
    }

    [Fact]
    public void Build_OverlayEntryWithAKnownId_ReplacesItWhole()
    {
        ListCatalog catalog = CatalogText.Load(Shipped, CatalogText.File(CatalogText.Entry("whole", "zone: \"other.test\"")));

        Blocklist whole = catalog.Find("whole")!;
        Assert.Equal("other.test", whole.Zone);
        Assert.Empty(whole.Includes);
        Assert.Empty(whole.Rules.Codes);
        Assert.Null(catalog.FindByZone("whole.test"));
        Assert.Equal(2, catalog.Blocklists.Count);
    }

    [Theory]
    [InlineData("whole", "includes: [\"whole\"]")]
    [InlineData("part", "includes: [\"whole\"]")]
    public void Build_ListsThatContainOneAnother_AreAnErrorOfTheirFile(string id, string includes)
    {
        CatalogException error = Assert.Throws<CatalogException>(
            () => CatalogText.Load(Shipped, CatalogText.File(CatalogText.Entry(id, includes))));

        Assert.Equal((CatalogText.OverlayFile, id, "includes"), (error.File, error.Entry, error.Field));
    }

    [Fact]
    public void Build_OverlayDisablesAnIncludedList_IsStillKnownToTheOthers()
    {
        ListCatalog catalog = CatalogText.Load(Shipped, CatalogText.File("{ \"id\": \"part\", \"disabled\": true }"));

        Assert.Null(catalog.Find("part"));
        Assert.Null(catalog.FindByZone("part.test"));
        Assert.Equal(new[] { "part" }, catalog.Find("whole")!.Includes);
    }

    [Theory]
    [InlineData("{ \"id\": \"nowhere\", \"disabled\": true }", 2)]
    [InlineData("{ \"id\": \"part\", \"disabled\": true }", 1)]
    public void Build_Disabled_TakesOutWhatIsThere(string entry, int left) =>
        Assert.Equal(left, CatalogText.Load(Shipped, CatalogText.File(entry)).Blocklists.Count);

    [Fact]
    public void Build_DisabledFalse_IsAnEntryLikeOthers() =>
        Assert.NotNull(CatalogText.Load(Shipped, CatalogText.File(CatalogText.Entry("mine", "disabled: false"))).Find("mine"));

    [Fact]
    public void Build_DisabledWithMoreFields_IsRefused()
    {
        CatalogException error = Assert.Throws<CatalogException>(
            () => CatalogText.Load(Shipped, CatalogText.File("{ \"id\": \"part\", \"disabled\": true, \"zone\": \"a.test\" }")));

        Assert.Equal((CatalogText.OverlayFile, "part", "zone"), (error.File, error.Entry, error.Field));
    }

    [Fact]
    public void Build_IdTwiceInTheShippedFiles_NamesBothFiles()
    {
        CatalogException error = Assert.Throws<CatalogException>(() => ListCatalog.Build(
            new[] { CatalogText.Document("a.json", Shipped), CatalogText.Document("b.json", CatalogText.File(CatalogText.Entry("part"))) },
            Array.Empty<CatalogDocument>(),
            new Dictionary<string, AccountKey>()));

        Assert.Equal(("b.json", "part", "id"), (error.File, error.Entry, error.Field));
        Assert.Contains("a.json has it too", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_IdTwiceInTheOverlay_IsRefused()
    {
        CatalogException error = Assert.Throws<CatalogException>(
            () => CatalogText.Load(Shipped, CatalogText.File(CatalogText.Entry("mine"), CatalogText.Entry("mine"))));

        Assert.Equal((CatalogText.OverlayFile, "mine", "id"), (error.File, error.Entry, error.Field));
    }

    [Fact]
    public void Build_ErrorInTheOverlay_NamesTheOverlay()
    {
        CatalogException error = Assert.Throws<CatalogException>(
            () => CatalogText.Load(Shipped, CatalogText.File(CatalogText.Entry("mine", "zone: \"x\""))));

        Assert.Equal(CatalogText.OverlayFile, error.File);
    }

    [Fact]
    public void Build_KeysInAShippedFile_AreRefused()
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Load(CatalogText.Keys("part=k1")));

        Assert.Equal("keys", error.Field);
    }

    [Theory]
    [InlineData("{ \"id\": \"part\", \"key\": \"S3CR3T with spaces\" }")]
    [InlineData("{ \"id\": \"part\", \"key\": \"S3CR3T.\" }")]
    [InlineData("{ \"id\": \"part\", \"key\": \"S3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3TS3CR3T\" }")]
    [InlineData("{ \"id\": \"part\", \"key\": [\"S3CR3T\"] }")]
    [InlineData("{ \"id\": \"part\", \"key\": S3CR3T }")]
    [InlineData("{ \"id\": \"part\", \"key\": \"S3CR3T }")]
    [InlineData("{ \"id\": \"part\", \"key\": 'S3CR3T' }")]
    [InlineData("{ \"id\": \"part\", \"key\": \"S3CR3T\" S3CR3T }")]
    [InlineData("{ \"id\": \"part\", \"key\" \"S3CR3T\" }")]
    public void Build_WrongKey_IsNotRepeatedInItsMessage(string entry)
    {
        string keys = "{ \"schema\": 1, \"keys\": [ " + entry + " ] }";

        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Load(Shipped, keys: keys));

        Assert.Equal("keys.json", error.File);
        Assert.DoesNotContain(ObjectStrings.In(error), s => s.Contains("S3CR3T", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Build_SessionKey_GoesBeforeTheKeptOne()
    {
        ListCatalog catalog = ListCatalog.Build(
            new[] { CatalogText.Document("a.json", CatalogText.File(CatalogText.Entry("one", "keyedZone: \"<key>.one.test\""))) },
            new[] { CatalogText.Document("keys.json", CatalogText.Keys("one=kept")) },
            new Dictionary<string, AccountKey> { ["ONE"] = new("session") });

        Assert.Equal("session", catalog.KeyOf(catalog.Find("one")!)?.Reveal());
    }

    [Fact]
    public void FindByZone_SharedZone_IsTheListThatHoldsAllOfIt()
    {
        ListCatalog catalog = CatalogText.Catalog(
            CatalogText.Entry("part", "zone: \"shared.test\"", "sharesZone: true"),
            CatalogText.Entry("whole", "zone: \"shared.test\"", "otherZones: [\"own.test\"]"),
            CatalogText.Entry("owner", "zone: \"own.test\""));

        Assert.Equal("whole", catalog.FindByZone("Shared.TEST.")?.Id);
        Assert.Equal("owner", catalog.FindByZone("own.test")?.Id);
        Assert.Null(catalog.FindByZone("sub.own.test"));
        Assert.Equal(new[] { "own.test", "shared.test" }, catalog.Zones.OrderBy(z => z, StringComparer.Ordinal));
    }

    [Fact]
    public void Nearest_EmptyCatalogue_IsNull() => Assert.Null(CatalogText.Catalog().Nearest("anything"));
}
