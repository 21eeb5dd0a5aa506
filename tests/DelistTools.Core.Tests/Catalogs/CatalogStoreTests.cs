using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class CatalogStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("delisttools-test-").FullName;
    private readonly CatalogStore _store;
    private int _writes;

    public CatalogStoreTests()
    {
        Directory.CreateDirectory(Path.Combine(Shipped, "lists", "deeper"));
        File.WriteAllText(Path.Combine(Shipped, "lists", "one.json"), CatalogText.File(CatalogText.Entry("one")));
        File.WriteAllText(
            Path.Combine(Shipped, "lists", "deeper", "keyed.json"), CatalogText.File(CatalogText.Entry("keyed", "zone:", "keyedZone: \"<key>.keyed.test\"")));
        _store = NewStore();
    }

    private string Shipped => Path.Combine(_folder, "shipped");

    private string Overlay => Path.Combine(_folder, "own", "catalog.json");

    private string KeyFile => Path.Combine(_folder, "own", "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_WithoutOwnFiles_GivesEveryShippedFileAndWritesNothing()
    {
        Assert.Equal("keyed one", Ids());
        Assert.False(Directory.Exists(Path.GetDirectoryName(Overlay)));
        Assert.Equal((Overlay, KeyFile), (_store.OverlayPath, _store.KeyPath));
    }

    [Fact]
    public void UserOverlayPath_AccountWithoutAConfigurationFolderYet_DoesNotLieBelowTheCurrentFolder()
    {
        (string Name, string? Value)[] before = new[] { "XDG_CONFIG_HOME", CatalogStore.OverlayVariable }
            .Select(n => (n, Environment.GetEnvironmentVariable(n))).ToArray();
        try
        {
            Environment.SetEnvironmentVariable("XDG_CONFIG_HOME", Path.Combine(_folder, "not-there-yet"));
            Environment.SetEnvironmentVariable(CatalogStore.OverlayVariable, null);

            Assert.True(Path.IsPathFullyQualified(CatalogStore.UserOverlayPath()), CatalogStore.UserOverlayPath());
        }
        finally
        {
            foreach ((string name, string? value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    [Fact]
    public void Load_NothingChanged_GivesTheSameCatalogue() => Assert.Same(_store.Load(out _), _store.Load(out _));

    [Fact]
    public void Load_OverlayThatComesChangesAndGoes_IsReadAgain()
    {
        Assert.Equal("keyed one", Ids());
        WriteOverlay(CatalogText.File(CatalogText.Entry("mine")));
        Assert.Equal("keyed mine one", Ids());
        WriteOverlay(CatalogText.File(CatalogText.Entry("ours")));
        Assert.Equal("keyed one ours", Ids());
        File.Delete(Overlay);
        Assert.Equal("keyed one", Ids());
    }

    [Theory]
    [InlineData("{ broken")]
    [InlineData("")]
    [InlineData("{ \"schema\": 1, \"blocklists\": [ { \"id\": \"mine\" } ] }")]
    [InlineData("{ \"schema\": 1, \"blocklists\": [ { \"id\": \"one\", \"disabled\": true, \"x\": 1 } ] }")]
    [InlineData("{ \"schema\": 1, \"keys\": [ { \"id\": \"keyed\", \"key\": \"not a key\" } ] }")]
    public void Load_BrokenOverlay_LeavesTheShippedListsWorkingUntilItIsMended(string overlay)
    {
        WriteOverlay(overlay);

        ListCatalog catalog = _store.Load(out CatalogException? error);

        Assert.Equal(new[] { "keyed", "one" }, catalog.Blocklists.Select(l => l.Id).Order());
        Assert.Equal(Overlay, error?.File);
        _store.Load(out CatalogException? again);
        Assert.Same(error, again);
        WriteOverlay(CatalogText.File());
        _store.Load(out CatalogException? mended);
        Assert.Null(mended);
    }

    [Fact]
    public void Load_BrokenOverlay_LeavesTheKeysInForce()
    {
        NewStore().SetKey("keyed", new AccountKey("k1"), persist: true);
        WriteOverlay("{ broken");

        ListCatalog catalog = _store.Load(out CatalogException? error);

        Assert.Equal(Overlay, error?.File);
        Assert.Equal("k1", KeyIn(catalog));
    }

    [Fact]
    public void Load_BrokenKeyFile_LeavesTheOverlayInForce()
    {
        WriteOverlay(CatalogText.File(CatalogText.Entry("mine")));
        File.WriteAllText(KeyFile, "{ broken");

        Assert.NotNull(_store.Load(out CatalogException? error).Find("mine"));
        Assert.Equal(KeyFile, error?.File);
    }

    [Fact]
    public void Load_BothOwnFilesBroken_LeavesTheShippedListsWorking()
    {
        WriteOverlay("{ broken");
        File.WriteAllText(KeyFile, "{ broken");

        Assert.NotNull(_store.Load(out CatalogException? error).Find("one"));
        Assert.Equal(Overlay, error?.File);
    }

    [Fact]
    public void LoadSuffixes_OwnCopyThatComesChangesBreaksAndGoes_IsFollowed()
    {
        const string Private = "// ===BEGIN PRIVATE DOMAINS===\n";
        Directory.CreateDirectory(Path.Combine(Shipped, "suffixes"));
        File.WriteAllText(Path.Combine(Shipped, "suffixes", PublicSuffixFiles.FileName), "// VERSION: shipped\n// ===BEGIN ICANN DOMAINS===\ncom\n" + Private);
        Assert.Equal("shipped", _store.LoadSuffixes(out _).Version);
        Assert.Same(_store.LoadSuffixes(out _), _store.LoadSuffixes(out _));

        Directory.CreateDirectory(Path.GetDirectoryName(Overlay)!);
        File.WriteAllText(_store.SuffixPath, "// VERSION: own\n// ===BEGIN ICANN DOMAINS===\ncom\n" + Private);
        Assert.Equal("own", _store.LoadSuffixes(out _).Version);
        File.WriteAllText(_store.SuffixPath, "<html>Not found</html>");
        Assert.Equal("shipped", _store.LoadSuffixes(out CatalogException? error).Version);
        Assert.Equal(_store.SuffixPath, error?.File);
        File.Delete(_store.SuffixPath);
        Assert.Equal("shipped", _store.LoadSuffixes(out error).Version);
        Assert.Null(error);
    }

    [Fact]
    public void LoadSuffixes_ShippedFileMissing_Throws() => Assert.Throws<CatalogException>(() => _store.LoadSuffixes(out _));

    [Fact]
    public void Load_BrokenShippedFile_Throws()
    {
        File.WriteAllText(Path.Combine(Shipped, "lists", "two.json"), "{ broken");

        Assert.Contains("two.json", Assert.Throws<CatalogException>(() => _store.Load(out _)).File, StringComparison.Ordinal);
    }

    [Fact]
    public void SetKey_ForThisSession_IsInForceAndKeptNowhere()
    {
        Assert.Null(KeyIn(_store.Load(out _)));

        _store.SetKey("keyed", new AccountKey("k1"), persist: false);

        Assert.Equal("k1", KeyIn(_store.Load(out _)));
        Assert.True(_store.Load(out _).Find("keyed")!.HasKey);
        Assert.False(File.Exists(KeyFile));
        Assert.Null(KeyIn(NewStore().Load(out _)));
    }

    [Fact]
    public void SetKey_Kept_SurvivesTheProcessBesideOtherKeys()
    {
        _store.SetKey("keyed", new AccountKey("k1"), persist: true);
        NewStore().SetKey("one", new AccountKey("k2"), persist: true);
        NewStore().SetKey("KEYED", new AccountKey("k3-New"), persist: true);

        Assert.Equal("k3-New", KeyIn(NewStore().Load(out _)));
        Assert.Equal(2, File.ReadAllText(KeyFile).Split("\"id\"").Length - 1);
        Assert.Equal(new[] { KeyFile }, Directory.GetFiles(Path.GetDirectoryName(KeyFile)!));
    }

    [Fact]
    public void SetKey_Kept_IsReadableByTheOwnerAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllText(KeyFile, CatalogText.Keys("keyed=k0"));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(KeyFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        _store.SetKey("keyed", new AccountKey("k1"), persist: true);

        Assert.Equal("k1", KeyIn(NewStore().Load(out _)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Fact]
    public void SetKey_KeyFileIsBroken_ThrowsAndLeavesItAlone()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(KeyFile)!);
        File.WriteAllText(KeyFile, "{ broken");

        Assert.Throws<CatalogException>(() => _store.SetKey("keyed", new AccountKey("k1"), persist: true));
        Assert.Equal("{ broken", File.ReadAllText(KeyFile));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void RemoveKey_Set_IsForgottenHereAndInTheFile(bool persist)
    {
        _store.SetKey("keyed", new AccountKey("k1"), persist);

        Assert.True(_store.RemoveKey("Keyed"));
        Assert.Null(KeyIn(_store.Load(out _)));
        Assert.Null(KeyIn(NewStore().Load(out _)));
        Assert.False(_store.RemoveKey("keyed"));
    }

    [Fact]
    public void RemoveKey_OneOfTwo_LeavesTheOther()
    {
        _store.SetKey("keyed", new AccountKey("k1"), persist: true);
        _store.SetKey("one", new AccountKey("k2"), persist: true);

        Assert.True(NewStore().RemoveKey("one"));
        Assert.Equal("k1", KeyIn(NewStore().Load(out _)));
    }

    [Fact]
    public void Load_OverlayThatAddsAList_IsSelectedLikeOthers()
    {
        WriteOverlay(CatalogText.File(CatalogText.Entry("mine", "pace: 0")));

        IReadOnlyList<SelectedList> lists = new ListSelector(_store.Load(out _)).Select(
            Array.Empty<NamePattern>(), Array.Empty<BlocklistImpact>(), Array.Empty<string>(), BlocklistKind.IPv4);

        Assert.Equal(new[] { "mine", "one" }, lists.Select(l => l.List.Id).Order());
    }

    private static string? KeyIn(ListCatalog catalog) => catalog.KeyOf(catalog.Find("keyed")!)?.Reveal();

    private CatalogStore NewStore() => new(Shipped, () => Overlay);

    private string Ids()
    {
        ListCatalog catalog = _store.Load(out CatalogException? error);
        Assert.Null(error);
        return string.Join(" ", catalog.Blocklists.Select(l => l.Id).Order());
    }

    /// <summary>Writes of one clock tick and one length look the same: each gets a time of its own.</summary>
    private void WriteOverlay(string json)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Overlay)!);
        File.WriteAllText(Overlay, json);
        File.SetLastWriteTimeUtc(Overlay, new DateTime(2026, 11, 23, 0, 0, _writes++, DateTimeKind.Utc));
    }
}
