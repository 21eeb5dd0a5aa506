using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>Lists answer what looking at every entry answers.</summary>
public sealed class RandomZoneTests
{
    private const int Seeds = 40;

    [Theory]
    [InlineData(ListFileFormat.Ip4set)]
    [InlineData(ListFileFormat.Ip4trie)]
    [InlineData(ListFileFormat.Ip4tset)]
    [InlineData(ListFileFormat.Ip6trie)]
    [InlineData(ListFileFormat.Ip6tset)]
    [InlineData(ListFileFormat.Dnset)]
    public void Find_RandomEntries_AreAnsweredAsOneByOne(ListFileFormat format)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            RandomZone zone = new(format, seed, entries: seed < 5 ? seed : 120);
            NaiveZone naive = new(zone);
            LoadedList list = Loaded.From(zone.Text, format);
            Assert.Equal(zone.Entries.Count, list.Entries);
            foreach (string target in zone.Targets(200))
            {
                string expected = naive.Answer(target);
                string found = list.Answer(target);
                Assert.True(expected == found, $"{format}, seed {seed}, {target}: expected {expected}, found {found}");
                Assert.Equal(expected != "-", MayList(list, target));
            }
        }
    }

    private static bool MayList(LoadedList list, string target)
    {
        if (!IPAddress.TryParse(target, out IPAddress? address))
        {
            return list.MayList(target);
        }

        if (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork)
        {
            return list.MayList(IpAddressText.ToUInt32(address));
        }

        Ip6Key key = ListContent.Key(address);
        return list.MayList(key.High, key.Low);
    }
}
