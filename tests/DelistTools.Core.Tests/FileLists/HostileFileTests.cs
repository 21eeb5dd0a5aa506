using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Text;
using DelistTools.Lab;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>Files that were damaged, or made to do harm: a list comes of them, or the documented exception, and it does not take long.</summary>
public sealed class HostileFileTests
{
    private const int Inputs = 4000;

    private static readonly ListFileFormat[] Formats = Enum.GetValues<ListFileFormat>();

    [Fact]
    public void Load_DamagedFiles_GiveAListOrTheDocumentedException()
    {
        List<byte[]> samples = [.. Formats.Where(f => f is > ListFileFormat.Auto and < ListFileFormat.Plain)
            .Select(f => Encoding.UTF8.GetBytes(new RandomZone(f, 77, 60).Text))];
        samples.Add(Encoding.UTF8.GetBytes("# x\n192.0.2.1\n192.0.2.0/24 // y\n198.51.100.1 - 198.51.100.9\n2001:db8::/32\n.spam.example\nbücher.example\n"));
        samples.Add(Encoding.UTF8.GetBytes("{\"cidr\":\"192.0.2.0/24\",\"sblid\":\"SBL1\"}\n{\"cidr\":\"2001:db8::/32\",\"sblid\":\"SBL2\"}\n{\"type\":\"metadata\"}\n"));
        samples.Add(Encoding.UTF8.GetBytes("[{\"cidr\":\"192.0.2.0/24\",\"sblid\":\"SBL1\"},\n{\"cidr\":\"2001:db8::/32\"}]"));
        samples.Add([0xFF, 0xFE, .. Encoding.Unicode.GetBytes("192.0.2.1\r\nspam.example\r\n")]);
        TextMutator mutator = new(samples, seed: 4711);
        int loaded = 0, refused = 0;
        for (int i = 0; i < Inputs; i++)
        {
            byte[] bytes = mutator.Next();
            try
            {
                LoadedList list = Loaded.From(bytes, Formats[i % Formats.Length], lenient: i % 3 == 0);
                loaded++;
                Ask(list, i);
            }
            catch (ListFileException e)
            {
                refused++;
                Assert.NotEmpty(e.Message);
            }
        }

        Assert.True(loaded > Inputs / 10 && refused > Inputs / 10, loaded + " " + refused);
    }

    /// <summary>Each of these takes minutes where overlaps, repetitions or collisions cost more than they should.</summary>
    [Theory]
    [InlineData("nested blocks with texts")]
    [InlineData("nested ranges with texts")]
    [InlineData("one address, many texts")]
    [InlineData("one name, many texts")]
    [InlineData("staircase")]
    [InlineData("deep names")]
    [InlineData("exclusions")]
    public void Load_ManyOverlaps_IsNoWorkWithoutEnd(string kind)
    {
        const int Count = 100_000;
        StringBuilder text = new();
        for (int i = 0; i < Count; i++)
        {
            string address = (10 + (i >> 16)) + "." + ((i >> 8) & 255) + "." + (i & 255);
            text.Append(kind switch
            {
                "nested blocks with texts" => "10.0.0.0/" + (8 + (i % 25)) + " text " + i,
                "nested ranges with texts" => address + ".0-200.0.0." + (i & 255) + " text " + i,
                "one address, many texts" => "192.0.2.1 :" + (2 + (i % 50)) + ":text " + i,
                "one name, many texts" => ".spam.example :" + (2 + (i % 50)) + ":text " + i,
                "staircase" => address + ".0-" + (60 + (i >> 16)) + "." + ((i >> 8) & 255) + "." + (i & 255) + ".9 :" + (2 + (i % 50)) + ":",
                "deep names" => string.Concat(Enumerable.Repeat("a.", i % 100)) + "b" + (i / 100) + " text",
                _ => (i % 2 == 0 ? "!" : "") + address + ".0/24",
            }).Append('\n');
        }

        LoadedList list = Loaded.From(text.ToString(), kind.Contains("name", StringComparison.Ordinal) ? ListFileFormat.Dnset : ListFileFormat.Ip4set);
        Ask(list, 1);
        Assert.Equal(Count, list.Entries);
    }

    [Fact]
    public void Find_NamesOfAllLengths_AreLookedUp()
    {
        LoadedList list = Loaded.From(".spam.example\n");

        Assert.All(
            ["", ".", "..", "a", ".spam.example", "x..spam.example", new string('a', 300) + ".spam.example", "ä.spam.example", "spam.example."],
            n => _ = list.Find(n));
        Assert.True(list.MayList("ä.spam.example"));
        Assert.False(list.MayList(new string('a', 300) + ".spam.example"));
    }

    private static void Ask(LoadedList list, int seed)
    {
        Random random = new(seed);
        byte[] octets = new byte[16];
        for (int i = 0; i < 20; i++)
        {
            random.NextBytes(octets);
            _ = list.Find(new IPAddress(octets));
            _ = list.Find(new IPAddress(octets[..4]));
            _ = list.Find(string.Join('.', octets.Take(4).Select(o => ((char)('a' + (o % 3))).ToString())));
        }

        _ = list.ListsWorld(BlocklistKind.IPv4) | list.ListsWorld(BlocklistKind.IPv6) | list.ListsWorld(BlocklistKind.Domain);
    }
}
