using System;
using System.Globalization;
using System.Linq;
using System.Text;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>What the formats mean, entry by entry, as rbldnsd(8) and the publishers of lists describe them.</summary>
public sealed class FormatTests
{
    [Theory]
    [InlineData("127.0.0.0/24", "127.0.0.0", "127.0.0.255", "127.0.1.0")]
    [InlineData("127.0.0", "127.0.0.0", "127.0.0.255", "126.255.255.255")]
    [InlineData("127/24", "127.0.0.0", "127.0.0.255", "127.0.1.0")]
    [InlineData("127.0-0", "127.0.0.0", "127.0.255.255", "127.1.0.0")]
    [InlineData("127.0.0.0-127.0.0.255", "127.0.0.0", "127.0.0.255", "127.0.1.0")]
    [InlineData("127.0.0.1-255", "127.0.0.1", "127.0.0.255", "127.0.0.0")]
    [InlineData("127.16.0.0-127.31.255.255", "127.16.0.0", "127.31.255.255", "127.32.0.0")]
    [InlineData("127.16-127.31", "127.16.0.0", "127.31.255.255", "127.15.255.255")]
    [InlineData("127.16-31", "127.16.0.0", "127.31.255.255", "127.32.0.0")]
    [InlineData("127.16/12", "127.16.0.0", "127.31.255.255", "127.32.0.0")]
    [InlineData("10.2.3.4-9", "10.2.3.4", "10.2.3.9", "10.2.3.10")]
    [InlineData("0/1", "0.0.0.0", "127.255.255.255", "128.0.0.0")]
    [InlineData("128/1", "128.0.0.0", "255.255.255.255", "127.255.255.255")]
    public void Ip4set_Entry_CoversWhatItSays(string entry, string first, string last, string outside)
    {
        LoadedList list = Loaded.From(entry + "\n", ListFileFormat.Ip4set);

        Assert.Equal("127.0.0.2", list.Answer(first));
        Assert.Equal("127.0.0.2", list.Answer(last));
        Assert.Equal("-", list.Answer(outside));
    }

    [Fact]
    public void Ip4set_Values_AreTheEntrysOrTheDefault()
    {
        LoadedList list = Loaded.From(
            """
            :127.0.0.2:IP address $ is listed
            127.0.0.4
            127.0.0.5 :5
            127.0.0.6 :6:
            127.0.0.7 IP address $ running an open relay
            127.0.0.8:8:tight
            127.0.0.9 ; a comment
            127.0.0.10 :10: text # no comment

            """);

        Assert.Equal("127.0.0.2 \"IP address 127.0.0.4 is listed\"", list.Answer("127.0.0.4"));
        Assert.Equal("127.0.0.5 \"IP address 127.0.0.5 is listed\"", list.Answer("127.0.0.5"));
        Assert.Equal("127.0.0.6", list.Answer("127.0.0.6"));
        Assert.Equal("127.0.0.2 \"IP address 127.0.0.7 running an open relay\"", list.Answer("127.0.0.7"));
        Assert.Equal("127.0.0.8 \"tight\"", list.Answer("127.0.0.8"));
        Assert.Equal("127.0.0.2 \"IP address 127.0.0.9 is listed\"", list.Answer("127.0.0.9"));
        Assert.Equal("127.0.0.10 \"text # no comment\"", list.Answer("127.0.0.10"));
    }

    [Fact]
    public void Ip4set_Variables_AreReplaced()
    {
        LoadedList list = Loaded.From(
            """
            $1 See http://www.example.com/bl
            127.0.0.2  $1/spammer/$ $2
            127.0.0.4  This spammer wants some $$$$.  $1/$ $9
            $2 for details
            $1 ignored

            """);

        Assert.Equal("127.0.0.2 \"See http://www.example.com/bl/spammer/127.0.0.2 for details\"", list.Answer("127.0.0.2"));
        Assert.Equal("127.0.0.2 \"This spammer wants some $$.  See http://www.example.com/bl/127.0.0.4 $9\"", list.Answer("127.0.0.4"));
    }

    [Fact]
    public void Ip4set_BaseTemplate_SurroundsTextsThatDoNotRefuseIt()
    {
        LoadedList list = Loaded.From(
            """
            $= See http://www.example.com/bl?$= ($) for details
            127.0.0.2    r123
            127.0.0.3
            127.0.0.4    =See other blocklists for details about $

            """);

        Assert.Equal("127.0.0.2 \"See http://www.example.com/bl?r123 (127.0.0.2) for details\"", list.Answer("127.0.0.2"));
        Assert.Equal("127.0.0.2 \"See http://www.example.com/bl?127.0.0.3 (127.0.0.3) for details\"", list.Answer("127.0.0.3"));
        Assert.Equal("127.0.0.2 \"See other blocklists for details about 127.0.0.4\"", list.Answer("127.0.0.4"));
    }

    [Fact]
    public void Find_SameEntries_AreUnitedInASetAndTheNarrowestInATrie()
    {
        const string Entries = "10/8 :8:\n10.2/16 :16:\n10.2.0/22 :22:\n10.2.1/24 :24:\n10.2.1.1 :32:\n10.2.1.1 :33:\n!10.2.1.2\n";

        LoadedList set = Loaded.From(Entries, ListFileFormat.Ip4set);
        LoadedList trie = Loaded.From(Entries, ListFileFormat.Ip4trie);

        Assert.Equal(["127.0.0.8", "127.0.0.16", "127.0.0.22 127.0.0.24", "127.0.0.32 127.0.0.33", "-"], Answers(set));
        Assert.Equal(["127.0.0.8", "127.0.0.16", "127.0.0.24", "127.0.0.32", "-"], Answers(trie));

        static string[] Answers(LoadedList list) =>
            [.. new[] { "10.9.9.9", "10.2.9.9", "10.2.1.9", "10.2.1.1", "10.2.1.2" }.Select(list.Answer)];
    }

    [Fact]
    public void Ip6trie_Entries_AreAsInTheManual()
    {
        LoadedList list = Loaded.From(
            """
            # Default A and TXT template values
            :127.0.1.2: Listed, see http://example.com/lookup?$
            2001:21ab:c000/36
            2001:21ab:def7:4242 :127.0.1.3: This one smells funny
            2605:6001:42::/52
            ::1                   # localhost
            !2605:6001:42::bead   # exclusion

            """);

        Assert.Equal(ListFileFormat.Ip6trie, list.Format);
        Assert.Equal("127.0.1.2 \"Listed, see http://example.com/lookup?2001:21ab:c000::1\"", list.Answer("2001:21ab:c000::1"));
        Assert.Equal("127.0.1.3 \"This one smells funny\"", list.Answer("2001:21ab:def7:4242:1:2:3:4"));
        Assert.Equal("127.0.1.2 \"Listed, see http://example.com/lookup?::1\"", list.Answer("::1"));
        Assert.Equal("-", list.Answer("2605:6001:42::bead"));
        Assert.NotEqual("-", list.Answer("2605:6001:42::beae"));
        Assert.Equal("-", list.Answer("2605:6001:42:1000::"));
    }

    [Theory]
    [InlineData("1:2:3:0:5:6:7:8", "1:2:3:0:5:6:7:8")]
    [InlineData("1:0:0:4:5:0:0:8", "1::4:5:0:0:8")]
    [InlineData("::", "::")]
    [InlineData("1::", "1::")]
    [InlineData("::ffff:1.2.3.4", "::ffff:102:304")]
    [InlineData("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::")]
    [InlineData("0:1::", "0:1::")]
    public void Ip6trie_TargetInText_IsWrittenAsRbldnsdDoes(string address, string shown) =>
        Assert.Equal("127.0.0.2 \"" + shown + "\"", Loaded.From(":2:$\n::/0\n", ListFileFormat.Ip6trie).Answer(address));

    [Fact]
    public void Dnset_Wildcards_AreAsInTheManual()
    {
        LoadedList list = Loaded.From(":2:$\nexample.com\n*.example.net\n.example.org\n!good.example.org\nUPPER.example\n", ListFileFormat.Dnset);

        Assert.Equal("127.0.0.2 \"example.com\"", list.Answer("example.com"));
        Assert.Equal("-", list.Answer("a.example.com"));
        Assert.Equal("-", list.Answer("example.net"));
        Assert.Equal("127.0.0.2 \"example.net\"", list.Answer("a.b.example.net"));
        Assert.Equal("127.0.0.2 \"example.org\"", list.Answer("example.org"));
        Assert.Equal("127.0.0.2 \"example.org\"", list.Answer("a.example.org"));
        Assert.Equal("-", list.Answer("good.example.org"));
        Assert.Equal("127.0.0.2 \"example.org\"", list.Answer("x.good.example.org"));
        Assert.Equal("127.0.0.2 \"upper.example\"", list.Answer("upper.EXAMPLE"));
        Assert.Equal("-", list.Answer("notexample.org"));
    }

    [Fact]
    public void Plain_AllKinds_AreInOneFile()
    {
        LoadedList list = Loaded.From(
            """
            # comment
            ; comment
            // comment
            192.0.2.1
            192.0.2.8/29 # a block
            192.0.2.99/30; bits beyond the length do not count
            198.51.100.1 - 198.51.100.9
            198.51.100.20-29
            2001:db8::/32
            2001:db9::1-2001:db9::9
            ::ffff:203.0.113.5
            spam.example.com
            .wild.example // all of it
            *.below.example
            bücher.example

            """);

        Assert.Equal(ListFileFormat.Plain, list.Format);
        Assert.Equal(BlocklistKind.IPv4 | BlocklistKind.IPv6 | BlocklistKind.Domain, list.Kinds);
        Assert.Equal(12, list.Entries);
        Assert.All(
            ["192.0.2.1", "192.0.2.15", "192.0.2.96", "198.51.100.9", "198.51.100.29", "2001:db8:ffff::1", "2001:db9::9", "203.0.113.5"],
            a => Assert.True(list.Find(System.Net.IPAddress.Parse(a)) is not null, a));
        Assert.All(
            ["192.0.2.2", "192.0.2.16", "192.0.2.95", "198.51.100.10", "198.51.100.30", "2001:db9::a", "203.0.113.6"],
            a => Assert.True(list.Find(System.Net.IPAddress.Parse(a)) is null, a));
        Assert.All(["spam.example.com", "wild.example", "a.wild.example", "a.below.example", "xn--bcher-kva.example"], n => Assert.True(list.MayList(n), n));
        Assert.All(["example.com", "a.spam.example.com", "below.example"], n => Assert.False(list.MayList(n), n));
    }

    [Theory]
    [InlineData("; Spamhaus DROP List 2026/11/28\n; Expires: Sat\n192.0.2.0/24 ; SBL123\n198.51.100.0/25 ; SBL456\n")]
    [InlineData("{\"cidr\":\"192.0.2.0/24\",\"sblid\":\"SBL123\",\"rir\":\"ripencc\"}\n{\"cidr\":\"198.51.100.0/25\",\"sblid\":\"SBL456\",\"rir\":\"arin\"}\n{\"type\":\"metadata\",\"timestamp\":1764300000,\"size\":123,\"records\":2}\n")]
    [InlineData("[{\"cidr\":\"192.0.2.0\\/24\",\"sblid\":\"SBL123\",\"rir\":\"ripencc\"},\n  {\"sblid\":\"SBL456\",\n\"cidr\":\"198.51.100.0/25\"}\n,{\"type\":\"metadata\"}]\n\n")]
    public void Drop_TextAndJson_CarryTheRecordAsText(string text)
    {
        LoadedList list = Loaded.From(text);

        Assert.Equal(ListFileFormat.Drop, list.Format);
        Assert.Equal(2, list.Entries);
        Assert.Equal("127.0.0.2 \"SBL123\"", list.Answer("192.0.2.255"));
        Assert.Equal("127.0.0.2 \"SBL456\"", list.Answer("198.51.100.127"));
        Assert.Equal("-", list.Answer("198.51.100.128"));
    }

    [Fact]
    public void Drop_Ip6_IsRead()
    {
        LoadedList list = Loaded.From("{\"cidr\":\"2001:db8:bad::/48\",\"sblid\":\"SBL9\"}\n");

        Assert.Equal("127.0.0.2 \"SBL9\"", list.Answer("2001:db8:bad:1::1"));
        Assert.Equal("-", list.Answer("2001:db8:bae::"));
    }

    [Fact]
    public void Ttls_OfSpecials_AreTheAnswers()
    {
        LoadedList list = Loaded.From("$SOA 10m ns.test. h.test. 0 1h 1h 2d 30m\n$TTL 1h\n192.0.2.1\n#$TTL 2h\n");

        Assert.Equal(TimeSpan.FromHours(2), list.Ttl);
        Assert.Equal(TimeSpan.FromMinutes(10), list.NegativeTtl);
        Assert.Equal(TimeSpan.FromMinutes(35), Loaded.From("192.0.2.1\n").Ttl);
    }

    [Fact]
    public void Timestamp_Expiry_IsKeptAndTheFutureRefused()
    {
        DateTime now = new(2026, 11, 28, 12, 0, 0, DateTimeKind.Utc);

        Assert.Equal(now.AddDays(1), Loaded.From("$TIMESTAMP 2026:11:28:12:00:00 +1d\n192.0.2.1\n", now: now).ExpiresAt);
        Assert.Equal(new DateTime(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc), Loaded.From("$TIMESTAMP 0 2026-11-30\n192.0.2.1\n", now: now).ExpiresAt);
        foreach (string both in new[] { "$TIMESTAMP 0 2026-11-30\n$TIMESTAMP 0 2027-11-30\n", "$TIMESTAMP 0 2027-11-30\n$TIMESTAMP 0 2026-11-30\n$TIMESTAMP 0\n" })
        {
            Assert.Equal(new DateTime(2026, 11, 30, 0, 0, 0, DateTimeKind.Utc), Loaded.From(both + "192.0.2.1\n", now: now).ExpiresAt);
        }

        Assert.Contains(
            "future", Assert.Throws<ListFileException>(() => Loaded.From("$TIMESTAMP 20261129\n192.0.2.1\n", now: now)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LongText_IsCutAtACharacter()
    {
        string text = "192.0.2.1 :2:" + string.Concat(Enumerable.Repeat("ä", 200)) + "\n192.0.2.2 :2:" + string.Concat(Enumerable.Repeat("$", 100)) + "x\n";

        LoadedList list = Loaded.From(text, ListFileFormat.Ip4set);

        Assert.Equal("127.0.0.2 \"" + new string('ä', 127) + "\"", list.Answer("192.0.2.1"));
        Assert.Equal("127.0.0.2 \"" + new string('$', 50) + "x\"", list.Answer("192.0.2.2"));
    }

    [Fact]
    public void Find_ManyTextsForOneAddress_AreBoundedAndNoCodeIsLost()
    {
        StringBuilder text = new();
        for (int i = 0; i < 50; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"192.0.2.1 :{2 + i}:text {i}\n.many.example :{2 + i}:text {i}\n");
        }

        string[] lines = text.ToString().Split('\n');
        LoadedList addresses = Loaded.From(string.Join('\n', lines.Where((_, i) => i % 2 == 0)) + "\n", ListFileFormat.Ip4set);
        LoadedList names = Loaded.From(string.Join('\n', lines.Where((_, i) => i % 2 == 1)) + "\n", ListFileFormat.Dnset);

        foreach (FileAnswer answer in new[] { addresses.Find(System.Net.IPAddress.Parse("192.0.2.1"))!, names.Find("many.example")! })
        {
            Assert.Equal(50, answer.Addresses.Distinct().Count());
            Assert.Equal(ListFileLimits.TextsOfAnswer, answer.Texts.Count);
        }
    }
}
