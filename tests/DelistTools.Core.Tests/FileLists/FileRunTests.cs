using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>Lists in files, read by the same rules as lists on the wire.</summary>
public sealed class FileRunTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private int _written;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task CheckAsync_ListedAddress_IsSaidWithCodeTextTtlAndFile()
    {
        Blocklist list = FileRun.List(Write("$TTL 90\n1.2.3.4 :127.0.0.4:See \u001b[31m$\n"), rules: new ListRules { Codes = [Lists.Code("127.0.0.4", "Sends spam")] });
        FileRun run = new(false, list);

        IpBlocklistResult result = await run.CheckAsync("1.2.3.4");

        BlocklistCheck check = result.Checks.Single();
        Assert.Equal(ListingStatus.Listed, result.Status);
        Assert.Equal(ListingVerdict.Listed, check.Verdict);
        Assert.Equal(["127.0.0.4"], check.Codes);
        Assert.Equal(["Sends spam"], check.Meanings);
        Assert.Equal(["See  [31m1.2.3.4"], check.Texts);
        Assert.Equal("Sends spam [See  [31m1.2.3.4]", check.Reason);
        Assert.Equal(TimeSpan.FromSeconds(90), check.Ttl);
        Assert.Equal(ListHealth.Healthy, check.Health);
        Assert.Null(check.Zone);
        Assert.Equal(list.File, check.Resolver);
        Assert.Equal(list.File, result.Resolver);
        Assert.Empty(result.Advice);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public async Task CheckAsync_AddressThatIsNotThere_IsNotListedAndTheAgeSaid()
    {
        IpBlocklistResult result = await new FileRun(false, FileRun.List(Write("1.2.3.4\n"))).CheckAsync("1.2.3.5");

        Assert.Equal(ListingStatus.NotListed, result.Status);
        Assert.Matches("^The file has no such entry; it was last changed [0-9-]{10} [0-9:]{5} UTC\\.$", result.Checks.Single().Reason);
    }

    [Theory]
    [InlineData("1.2.3.4 :127.255.255.254:\n", ListingVerdict.Refused)]
    [InlineData("1.2.3.4 :127.0.0.1:\n", ListingVerdict.Unverified)]
    [InlineData("1.2.3.4 :9.9.9.9:\n", ListingVerdict.Unverified)]
    [InlineData("1.2.3.4 :127.0.0.2:\n", ListingVerdict.Listed)]
    [InlineData("# nothing\n", ListingVerdict.Unverified)]
    [InlineData("!1.2.3.4\n1.2.3.0/24 :2:\n", ListingVerdict.NotListed)]
    [InlineData("0.0.0.0/0\n", ListingVerdict.Unverified)]
    [InlineData("127.0.0.0/8\n1.2.3.4\n", ListingVerdict.Unverified)]
    [InlineData("2001:db8::/32\n", ListingVerdict.NotApplicable)]
    [InlineData("spam.example.com\n", ListingVerdict.NotApplicable)]
    [InlineData("1.2.3.400\n", ListingVerdict.Failed)]
    [InlineData("$TIMESTAMP 2020:01:01 2021:01:01\n1.2.3.4\n", ListingVerdict.Failed)]
    public async Task CheckAsync_Verdict_IsThatOfTheRules(string text, ListingVerdict expected)
    {
        Assert.Equal(expected, (await new FileRun(false, FileRun.List(Write(text))).OneAsync("1.2.3.4")).Verdict);
    }

    [Fact]
    public async Task CheckAsync_Bitmask_IsReadBitByBit()
    {
        ListRules rules = new() { IsBitmask = true, Codes = [Lists.Bit(2, "black"), Lists.Bit(64, "abuse")] };

        BlocklistCheck listed = await new FileRun(false, FileRun.List(Write("1.2.3.4 :127.0.0.66:\n"), rules: rules)).OneAsync("1.2.3.4");
        BlocklistCheck refused = await new FileRun(false, FileRun.List(Write("1.2.3.4 :127.0.0.3:\n"), rules: rules)).OneAsync("1.2.3.4");

        Assert.Equal(["black", "abuse"], listed.Meanings);
        Assert.Equal(ListingVerdict.Refused, refused.Verdict);
    }

    [Theory]
    [InlineData("1.2.3.4\n", ListHealth.Healthy)]
    [InlineData("# nothing\n", ListHealth.Empty)]
    [InlineData("0.0.0.0/0\n", ListHealth.ListsWorld)]
    [InlineData("1.2.3.4\n::/0\n", ListHealth.ListsWorld)]
    [InlineData("1.2.3.400\n", ListHealth.Unreadable)]
    public async Task TestAsync_Health_IsToldByWhatIsInTheFile(string text, ListHealth expected)
    {
        Blocklist list = FileRun.List(Write(text));

        BlocklistHealth health = await new FileRun(false, list).TestAsync(list);

        Assert.Equal(expected, health.Health);
        Assert.Equal(list.File, health.Resolver);
        Assert.Contains(list.File!, health.Evidence[0], StringComparison.Ordinal);
        if (expected == ListHealth.Healthy)
        {
            Assert.Equal("Its file was read, and holds 1 entry.", health.Reason);
            Assert.Matches(": 1 entry, read as plain, last changed [0-9-]{10} [0-9:]{5} UTC \\(1 day ago\\)\\.$", health.Evidence.Single());
        }
    }

    [Fact]
    public async Task CheckAsync_FileThatCannotBeUsed_IsToldOnceAndEveryCheckSaysSo()
    {
        FileRun run = new(false, FileRun.List(Write("1.2.3.4\n\n1.2.3.400\n")));

        BlocklistCheck[] checks = [await run.OneAsync("1.2.3.4"), await run.OneAsync("1.2.3.5")];

        Assert.All(checks, c => Assert.Equal((ListingVerdict.Failed, LookupFailureKind.FileUnusable, ListHealth.Unreadable), (c.Verdict, c.FailureKind, c.Health)));
        Assert.All(checks, c => Assert.EndsWith("line 3: '1.2.3.400' is no address.", c.Reason, StringComparison.Ordinal));
        Assert.Equal("ListFileLineInvalid", run.Errors.Single().Id);
    }

    [Fact]
    public async Task CheckAsync_Lenient_UsesTheRestAndWarnsOnce()
    {
        FileRun run = new(true, FileRun.List(Write("1.2.3.4\nx\n1.2.3.400\n")));

        Assert.Equal(ListingVerdict.Listed, (await run.OneAsync("1.2.3.4")).Verdict);
        Assert.Equal(ListingVerdict.NotListed, (await run.OneAsync("1.2.3.5")).Verdict);

        Problem warning = run.Warnings.Single();
        Assert.Equal("ListFileLinesLeftOut", warning.Id);
        Assert.Equal("2", warning.Arguments[1]);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public async Task CheckAsync_MissingFile_FailsAndIsTold()
    {
        FileRun run = new(false, FileRun.List(Path.Combine(_folder.FullName, "none")));

        Assert.Equal(ListingVerdict.Failed, (await run.OneAsync("1.2.3.4")).Verdict);
        Assert.Equal("ListFileNotRead", run.Errors.Single().Id);
    }

    [Fact]
    public async Task CheckAsync_NextRun_SeesWhatTheFileIsNow()
    {
        string path = Write("1.2.3.4\n");
        Assert.Equal(ListingVerdict.Listed, (await new FileRun(false, FileRun.List(path)).OneAsync("1.2.3.4")).Verdict);

        Write("1.2.3.5\n", path);

        Assert.Equal(ListingVerdict.NotListed, (await new FileRun(false, FileRun.List(path)).OneAsync("1.2.3.4")).Verdict);
        File.Delete(path);
        Assert.Equal(ListingVerdict.Failed, (await new FileRun(false, FileRun.List(path)).OneAsync("1.2.3.4")).Verdict);
    }

    [Fact]
    public async Task CheckAsync_DamagedSinceTheLastRun_KeepsWhatItWasAndWarns()
    {
        string path = Write("1.2.3.4\n");
        await new FileRun(false, FileRun.List(path)).OneAsync("1.2.3.4");
        Write("1.2.3.400\n", path);
        FileRun run = new(false, FileRun.List(path));

        Assert.Equal(ListingVerdict.Listed, (await run.OneAsync("1.2.3.4")).Verdict);
        Assert.Equal(ListingVerdict.Listed, (await run.OneAsync("1.2.3.4")).Verdict);

        Assert.Equal("ListFileKept", run.Warnings.Single().Id);
        Assert.Empty(run.Errors);
    }

    [Fact]
    public void Catalogue_ListWithAFile_IsAskedWithoutAZone()
    {
        ListCatalog catalog = CatalogText.Load(
            CatalogText.File(), CatalogText.File(CatalogText.Entry("mine", "zone:", "file: \"lists/mine.txt\"", "fileFormat: \"ip4trie\"")));
        Blocklist list = catalog.Find("mine")!;

        Assert.Equal(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(CatalogText.OverlayFile)!, "lists/mine.txt")), list.File);
        Assert.Equal(ListFileFormat.Ip4trie, list.FileFormat);
        Assert.Null(list.Zone);
        Assert.True(ListSelector.IsAskable(list));
        Assert.Null(ListSelector.Refuse(list, "mine"));
        Assert.Equal(0, list.Rules.Pace);
    }

    [Theory]
    [InlineData("file: \"a.txt\"", "file", "expected a zone or a file, found both")]
    [InlineData("fileFormat: \"dnset\"", "fileFormat", "expected a file beside it")]
    [InlineData("fileFormat: \"zip\"", "fileFormat", "expected")]
    public void Catalogue_FileThatIsWrong_IsNamed(string field, string place, string expected)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => CatalogText.Catalog(CatalogText.Entry("mine", field)));

        Assert.Equal(place, error.Field);
        Assert.Contains(expected, error.Expected, StringComparison.Ordinal);
    }

    /// <summary>Writes a file that has been quiet for a day; a second writing is a minute younger.</summary>
    private string Write(string text, string? path = null)
    {
        path ??= Path.Combine(_folder.FullName, "list" + _written + ".txt");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-25).AddMinutes(_written++));
        return path;
    }
}
