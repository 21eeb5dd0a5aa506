using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>
/// In the tables a list is written as its impact (H, M, L), an exclamation mark where it was asked for by name, and
/// its verdict: <c>H! Listed</c>.
/// </summary>
public sealed class BlocklistSummaryTests
{
    [Theory]

    // One listing is enough, whoever else is silent.
    [InlineData("L Listed", ListingStatus.Listed)]
    [InlineData("L Listed, H Failed, H! Refused, M Failed, M Failed", ListingStatus.Listed)]

    // Nothing, or nothing that can be trusted.
    [InlineData("", ListingStatus.Undetermined)]
    [InlineData("H Failed", ListingStatus.Undetermined)]
    [InlineData("L Unverified", ListingStatus.Undetermined)]
    [InlineData("L NotApplicable", ListingStatus.Undetermined)]
    [InlineData("L! NotApplicable", ListingStatus.Undetermined)]

    // What must answer: every list of high impact and every list asked for by name.
    [InlineData("H NotListed, M NotListed, L NotListed", ListingStatus.NotListed)]
    [InlineData("H Refused, M NotListed, L NotListed", ListingStatus.Undetermined)]
    [InlineData("H Failed, M NotListed, L NotListed", ListingStatus.Undetermined)]
    [InlineData("H Unverified, M NotListed, L NotListed", ListingStatus.Undetermined)]
    [InlineData("H Informational, M NotListed", ListingStatus.NotListed)]
    [InlineData("H NotListed, L! Failed", ListingStatus.Undetermined)]
    [InlineData("H NotListed, L! NotListed, L Failed, L NotListed", ListingStatus.NotListed)]
    [InlineData("H NotListed, L! NotApplicable", ListingStatus.NotListed)]

    // Of the others, half.
    [InlineData("H NotListed, M NotListed, M Failed", ListingStatus.NotListed)]
    [InlineData("M NotListed, M Failed, L Refused", ListingStatus.Undetermined)]
    [InlineData("M NotListed, M Failed", ListingStatus.NotListed)]
    [InlineData("M Informational, M Failed", ListingStatus.NotListed)]
    [InlineData("H NotListed, H NotListed, H NotListed, M NotListed, M Failed, M Failed", ListingStatus.Undetermined)]
    [InlineData("H NotListed, M Failed", ListingStatus.Undetermined)]
    [InlineData("M NotListed, M NotApplicable, M NotApplicable, M NotApplicable", ListingStatus.NotListed)]
    public void Of_Checks_GiveAStatusThatCanBeTrusted(string text, ListingStatus status) => Assert.Equal(status, Summary(text).Status);

    [Fact]
    public void Of_Checks_AreCountedWithoutThoseThatDoNotApply()
    {
        IpBlocklistResult result = Summary("H NotListed, M Listed, M Informational, L Failed, L Refused, L Unverified, L! NotApplicable");

        Assert.Equal((6, 3, 3), (result.Asked, result.Answered, result.Unanswered));
        Assert.Equal(7, result.Checks.Count);
    }

    [Fact]
    public void Of_Listings_AreWorstFirstThenById()
    {
        IpBlocklistResult result = Summary("L Listed, M Listed, H Listed, M Listed, M NotListed");

        Assert.Equal(new[] { "list-2", "list-1", "list-3", "list-0" }, result.ListedOn);
        Assert.Equal(result.ListedOn, result.Listings.Select(c => c.Blocklist));
    }

    [Fact]
    public void Of_ListAndOneThatItContains_IsOneListing()
    {
        SelectedList[] lists = { Selected("whole", "Op", "part"), Selected("part", "Op"), Selected("other", "op") };
        IpBlocklistResult both = Of(lists, Check("part", ListingVerdict.Listed), Check("whole", ListingVerdict.Listed), Check("other", ListingVerdict.Listed));
        IpBlocklistResult part = Of(lists, Check("part", ListingVerdict.Listed), Check("whole", ListingVerdict.Failed), Check("other", ListingVerdict.NotListed));

        Assert.Equal(new[] { "other", "whole" }, both.ListedOn);
        Assert.Equal(new[] { "Op" }, both.Operators, StringComparer.OrdinalIgnoreCase);
        Assert.Equal(new[] { "part" }, part.ListedOn);
    }

    private static IpBlocklistResult Summary(string text)
    {
        List<SelectedList> lists = new();
        List<BlocklistCheck> checks = new();
        foreach (string item in text.Split(", ", StringSplitOptions.RemoveEmptyEntries))
        {
            string id = "list-" + checks.Count;
            BlocklistImpact impact = item[0] switch { 'H' => BlocklistImpact.High, 'M' => BlocklistImpact.Medium, _ => BlocklistImpact.Low };
            lists.Add(new SelectedList(new Blocklist { Id = id, Impact = impact }, isNamed: item[1] == '!'));
            checks.Add(new BlocklistCheck
            {
                Blocklist = id, Operator = id, Impact = impact, Verdict = Enum.Parse<ListingVerdict>(item.Split(' ')[1]),
            });
        }

        return Of(lists, checks.ToArray());
    }

    private static IpBlocklistResult Of(IReadOnlyList<SelectedList> lists, params BlocklistCheck[] checks) =>
        new BlocklistSummary(checks, lists, "192.0.2.53", Array.Empty<string>()).ForAddress(Runs.Address, null);

    private static SelectedList Selected(string id, string operatorName, params string[] includes) =>
        new(new Blocklist { Id = id, Operator = operatorName, Includes = includes }, isNamed: true);

    private static BlocklistCheck Check(string id, ListingVerdict verdict) => new() { Blocklist = id, Operator = id == "other" ? "op" : "Op", Verdict = verdict };
}
