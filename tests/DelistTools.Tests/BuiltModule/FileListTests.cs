using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Lists that are files, named with -Path or by the user's own catalogue.</summary>
[Collection(ModuleCollection.Name)]
public sealed class FileListTests(LabSession lab) : IClassFixture<LabSession>, IDisposable
{
    private const string AddressCommand = ",DelistTools.Commands.TestIpBlocklistCommand";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-lists-");

    public void Dispose()
    {
        SetLocation(Repository.Root);
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Path_Files_AreListsByTheirNames()
    {
        Write("own.txt", "192.0.2.0/28 # a customer\n");
        Write("drop.json", "{\"cidr\":\"192.0.2.0/24\",\"sblid\":\"SBL7\"}\n");
        Dictionary<string, PSObject> checks = Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path " + Named("own.txt") + ", " + Named("drop.json"));

        Assert.Equal(["drop", "own"], checks.Keys.Order());
        Assert.Equal("Listed", checks["own"].Properties["Verdict"].Value.ToString());
        Assert.Equal("Listed [SBL7]", checks["drop"].Properties["Reason"].Value);
        Assert.Equal(Path.Combine(_folder.FullName, "drop.json"), checks["drop"].Properties["Resolver"].Value);
        Assert.Equal("Healthy", checks["own"].Properties["Health"].Value.ToString());
    }

    [Fact]
    public void Path_WithoutLists_AsksOnlyTheFiles()
    {
        Write("own.txt", "198.51.100.9\n");
        PSObject result = lab.Run("Test-IpBlocklist 192.0.2.10 -Force -Path " + Named("own.txt")).AssertNoErrors().Output.Single();

        Assert.Equal("NotListed", result.Properties["Status"].Value.ToString());
        Assert.Equal(1, result.Properties["Asked"].Value);
        Assert.Equal(Path.Combine(_folder.FullName, "own.txt"), result.Properties["Resolver"].Value);
    }

    [Fact]
    public void Path_BesideLists_IsOneMore()
    {
        Write("own.txt", "192.0.2.10\n");
        PSObject result = lab.Run("Test-IpBlocklist 192.0.2.10 -Force -Blocklist lab-combined -NameServer $server -Path " + Named("own.txt")).AssertNoErrors().Output.Single();

        Assert.Equal(["lab-combined", "own"], Strings(result.Properties["ListedOn"].Value));
    }

    [Fact]
    public void Path_WildcardsAndTheCurrentFolder_AreResolved()
    {
        Write("a1.txt", "192.0.2.10\n");
        Write("a2.txt", "192.0.2.11\n");
        Write("b1.lst", "192.0.2.12\n");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "a3.txt"));
        SetLocation(_folder.FullName);

        Assert.Equal(["a1", "a2"], Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path a*.txt").Keys.Order());
        Assert.Equal(["a1", "b1"], Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path *1.*, ./a1.txt").Keys.Order());
    }

    [Fact]
    public void LiteralPath_NameWithBrackets_IsTakenAsItIs()
    {
        Write("own[1].txt", "192.0.2.10\n");

        Assert.Equal(["own[1]"], Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -LiteralPath " + Named("own[1].txt")).Keys);
    }

    [Fact]
    public void Path_NamesThatAreTaken_AreToldApart()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "other"));
        foreach (string name in new[] { "zen.sbl", "zen.xbl", "spamcop.txt", "own.txt.gz", Path.Combine("other", "same.txt"), "same.txt" })
        {
            Write(name, "192.0.2.10\n");
        }

        IEnumerable<string> ids = Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path " + string.Join(", ", ((string[])["zen.*", "spamcop.txt", "own.txt.gz", "same.txt", "other/same.txt"]).Select(Named))).Keys;

        // A file that is called as a list of the catalogue is not that list.
        Assert.Equal(
            new[] { "zen.sbl", "zen.xbl", "spamcop.txt", "own", Path.Combine(_folder.FullName, "same.txt"), Path.Combine(_folder.FullName, "other", "same.txt") }.Order(),
            ids.Order());
    }

    [Fact]
    public void FileFormat_Named_Settles()
    {
        Write("own.txt", "192.0.2.0/24 :3:\n192.0.2.0/25 :4:\n192.0.2.10 :5:\n192.0.2.10 :6:\n");
        string[] Codes(string more) => Strings(Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path " + Named("own.txt") + more)["own"].Properties["Codes"].Value);

        // As rbldnsd: a set takes a block apart into whole octets, so that the /25 stands beside the address itself.
        Assert.Equal(["127.0.0.4", "127.0.0.5", "127.0.0.6"], Codes(""));
        Assert.Equal(["127.0.0.5"], Codes(" -FileFormat Ip4trie"));
    }

    [Fact]
    public void Path_MissingFile_IsAnErrorAndTheOthersAreAsked()
    {
        Write("own.txt", "192.0.2.10\n");
        ModuleSession.Outcome outcome = lab.Run("Test-IpBlocklist 192.0.2.10 -Force -Path " + Named("own.txt") + ", " + Named("none.txt"));

        Assert.Equal("PathNotFound" + AddressCommand, outcome.Error.FullyQualifiedErrorId);
        Assert.Null(outcome.Terminating);
        Assert.Equal("Listed", outcome.Output.Single().Properties["Status"].Value.ToString());

        // Nothing is left, and that does not mean all lists of the catalogue.
        ModuleSession.Outcome nothing = lab.Run("Test-IpBlocklist 192.0.2.10 -Force -Path " + Named("none.txt"));
        Assert.Equal("PathNotFound" + AddressCommand, nothing.Error.FullyQualifiedErrorId);
        Assert.Empty(nothing.Output);
    }

    [Theory]
    [InlineData("192.0.2.10\n192.0.2.400\n", "ListFileLineInvalid", "own.txt line 2: '192.0.2.400' is no address")]
    [InlineData("$DATASET ip4set x @\n", "ListFileInvalid", "combined dataset")]
    [InlineData("\0\u0001binary", "ListFileInvalid", "no text file")]
    [InlineData(null, "ListFileNotRead", "it is a folder")]
    public void Path_UnusableFile_IsAnErrorAndItsCheckSaysSo(string? text, string id, string reason)
    {
        Write("good.txt", "198.51.100.9\n");
        if (text is null)
        {
            Directory.CreateDirectory(Path.Combine(_folder.FullName, "own.txt"));
        }
        else
        {
            Write("own.txt", text);
        }

        ModuleSession.Outcome outcome = lab.Run("Test-IpBlocklist 8.8.8.8, 8.8.4.4 -Path " + Named("own.txt") + ", " + Named("good.txt"));

        ErrorRecord error = Assert.Single(outcome.Errors);
        Assert.Equal(id + AddressCommand, error.FullyQualifiedErrorId);
        Assert.Contains(reason, error.Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Path.Combine(_folder.FullName, "own.txt"), error.TargetObject);
        Assert.Equal(2, outcome.Output.Count);
        Assert.All(outcome.Output, r => Assert.Equal("Undetermined", r.Properties["Status"].Value.ToString()));
        PSObject check = outcome.Output[0].Properties["Checks"].Value is IEnumerable<object> checks
            ? PSObject.AsPSObject(checks.Single(c => (string)PSObject.AsPSObject(c).Properties["Blocklist"].Value == "own"))
            : throw new InvalidOperationException();
        Assert.Equal("Failed FileUnusable", check.Properties["Verdict"].Value + " " + check.Properties["FailureKind"].Value);
        Assert.Contains(reason, (string)check.Properties["Reason"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Force_DamagedFile_UsesTheRestAndWarns()
    {
        Write("own.txt", "192.0.2.10\n192.0.2.400\n");
        ModuleSession.Outcome outcome = lab.Run("Test-IpBlocklist 192.0.2.10 -Force -Path " + Named("own.txt")).AssertNoErrors();

        Assert.Equal("Listed", outcome.Output.Single().Properties["Status"].Value.ToString());
        Assert.Equal(
            "Lines of " + Path.Combine(_folder.FullName, "own.txt") + " that are no entries were left out: 1. The first: line 2: '192.0.2.400' is no address.",
            outcome.Warnings.Single());
    }

    [Fact]
    public void Path_FileThatWasJustChanged_IsAskedAsItIs()
    {
        for (int i = 1; i < 4; i++)
        {
            File.WriteAllText(Path.Combine(_folder.FullName, "own.txt"), "192.0.2." + i + "\n");
            Assert.Equal(
                ["192.0.2." + i],
                lab.Run("Test-IpBlocklist 192.0.2.1-3 -Force -Path " + Named("own.txt")).AssertNoErrors().Output
                    .Where(r => (bool)r.Properties["IsListed"].Value).Select(r => (string)r.Properties["Address"].Value));
        }
    }

    [Fact]
    public void Range_OverAFile_IsSweptWithoutAQuestion()
    {
        Write("own.txt", "10.7.1.2\n10.7.200.0/28 a range\n");
        PSObject summary = lab.Run("Test-IpBlocklist 10.7.0.0/16 -Summary -Force -Path " + Named("own.txt")).AssertNoErrors().Output.Single();

        Assert.Equal(65_536L, summary.Properties["Addresses"].Value);
        Assert.Equal(17L, summary.Properties["Listed"].Value);
        Assert.Equal(65_519L, summary.Properties["NotListed"].Value);
        Assert.Equal(["10.7.1.2", "10.7.200.0-10.7.200.15"], Strings(summary.Properties["ListedAddresses"].Value));
    }

    [Fact]
    public void Domain_Path_AsksForTheNameAndTheRegistrableDomain()
    {
        Write("names.txt", "spam.example.com\n.wild.example.net\n");
        Dictionary<string, string> found = lab.Run("'spam.example.com', 'a.b.wild.example.net', 'example.com', 'www.spam.example.com' | Test-DomainBlocklist -Force -Path " + Named("names.txt"))
            .AssertNoErrors().Output.ToDictionary(r => (string)r.Properties["Domain"].Value, r => r.Properties["Status"].Value.ToString()!);

        Assert.Equal("Listed", found["spam.example.com"]);
        Assert.Equal("Listed", found["a.b.wild.example.net"]);
        Assert.Equal("NotListed", found["example.com"]);
        Assert.Equal("NotListed", found["www.spam.example.com"]);
    }

    [Fact]
    public void Path_OtherKindOfTarget_IsNotApplicable()
    {
        Write("names.txt", "spam.example.com\n");
        Write("own.txt", "192.0.2.10\n");

        Assert.Equal("NotApplicable", Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path " + Named("names.txt"))["names"].Properties["Verdict"].Value.ToString());
        Assert.Equal("NotApplicable", Checks("Test-DomainBlocklist spam.example.com -Force -Detailed -Path " + Named("own.txt"))["own"].Properties["Verdict"].Value.ToString());
        Assert.Equal("NotApplicable", Checks("Test-IpBlocklist 2001:db8::1 -Force -Detailed -Path " + Named("own.txt"))["own"].Properties["Verdict"].Value.ToString());
    }

    [Fact]
    public void TestBlocklist_Path_SaysWhatIsInTheFile()
    {
        Write("own.txt", "192.0.2.10\n");
        Write("empty.txt", "# nothing\n");
        Write("world.txt", "0.0.0.0/0\n");
        Write("bad.txt", "x\n");
        ModuleSession.Outcome outcome = lab.Run("Test-Blocklist -Path " + Named("*.txt"));
        Dictionary<string, PSObject> health = outcome.Output.ToDictionary(h => (string)h.Properties["Name"].Value);

        Assert.Equal("ListFileLineInvalid,DelistTools.Commands.TestBlocklistCommand", outcome.Error.FullyQualifiedErrorId);
        Assert.Equal(["Unreadable", "Empty", "Healthy", "ListsWorld"], ((string[])["bad", "empty", "own", "world"]).Select(n => health[n].Properties["Health"].Value.ToString()));
        Assert.Contains("own.txt: 1 entry, read as plain, last changed ", Strings(health["own"].Properties["Evidence"].Value).Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void Catalogue_ListWithAFile_IsAskedByItsRules()
    {
        string overlay = Path.Combine(_folder.FullName, "catalog.json");
        Write("rsync/local-zen", ":127.0.0.4:See $\n192.0.2.0/24\n");
        Write("catalog.json", """
            { "schema": 1, "blocklists": [ {
              "id": "local-zen", "name": "A copy", "operator": "Somebody", "kind": [ "ip4" ], "file": "rsync/local-zen", "fileFormat": "ip4trie",
              "about": "A copy of a list.", "impact": "high", "status": "live", "confidence": "high", "verifiedOn": "2026-11-28",
              "codes": [ { "code": "127.0.0.4", "meaning": "Exploited", "scope": "policy" } ], "sources": [ { "source": "a test" } ] } ] }
            """);
        string? before = Environment.GetEnvironmentVariable(LabSession.Variable);
        Environment.SetEnvironmentVariable(LabSession.Variable, overlay);
        try
        {
            PSObject check = lab.Run("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Blocklist local-zen").AssertNoErrors().Output.Single();

            Assert.Equal("Exploited [See 192.0.2.10]", check.Properties["Reason"].Value);
            Assert.Equal("High Policy", check.Properties["Impact"].Value + " " + check.Properties["Scope"].Value);
            Assert.Equal(Path.Combine(_folder.FullName, "rsync", "local-zen"), check.Properties["Resolver"].Value);
            Assert.Equal("Healthy", lab.Run("Test-Blocklist local-zen").AssertNoErrors().Output.Single().Properties["Health"].Value.ToString());
            Assert.Equal(check.Properties["Resolver"].Value, lab.Run("Get-Blocklist local-zen").AssertNoErrors().Output.Single().Properties["File"].Value);
        }
        finally
        {
            Environment.SetEnvironmentVariable(LabSession.Variable, before);
        }
    }

    [Fact]
    public void Path_CompressedFile_IsRead()
    {
        using (GZipStream packed = new(File.Create(Path.Combine(_folder.FullName, "own.txt.gz")), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.ASCII.GetBytes("192.0.2.10\n"));
        }

        Assert.Equal("Listed", Checks("Test-IpBlocklist 192.0.2.10 -Force -Detailed -Path " + Named("own.txt.gz"))["own"].Properties["Verdict"].Value.ToString());
    }

    /// <summary>On a machine without any network, and without a name server that could be asked.</summary>
    [Fact]
    public async Task Path_NoNameServerAtAll_IsAskedAllTheSame()
    {
        Write("own.txt", "192.0.2.10\n");
        Write("resolv.conf", "");
        string script = "$ErrorActionPreference = 'Stop'; Import-Module '" + Repository.Manifest + "'; "
            + "[string](Test-IpBlocklist 192.0.2.10 -Force -Path '" + Path.Combine(_folder.FullName, "own.txt") + "').Status; "
            + "[string](Test-Blocklist -Path '" + Path.Combine(_folder.FullName, "own.txt") + "').Health; "
            + "try { Test-IpBlocklist 192.0.2.10 -Force } catch { $_.FullyQualifiedErrorId }";
        ProgramRun run = await ProgramRun.RunAsync(
            "unshare",
            [
                "--net", "--mount", "sh", "-c", "mount --bind \"$1\" /etc/resolv.conf && shift && exec \"$@\"", "sh", Path.Combine(_folder.FullName, "resolv.conf"),
                Path.Combine(AppContext.BaseDirectory, "DelistTools.Shell"), "-NoLogo", "-Command", script,
            ]);

        Assert.Equal(["Listed", "Healthy", "NoNameServer" + AddressCommand], run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private Dictionary<string, PSObject> Checks(string script) =>
        lab.Run(script).AssertNoErrors().Output.ToDictionary(c => (string)c.Properties["Blocklist"].Value);

    private static string[] Strings(object value) => [.. ((IEnumerable<object>)value).Select(v => v.ToString()!)];

    private static string Quoted(string text) => "'" + text.Replace("'", "''", StringComparison.Ordinal) + "'";

    private string Named(string file) => Quoted(Path.Combine(_folder.FullName, file));

    /// <summary>Writes a file that nobody has touched for an hour.</summary>
    private void Write(string file, string text)
    {
        string path = Path.Combine(_folder.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddHours(-1));
    }

    private void SetLocation(string path) =>
        lab.Run("$null = $ExecutionContext.SessionState.Path.SetLocation(" + Quoted(path) + ")").AssertNoErrors();
}
