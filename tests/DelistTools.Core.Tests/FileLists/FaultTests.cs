using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Net;
using System.Text;
using System.Threading;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>Files that are not as they should be, and those that look odd and are in order.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(ListFileFormat.Plain, "10.2.3.400", "'10.2.3.400' is no address")]
    [InlineData(ListFileFormat.Plain, "10.2.3", "name the format ip4set")]
    [InlineData(ListFileFormat.Plain, "10/8", "name the format ip4set")]
    [InlineData(ListFileFormat.Plain, "010.2.3.4", "is no address")]
    [InlineData(ListFileFormat.Plain, "10.2.3.4/33", "from 0 to 32")]
    [InlineData(ListFileFormat.Plain, "10.2.3.4-10.2.3.3", "its end lies before its beginning")]
    [InlineData(ListFileFormat.Plain, "10.2.3.4-", "is no range")]
    [InlineData(ListFileFormat.Plain, "2001:db8::/129", "is no IPv6 address")]
    [InlineData(ListFileFormat.Plain, "2001:db8", "is no IPv6 address")]
    [InlineData(ListFileFormat.Plain, "fe80::1%eth0", "is no IPv6 address")]
    [InlineData(ListFileFormat.Plain, "1:2:3:4:5:6:7:8:9", "is no IPv6 address")]
    [InlineData(ListFileFormat.Plain, "localhost", "neither an address nor a domain name")]
    [InlineData(ListFileFormat.Plain, "<!DOCTYPE html>", "neither an address nor a domain name")]
    [InlineData(ListFileFormat.Plain, "a..example", "neither an address nor a domain name")]
    [InlineData(ListFileFormat.Plain, "1.2.3.4,listed", "neither an address nor a domain name")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4/24", "bits beyond its length")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4x", "'10.2.3.4x' is no address")]
    [InlineData(ListFileFormat.Ip4set, "10", "'10' is one number")]
    [InlineData(ListFileFormat.Ip4trie, "10 :2:text", "'10' is one number")]
    [InlineData(ListFileFormat.Ip4set, "127-127.0.0", "have not as many numbers")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4-10.3", "have not as many numbers")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4 : 5:x", "is no answer")]
    [InlineData(ListFileFormat.Ip4set, "example.com", "is no address")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4 - 10.2.3.9", "written without blanks")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4 :300:x", "is no answer")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4 :0:x", "is no answer")]
    [InlineData(ListFileFormat.Ip4set, "10.2.3.4 :2 text", "a second colon")]
    [InlineData(ListFileFormat.Ip4set, ":x", "is no answer")]
    [InlineData(ListFileFormat.Ip4set, "$TLT 60", "'$TLT' is none of rbldnsd's special entries")]
    [InlineData(ListFileFormat.Ip4set, "$SOA 1 2", "special entries")]
    [InlineData(ListFileFormat.Ip4set, "!", "nothing behind the exclamation mark")]
    [InlineData(ListFileFormat.Ip4trie, "10.2.3.4-9", "holds only blocks")]
    [InlineData(ListFileFormat.Ip4tset, "10.2.3.0/24", "no single address")]
    [InlineData(ListFileFormat.Ip4tset, "!10.2.3.4", "no single address")]
    [InlineData(ListFileFormat.Ip6trie, "2001:db8::1/64", "bits beyond its length")]
    [InlineData(ListFileFormat.Ip6trie, "10.2.3.4", "is no IPv6 address")]
    [InlineData(ListFileFormat.Ip6tset, "2001:db8::1", "not written as four groups")]
    [InlineData(ListFileFormat.Dnset, "*", "is no domain name")]
    [InlineData(ListFileFormat.Dnset, "two.example#c", "is no domain name")]
    [InlineData(ListFileFormat.Drop, "192.0.2.0/33 ; SBL2", "from 0 to 32")]
    public void Load_BadLine_IsNamedByNumberAndReason(ListFileFormat format, string line, string reason)
    {
        string good = format switch
        {
            ListFileFormat.Ip6trie => "2001:db8::1",
            ListFileFormat.Ip6tset => "2001:db8:1:2",
            ListFileFormat.Dnset => "good.example",
            ListFileFormat.Drop => "192.0.2.0/24 ; SBL1",
            _ => "192.0.2.1",
        };

        string text = "# first\n" + good + "\n\n" + line + "\n" + good + "\n";

        ListFileException error = Assert.Throws<ListFileException>(() => Loaded.From(text, format));
        LoadedList rest = Loaded.From(text, format, lenient: true);

        Assert.StartsWith(Loaded.Path + " line 4: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal("ListFileLineInvalid", error.Id);
        Assert.Equal(2, rest.Entries);
        Assert.Equal(1, rest.LeftOut);
        Assert.StartsWith("line 4: ", rest.Faults.Single(), StringComparison.Ordinal);
    }

    /// <summary>Of a file that was torn off, or is half written, the last line may mean far more than it did.</summary>
    [Theory]
    [InlineData(ListFileFormat.Ip4set, "10.2")]
    [InlineData(ListFileFormat.Ip4trie, "10.2.3.0/2")]
    [InlineData(ListFileFormat.Ip4tset, "10.2.3.4")]
    [InlineData(ListFileFormat.Ip6trie, "2001")]
    [InlineData(ListFileFormat.Dnset, ".co")]
    [InlineData(ListFileFormat.Plain, "10.20.0.0/1")]
    [InlineData(ListFileFormat.Plain, "2001:db8::/3")]
    [InlineData(ListFileFormat.Plain, "10.2")]
    [InlineData(ListFileFormat.Auto, "10.2")]
    [InlineData(ListFileFormat.Drop, "10.20.0.0/1")]
    public void Load_LastLineWithoutEnd_IsNotTakenForAWholeOne(ListFileFormat format, string line)
    {
        string text = (format switch
        {
            ListFileFormat.Ip6trie => "2001:db8::1",
            ListFileFormat.Dnset => ".spam.example",
            _ => "192.0.2.1",
        }) + "\n" + line;

        ListFileException error = Assert.Throws<ListFileException>(() => Loaded.From(text, format));
        LoadedList rest = Loaded.From(text, format, lenient: true);

        Assert.StartsWith(Loaded.Path + " line 2: ", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, rest.Entries);
        Assert.Equal(1, rest.LeftOut);
    }

    [Theory]
    [InlineData(ListFileFormat.Ip4set, "192.0.2.1\n# end")]
    [InlineData(ListFileFormat.Ip4set, "192.0.2.1\n  \t")]
    [InlineData(ListFileFormat.Plain, "192.0.2.1")]
    [InlineData(ListFileFormat.Plain, "192.0.2.0/24")]
    [InlineData(ListFileFormat.Drop, "192.0.2.0/24 ; SBL1")]
    [InlineData(ListFileFormat.Drop, "{\"cidr\":\"192.0.2.0/24\"}")]
    public void Load_LastLineWithoutEndThatIsWhole_IsTaken(ListFileFormat format, string text) =>
        Assert.Equal(1, Loaded.From(text, format).Entries);

    [Theory]
    [InlineData("192.0.2.1 listed\n10.2.3.400 listed\n192.0.2.2 listed\n", "line 2: '10.2.3.400' is no address")]
    [InlineData(":2:x\n192.0.2.1\n10.2.3.400\n", "line 3: '10.2.3.400' is no address")]
    [InlineData("address reason\n192.0.2.1 spam\n192.0.2.2 spam\n", "line 1: 'address' is no address")]
    [InlineData(":2:x\n2001:db8::1\n2001:db8::zz\n", "line 3: '2001:db8::zz' is no IPv6 address")]
    public void Load_BadLineWhereTheFormatIsNotNamed_IsABadLineAndNoDomain(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ListFileException>(() => Loaded.From(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{\"asn\":64496}", "line 2: there is no \"cidr\"")]
    [InlineData("{\"cidr\":\"192.0.2.0/33\"}", "line 2: '192.0.2.0/33' is no block")]
    [InlineData("{\"cidr\":\"192.0.2.0/24\"", "line 2: '{\"cidr\":\"192.0.2.0/24\"' is no JSON object")]
    [InlineData("{\"cidr\":\"192.0.2.0/24\",x}", "line 2: it is no valid JSON")]
    [InlineData("192.0.2.0/24 ; SBL1", "line 2: '192.0.2.0/24' is no JSON object")]
    public void Load_BadJson_IsNamedByLine(string line, string reason)
    {
        string text = "{\"cidr\":\"192.0.2.0/24\",\"sblid\":\"SBL1\"}\n" + line + "\n";

        Assert.Contains(reason, Assert.Throws<ListFileException>(() => Loaded.From(text)).Message, StringComparison.Ordinal);
        Assert.Equal(1, Loaded.From(text, lenient: true).Entries);
    }

    [Theory]
    [InlineData("[{\"cidr\":\"192.0.2.0/24\"},{\"cidr\":\"x\"}]", "entry 2: 'x' is neither")]
    [InlineData("[{\"cidr\":\"192.0.2.0/24\"}", "the array has no end")]
    [InlineData("[{\"cidr\":\"192.0.2.0/24\"},x]", "no valid JSON")]
    public void Load_BadJsonArray_IsSaidSo(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ListFileException>(() => Loaded.From(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_ManyBadLines_AreCountedAndTheFirstTold()
    {
        LoadedList list = Loaded.From("x\n" + string.Concat(Enumerable.Repeat("10.2.3.999\n", 100)) + "10.2.3.4\n", ListFileFormat.Plain, lenient: true);

        Assert.Equal(101, list.LeftOut);
        Assert.Equal(["line 1", "line 2", "line 3"], list.Faults.Select(f => f.Split(':')[0]));
        Assert.Equal(1, list.Entries);
    }

    [Fact]
    public void Load_MaxRange_IsHeldTo() => Assert.Contains(
        "line 3: '1.2/16' covers more addresses than $MAXRANGE4 allows",
        Assert.Throws<ListFileException>(() => Loaded.From("$MAXRANGE4 /24\n1.2.3/24\n1.2/16\n")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("$DATASET ip4set:proxy proxies @\n:2:x\n127.0.0.2\n", "combined dataset")]
    [InlineData("www 3000 A 127.0.0.1\nabout TXT \"list\"\n", "generic dataset")]
    [InlineData("@ A 127.0.0.1\n", "generic dataset")]
    [InlineData("127.0.0.0/8 :refuse\n", "acl of rbldnsd")]
    [InlineData("10.0.0.0/8 :ignore\n", "acl of rbldnsd")]
    public void Load_DatasetThatIsNoList_IsSaidSo(string text, string reason)
    {
        ListFileException error = Assert.Throws<ListFileException>(() => Loaded.From(text));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Equal("ListFileInvalid", error.Id);
        Assert.Contains(reason, Assert.Throws<ListFileException>(() => Loaded.From(text, lenient: true)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("192.0.2.1\n", ListFileFormat.Plain)]
    [InlineData("192.0.2.1\nexample.com\n2001:db8::1\n", ListFileFormat.Plain)]
    [InlineData("192.0.2.1-9 # x\n", ListFileFormat.Plain)]
    [InlineData("192.0.2.1 - 192.0.2.9\n", ListFileFormat.Plain)]
    [InlineData("#$ money\n192.0.2.1\n", ListFileFormat.Plain)]
    [InlineData("192.0.2\n", ListFileFormat.Ip4set)]
    [InlineData("192.0.2.1 listed\n", ListFileFormat.Ip4set)]
    [InlineData("192.0.2.1 :2:listed\n", ListFileFormat.Ip4set)]
    [InlineData("$TTL 60\n192.0.2.1\n", ListFileFormat.Ip4set)]
    [InlineData("#$TTL 60\n192.0.2.1\n", ListFileFormat.Ip4set)]
    [InlineData("192.0.2.1\n!192.0.2.2\n", ListFileFormat.Ip4set)]
    [InlineData("::1\n2001:db8:1\n", ListFileFormat.Ip6trie)]
    [InlineData(":2:x\n2001:db8::1\n", ListFileFormat.Ip6trie)]
    [InlineData("127.0.0.2\n$TTL 60\ntest\n.spam.example\n", ListFileFormat.Dnset)]
    [InlineData("spam.example listed\n", ListFileFormat.Dnset)]
    [InlineData("192.0.2.0/24 ; SBL1\n", ListFileFormat.Drop)]
    [InlineData("192.0.2.0/24 ; my neighbour\n", ListFileFormat.Plain)]
    [InlineData("", ListFileFormat.Plain)]
    public void Load_FormatNotNamed_IsToldByContent(string text, object format) => Assert.Equal(format, Loaded.From(text).Format);

    [Fact]
    public void Load_Encodings_AreToldByTheirMark()
    {
        const string Text = "# ä\r\n192.0.2.1\r\n192.0.2.2\tlisted as ö\r\n192.0.2.3\r\n";
        Encoding[] encodings = [new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true), new UnicodeEncoding(true, true)];
        foreach (Encoding encoding in encodings)
        {
            LoadedList list = Loaded.From([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);

            Assert.Equal(3, list.Entries);
            Assert.Equal("127.0.0.2 \"listed as ö\"", list.Answer("192.0.2.2"));
            Assert.Equal("127.0.0.2", list.Answer("192.0.2.3"));
        }
    }

    [Theory]
    [InlineData(ListFileFormat.Auto)]
    [InlineData(ListFileFormat.Ip4set)]
    [InlineData(ListFileFormat.Dnset)]
    public void Load_CarriageReturnsAlone_DoNotMakeTextsOfEntries(ListFileFormat format) =>
        Assert.StartsWith(
            Loaded.Path + " line 1: ",
            Assert.Throws<ListFileException>(() => Loaded.From("192.0.2.1\r192.0.2.2\r192.0.2.3\r", format)).Message, StringComparison.Ordinal);

    [Fact]
    public void Load_LongUtf16_IsReadThroughManyBuffers()
    {
        UnicodeEncoding encoding = new(false, true);
        string text = string.Concat(Enumerable.Range(0, 200_000).Select(i => "10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255) + "\n"));

        LoadedList list = Loaded.From([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]);

        Assert.Equal(200_000, list.Entries);
        Assert.Equal("127.0.0.2", list.Answer("10.3.13.63"));
        Assert.Equal("-", list.Answer("10.3.13.64"));
    }

    [Fact]
    public void Load_LatinText_IsShownAsLatin() =>
        Assert.Equal("127.0.0.2 \"fr\u00fcher\"", Loaded.From(Encoding.Latin1.GetBytes("192.0.2.1 fr\u00fcher\n"), ListFileFormat.Ip4set).Answer("192.0.2.1"));

    [Fact]
    public void Load_BinaryFile_IsNoList()
    {
        byte[] bytes = new byte[5000];
        new Random(5).NextBytes(bytes);
        foreach (bool lenient in new[] { false, true })
        {
            Assert.Contains("no text file", Assert.Throws<ListFileException>(() => Loaded.From(bytes, lenient: lenient)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_HugeLine_IsNamedAndEndsTheReading()
    {
        foreach (int length in new[] { ListFileLimits.LineLength + 1, 3_000_000 })
        {
            string text = "192.0.2.1\n# " + new string('x', length) + "\n";

            Assert.Contains(
                "line 2: it has more than", Assert.Throws<ListFileException>(() => Loaded.From(text, lenient: true)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Load_LinesAcrossBuffers_AreWhole()
    {
        // Lengths that put ends of lines at and around the ends of buffers.
        StringBuilder text = new();
        Random random = new(7);
        int entries = 0;
        while (text.Length < 3_000_000)
        {
            text.Append("10.").Append(entries >> 16).Append('.').Append((entries >> 8) & 255).Append('.').Append(entries & 255)
                .Append(" # ").Append('y', random.Next(3000)).Append('\n');
            entries++;
        }

        LoadedList list = Loaded.From(text.ToString());

        Assert.Equal(entries, list.Entries);
        Assert.All(Enumerable.Range(0, entries), i => Assert.True(list.MayList((10u << 24) | (uint)i)));
        Assert.False(list.MayList((10u << 24) | (uint)entries));
    }

    [Fact]
    public void Load_EmptyFiles_HoldNothing()
    {
        foreach (string text in new[] { "", "\n\n", "# only a comment", ":127.0.0.2:default\n$TTL 60\n", "!192.0.2.1\n" })
        {
            Assert.Equal(BlocklistKind.None, Loaded.From(text).Kinds);
        }
    }

    [Fact]
    public void Load_Gzip_IsUnpackedAndATornOneFails()
    {
        string path = Path.Combine(_folder.FullName, "list.txt.gz");
        using (GZipStream packed = new(File.Create(path), CompressionLevel.Fastest))
        {
            packed.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 50_000).Select(i => "10.1." + (i >> 8) + "." + (i & 255) + "\n"))));
        }

        Assert.Equal(50_000, Load(path).Entries);

        byte[] whole = File.ReadAllBytes(path);
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);
        Assert.Equal("ListFileNotRead", Assert.Throws<ListFileException>(() => Load(path)).Id);
    }

    [Fact]
    public void Load_NoFile_IsSaidSo()
    {
        Assert.Contains(
            "there is no such file",
            Assert.Throws<ListFileException>(() => Load(Path.Combine(_folder.FullName, "none.txt"))).Message, StringComparison.Ordinal);
        Assert.Contains("it is a folder", Assert.Throws<ListFileException>(() => Load(_folder.FullName)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_TooManyAnswersForOneAddress_IsAnError()
    {
        string text = string.Concat(Enumerable.Range(2, ListFileLimits.TextsOfAnswer + ListFileLimits.AddressesOfAnswer + 1).Select(i => "192.0.2.1 :" + i + ":\n"));

        Assert.Contains("different answers", Assert.Throws<ListFileException>(() => Loaded.From(text)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.0.0.0/0\n", BlocklistKind.IPv4, true)]
    [InlineData("0.0.0.0/0\n!127.0.0.1\n", BlocklistKind.IPv4, true)]
    [InlineData("0.0.0.0/1\n128.0.0.0/1\n", BlocklistKind.IPv4, true)]
    [InlineData("127.0.0.0/8\n", BlocklistKind.IPv4, true)]
    [InlineData("127.0.0.2\n", BlocklistKind.IPv4, false)]
    [InlineData("::/0\n", BlocklistKind.IPv6, true)]
    [InlineData("2000::/3\n", BlocklistKind.IPv6, true)]
    [InlineData("2000::/4\n", BlocklistKind.IPv6, false)]
    [InlineData(":2:\ninvalid\n", BlocklistKind.Domain, true)]
    [InlineData("example.com\n", BlocklistKind.Domain, false)]
    public void ListsWorld_EntryForAll_IsSeen(string text, BlocklistKind kind, bool expected) =>
        Assert.Equal(expected, Loaded.From(text).ListsWorld(kind));

    [Fact]
    public void MayList_NothingFound_AllocatesNothing()
    {
        LoadedList list = Loaded.From("10.0.0.0/8\n192.0.2.1\n2001:db8::/32\n.spam.example\n");
        Assert.False(list.MayList(1) || list.MayList(1, 1) || list.MayList("mail.good.example"));
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (uint i = 0; i < 10_000; i++)
        {
            _ = list.MayList(i) || list.MayList(i, i) || list.MayList("mail.good.example");
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static LoadedList Load(string path) => new ListFileLoader(path, ListFileFormat.Auto, lenient: false).Load(CancellationToken.None);
}
