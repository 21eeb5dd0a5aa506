using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class FindingWindowTests
{
    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry("single", "kind: [\"ip4\", \"ip6\"]"),
            CatalogText.Entry("ranges", "takesRanges: true"),
            CatalogText.Entry("wide", "scope: \"range\""),
            CatalogText.Entry("whole", "includes: [\"single\", \"ranges\"]"),
        ],
        ProviderText.Entry("one"),
        ProviderText.Entry("many", "takesRanges: true"));

    [Theory]
    [InlineData("single", "1 | 2 | 3")]
    [InlineData("ranges", "1+2 | 3")]
    [InlineData("wide", "1+2 | 3")]
    public void Flush_ListingsOfNeighbours_AreTogetherWhereTheOperatorTakesRanges(string list, string expected) =>
        Assert.Equal(expected, Groups(
            Routes.Listed(Catalog, list, "192.0.2.1"), Routes.Listed(Catalog, list, "192.0.2.2"), Routes.Listed(Catalog, list, "198.51.100.3")));

    [Theory]
    [InlineData("one", "1 | 2")]
    [InlineData("many", "1+2")]
    public void Flush_NeighboursAtOneProvider_AreTogetherWhereItTakesRanges(string provider, string expected)
    {
        MailProvider found = Catalog.Find(provider)!;

        Assert.Equal(expected, Groups(FindingReader.Read(found, "192.0.2.1"), FindingReader.Read(found, "192.0.2.2")));
        Assert.Equal(expected, Groups(
            Refused("192.0.2.1", RefusalCause.AddressBlocked, provider), Refused("192.0.2.2", RefusalCause.RangeBlocked, provider)));
    }

    [Theory]
    [InlineData(RefusalCause.RateLimited, null)]
    [InlineData(RefusalCause.ContentRefused, null)]
    [InlineData(RefusalCause.AddressBlocked, "unheard.test")]
    [InlineData(RefusalCause.AddressBlocked, "single")]
    public void Flush_RefusalsThatTheProvidersFormIsNotFor_AreApart(RefusalCause cause, string? list) => Assert.Equal(
        "1 | 2", Groups(Refused("192.0.2.1", cause, "many", list), Refused("192.0.2.2", cause, "many", list)));

    [Fact]
    public void Flush_RefusalsThatNameAListThatTakesRanges_AreTogether() => Assert.Equal(
        "1+2", Groups(Refused("192.0.2.1", RefusalCause.AddressBlocked, "one", "ranges"), Refused("192.0.2.2", RefusalCause.AddressBlocked, null, "ranges.test")));

    [Theory]
    [InlineData("ranges", "1+2")]
    [InlineData("single", "1 | 2")]
    public void Flush_PartsOfACombinedList_DecideForThemselves(string part, string expected) => Assert.Equal(
        expected, Groups(Routes.Listed(Catalog, "whole", "192.0.2.1", part), Routes.Listed(Catalog, "whole", "192.0.2.2", part)));

    [Fact]
    public void Flush_NeighboursWithoutAnOperatorInCommon_AreApart() => Assert.Equal(
        "1 | 2+3", Groups(
            Routes.Listed(Catalog, "single", "192.0.2.1"), Routes.Listed(Catalog, "single", "192.0.2.2"),
            Routes.Listed(Catalog, "ranges", "192.0.2.2"), Routes.Listed(Catalog, "ranges", "192.0.2.3")));

    [Fact]
    public void Flush_FindingsAboutOneTarget_AreOnePlanInTheOrderOfArrival()
    {
        string[] lists = ["single", "ranges", "wide"];
        FindingWindow window = new();
        foreach (string list in lists)
        {
            Assert.Empty(window.Add(Routes.Listed(Catalog, list, "192.0.2.7")));
            Assert.Empty(window.Add(Routes.Listed(Catalog, list, "198.51.100.7")));
            Assert.Empty(window.Add(Routes.Listed(Catalog, list, "2001:db8::7")));
        }

        // The last to be heard of again is not the last to have come.
        window.Add(Routes.Listed(Catalog, "whole", "192.0.2.7"));
        List<IReadOnlyList<Finding>> groups = window.Flush().ToList();

        Assert.Equal(["192.0.2.7", "198.51.100.7", "2001:db8::7"], groups.Select(g => g.Select(f => f.Target).Distinct().Single()));
        Assert.Equal([.. lists, "whole"], groups[0].Select(f => f.List!.Id));
        Assert.Equal(0, window.Held);
        Assert.Empty(window.Flush());
    }

    [Fact]
    public void Flush_RangeOfIPv6_IsASlash64() => Assert.Equal(
        "2001:db8::1+2001:db8::2 | 2001:db8:0:1::1", string.Join(" | ", GroupsOf(
            new[] { "2001:db8::1", "2001:db8::2", "2001:db8:0:1::1" }.Select(a => Routes.Listed(Catalog, "wide", a)).ToArray())
            .Select(g => string.Join("+", g.Select(f => f.Target)))));

    [Fact]
    public void Add_TheSameAgain_IsOneFinding()
    {
        FindingWindow window = new();
        for (int i = 0; i < 1000; i++)
        {
            window.Add(Routes.Listed(Catalog, "single", "192.0.2.1"));
            window.Add(Refused("192.0.2.1", RefusalCause.AddressBlocked, "one"));
            window.Add(Refused(null, RefusalCause.RateLimited, "one"));
        }

        Assert.Equal(3, window.Held);
        Assert.Equal([2, 1], window.Flush().Select(g => g.Count));
    }

    [Fact]
    public void Add_RefusalsOfDifferentProvidersOrCausesWithoutATarget_AreCasesOfTheirOwn()
    {
        Assert.Equal(3, GroupsOf(
            Refused(null, RefusalCause.RateLimited, "one"), Refused(null, RefusalCause.RateLimited, "many"), Refused(null, RefusalCause.Unknown, "one")).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_WeakFinding_CountsOnlyWhereNothingElseWasFound(bool comesFirst)
    {
        Finding weak = new FindingReader(Catalog).Read(Routes.Check(Catalog, "single", ListingVerdict.NotListed, "192.0.2.1")).Single();
        Finding strong = Routes.Listed(Catalog, "ranges", "192.0.2.1");
        IReadOnlyList<Finding> group = Assert.Single(GroupsOf(comesFirst ? [weak, strong] : [strong, weak]));

        Assert.Equal(["ranges"], Routes.Plan(Catalog, group.ToArray()).Findings.Select(f => f.For));
        Assert.Equal(["target-not-listed"], Routes.Plan(Catalog, weak).Findings.Select(f => f.For));
    }

    [Fact]
    public void Add_HundredThousandFindings_HoldsABoundedNumberAndLosesNone()
    {
        const int Many = 100_000;
        FindingWindow window = new();
        HashSet<string> handedOn = new(StringComparer.Ordinal);
        int handed = 0;
        for (int i = 0; i < Many; i++)
        {
            string address = "10." + (i >> 16) + "." + ((i >> 8) & 255) + "." + (i & 255);
            foreach (IReadOnlyList<Finding> group in window.Add(Routes.Listed(Catalog, i % 3 == 0 ? "ranges" : "single", address)))
            {
                handed += group.Count;
                handedOn.UnionWith(group.Select(f => f.Target!));
            }

            Assert.InRange(window.Held, 0, FindingWindow.Width);
            Assert.Equal(i + 1, handed + window.Held);
        }

        handedOn.UnionWith(window.Flush().SelectMany(g => g.Select(f => f.Target!)));
        Assert.Equal(Many, handedOn.Count);
    }

    [Fact]
    public void Add_MoreThanItHoldsInOneRange_HandsThatRangeOn()
    {
        FindingWindow window = new();
        int handed = 0;
        for (int i = 0; i < FindingWindow.Width * 2; i++)
        {
            handed += window.Add(Routes.Listed(Catalog, "wide", "2001:db8::" + i.ToString("x", null))).Sum(g => g.Count);
            Assert.InRange(window.Held, 0, FindingWindow.Width);
        }

        Assert.Equal(FindingWindow.Width * 2, handed + window.Flush().Sum(g => g.Count));
    }

    [Fact]
    public void Add_RoomIsNeeded_HandsOnTheRangeThatWasLongestWithoutANewOne()
    {
        FindingWindow window = new();
        window.Add(Routes.Listed(Catalog, "single", "192.0.2.1"));
        window.Add(Routes.Listed(Catalog, "single", "198.51.100.1"));
        window.Add(Routes.Listed(Catalog, "wide", "192.0.2.1"));
        List<IReadOnlyList<Finding>> handed = new();
        for (int i = 0; handed.Count == 0; i++)
        {
            handed.AddRange(window.Add(Routes.Listed(Catalog, "single", "10." + (i >> 8) + "." + (i & 255) + ".1")));
        }

        Assert.Equal("198.51.100.1", Assert.Single(handed)[0].Target);
    }

    private static Finding Refused(string? target, RefusalCause cause, string? provider, string? list = null) =>
        Routes.Refused(Catalog, Routes.Refusal(cause, provider, list), target);

    private static List<IReadOnlyList<Finding>> GroupsOf(params Finding[] findings)
    {
        FindingWindow window = new();
        return findings.SelectMany(window.Add).ToList().Concat(window.Flush()).ToList();
    }

    /// <summary>The last numbers of the addresses of each group.</summary>
    private static string Groups(params Finding[] findings) => string.Join(" | ", GroupsOf(findings)
        .Select(g => string.Join("+", g.Select(f => f.Target!.Split('.')[3]).Distinct())));
}
