using System;
using System.IO;
using System.Linq;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The part of the catalogue that tells the ways off, as the store reads it beside the lists.</summary>
public sealed class CatalogPartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("delisttools-test-").FullName;
    private int _writes;

    public CatalogPartTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lists"));
        Directory.CreateDirectory(Path.Combine(_folder, "providers"));
        Write("lists/one.json", CatalogText.File(CatalogText.Entry("a-list")));
        Write("providers/one.json", ProviderText.Providers(
            ProviderText.Entry("one", "upstream: [" + ProviderText.Upstream("list", "a-list") + "]"), ProviderText.Entry("two")));
        foreach (string file in Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "providers"), "*.json")
            .Where(f => Path.GetFileName(f) is "plans.json" or "fixes.json"))
        {
            File.Copy(file, Path.Combine(_folder, "providers", Path.GetFileName(file)));
        }
    }

    private string Overlay => Path.Combine(_folder, "own", "catalog.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void LoadProviders_ShippedFiles_AreReadWhenTheyAreAskedForAndOnce()
    {
        CatalogStore store = NewStore();
        Write("providers/broken.json", "{ broken");
        store.Load(out _);
        File.Delete(Path.Combine(_folder, "providers", "broken.json"));

        ProviderCatalog providers = store.LoadProviders(out CatalogException? error);

        Assert.Null(error);
        Assert.Equal(["one", "two"], providers.Providers.Select(p => p.Id));
        Assert.Same(providers, store.LoadProviders(out _));
        Assert.Same(providers.Lists, store.Load(out _));
    }

    [Fact]
    public void LoadProviders_OverlayThatComesChangesAndGoes_IsReadAgain()
    {
        CatalogStore store = NewStore();
        Assert.Equal("one two", Ids(store));
        WriteOverlay(ProviderText.Sections(
            ProviderText.Section("blocklists", CatalogText.Entry("mine")),
            ProviderText.Section("providers", ProviderText.Entry("three", "upstream: [" + ProviderText.Upstream("list", "mine") + "]"), "{ \"id\": \"two\", \"disabled\": true }")));
        Assert.Equal("one three", Ids(store));
        WriteOverlay(ProviderText.Providers(ProviderText.Entry("one", "name: \"Mine\"")));
        Assert.Equal("one two", Ids(store));
        Assert.Equal("Mine", store.LoadProviders(out _).Find("one")!.Name);
        File.Delete(Overlay);
        Assert.Equal("The provider one", store.LoadProviders(out _).Find("one")!.Name);
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("{ \"schema\": 1, \"providers\": [ { \"id\": \"mine\" } ] }")]
    [InlineData("{ \"schema\": 1, \"provider\": [] }")]
    [InlineData("{ \"schema\": 1, \"plans\": [ { \"id\": \"cause-unknown\", \"disabled\": true } ] }")]
    [InlineData("{ \"schema\": 1, \"blocklists\": [ { \"id\": \"mine\" } ] }")]
    public void LoadProviders_BrokenOverlay_LeavesTheShippedOnesInForceAndSaysSo(string overlay)
    {
        WriteOverlay(overlay);
        CatalogStore store = NewStore();

        ProviderCatalog providers = store.LoadProviders(out CatalogException? error);

        Assert.Equal(["one", "two"], providers.Providers.Select(p => p.Id));
        Assert.NotNull(providers.FindPlan("cause-unknown"));
        Assert.Equal(Overlay, error?.File);
        store.LoadProviders(out CatalogException? again);
        Assert.Same(error, again);
        WriteOverlay(ProviderText.Providers());
        store.LoadProviders(out CatalogException? mended);
        Assert.Null(mended);
    }

    [Theory]
    [InlineData("one", "two", "one")]
    [InlineData("two", "one", "two")]
    [InlineData("two", "two", "two")]
    public void LoadProviders_OverlayThatClosesACircle_IsBlamedForIt(string provider, string upstream, string blamed)
    {
        Write("providers/one.json", ProviderText.Providers(
            ProviderText.Entry("one", "upstream: [" + ProviderText.Upstream("provider", "two") + "]"), ProviderText.Entry("two")));
        WriteOverlay(ProviderText.Providers(
            ProviderText.Entry(provider, "upstream: [" + ProviderText.Upstream("provider", upstream) + "]"),
            ProviderText.Entry("three", "upstream: [" + ProviderText.Upstream("provider", "one") + "]")));

        string ids = string.Join(" ", NewStore().LoadProviders(out CatalogException? error).Providers.Select(p => p.Id));

        if (provider == "one")
        {
            // Nothing is wrong with following the same one as before.
            Assert.Equal(("one two three", null), (ids, error));
            return;
        }

        Assert.Equal(("one two", Overlay, blamed, "upstream"), (ids, error?.File, error?.Entry, error?.Field));
    }

    [Fact]
    public void LoadProviders_OwnListWithAPrerequisiteThatIsNoFix_StaysAndIsReported()
    {
        WriteOverlay(CatalogText.File(CatalogText.Entry("mine", "prerequisites: [\"no-such-fix\"]")));

        ProviderCatalog providers = NewStore().LoadProviders(out CatalogException? error);

        Assert.Equal((Overlay, "mine", "prerequisites"), (error?.File, error?.Entry, error?.Field));
        Assert.NotNull(providers.Lists.Find("mine"));
        Assert.NotNull(providers.Find("one"));
    }

    [Fact]
    public void LoadProviders_BrokenShippedFile_Throws()
    {
        Write("providers/two.json", "{ broken");

        Assert.Contains("two.json", Assert.Throws<CatalogException>(() => NewStore().LoadProviders(out _)).File, StringComparison.Ordinal);
    }

    [Fact]
    public void LoadProviders_FolderIsMissing_SaysWhatToDo()
    {
        Directory.Delete(Path.Combine(_folder, "providers"), recursive: true);

        CatalogException error = Assert.Throws<CatalogException>(() => NewStore().LoadProviders(out _));

        Assert.Contains("Install the module again", error.Message, StringComparison.Ordinal);
        Assert.NotNull(NewStore().Load(out _).Find("a-list"));
    }

    private static string Ids(CatalogStore store)
    {
        ProviderCatalog catalog = store.LoadProviders(out CatalogException? error);
        Assert.Null(error);
        return string.Join(" ", catalog.Providers.Select(p => p.Id).Order());
    }

    private CatalogStore NewStore() => new(_folder, () => Overlay);

    private void Write(string name, string json) => File.WriteAllText(Path.Combine(_folder, name), json);

    private void WriteOverlay(string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Overlay)!);
        File.WriteAllText(Overlay, json);
        File.SetLastWriteTimeUtc(Overlay, new DateTime(2026, 11, 23, 0, 0, _writes++, DateTimeKind.Utc));
    }
}
