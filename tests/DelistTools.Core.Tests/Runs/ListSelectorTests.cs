using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ListSelectorTests
{
    private const BlocklistKind Addresses = BlocklistKind.IPv4 | BlocklistKind.IPv6;

    private static readonly string Entries = CatalogText.File(
        CatalogText.Entry("whole", "impact: \"high\"", "includes: [\"part\", \"lesser-part\"]", "name: \"The Whole List\""),
        CatalogText.Entry("part", "impact: \"high\""),
        CatalogText.Entry("lesser-part"),
        CatalogText.Entry("medium", "impact: \"medium\"", "otherZones: [\"mirror.medium.test\"]"),
        CatalogText.Entry("doubtful", "status: \"unknown\""),
        CatalogText.Entry("gone", "status: \"dead\"", "statusDate: \"2015\""),
        CatalogText.Entry("swallowed", "status: \"merged\""),
        CatalogText.Entry("hidden", "private: true", "zone:", "lookupUrl: \"https://look.example/\""),
        CatalogText.Entry("secret", "private: true", "zone:"),
        CatalogText.Entry("locked", "zone:", "keyedZone: \"<key>.locked.test\""),
        CatalogText.Entry("both", "keyedZone: \"<key>.both.test\""),
        CatalogText.Entry("zoneless", "zone:", "otherZones: [\"old.zoneless.test\"]"),
        CatalogText.Entry("loud", "zone: \"LOUD.Test.\"", "impact: \"none\""),
        CatalogText.Entry("names", "kind: [\"domain\"]"));

    private static readonly ListCatalog Catalog = CatalogText.Load(Entries);

    [Fact]
    public void Select_Nothing_TakesLiveListsThatAnswerAndNoneThatAnotherContains() =>
        Assert.Equal("both loud medium whole", Ids(Select()));

    [Fact]
    public void Select_NothingWithAKey_TakesTheListThatItOpens() =>
        Assert.Equal("both locked loud medium whole", Ids(Select(catalog: CatalogText.Load(Entries, keys: CatalogText.Keys("locked=k1")))));

    [Theory]
    [InlineData("high", "whole")]
    [InlineData("medium", "medium")]
    [InlineData("low", "both lesser-part")]
    [InlineData("medium low", "both lesser-part medium")]
    [InlineData("none", "loud")]
    public void Select_Impact_NarrowsAndThenLooksForIncludes(string impacts, string expected) =>
        Assert.Equal(expected, Ids(Select(impacts: impacts)));

    [Theory]
    [InlineData("part", "part!")]
    [InlineData("PART", "part!")]
    [InlineData("The Whole List", "whole!")]
    [InlineData("whole.test", "whole!")]
    [InlineData("mirror.medium.test", "medium!")]
    [InlineData("whole part", "part! whole!")]
    [InlineData("part part", "part!")]
    [InlineData("doubtful", "doubtful!")]
    [InlineData("names", "names!")]
    public void Select_ExactName_TakesItWhateverElse(string names, string expected)
    {
        string[] exact = names == "The Whole List" ? new[] { names } : names.Split(' ');

        Assert.Equal(expected, Ids(Select(exact, impacts: "none")));
    }

    [Theory]
    [InlineData("*", "both doubtful loud medium whole")]
    [InlineData("*part", "lesser-part part")]
    [InlineData("the whole*", "whole")]
    [InlineData("whole *part", "whole!")]
    [InlineData("part *", "both doubtful loud medium part! whole")]
    public void Select_Wildcards_TakeWhatFitsAndNoneThatAnotherContains(string names, string expected) =>
        Assert.Equal(expected, Ids(Select(names.StartsWith("the", StringComparison.Ordinal) ? new[] { names } : names.Split(' '))));

    [Theory]
    [InlineData("gone", "BlocklistClosed")]
    [InlineData("gone.test", "BlocklistClosed")]
    [InlineData("swallowed", "BlocklistClosed")]
    [InlineData("hidden", "BlocklistPrivate")]
    [InlineData("secret", "BlocklistPrivate")]
    [InlineData("locked", "BlocklistKeyRequired")]
    [InlineData("zoneless", "BlocklistWithoutZone")]
    [InlineData("nowhere", "UnknownBlocklist")]
    [InlineData("nowhere*", "UnknownBlocklist")]
    [InlineData("gone*", "BlocklistClosed")]
    [InlineData("hid*", "BlocklistPrivate")]
    public void Select_NameThatCannotBeAsked_IsAProblemAndAsksNothing(string name, string id)
    {
        ListSelector selector = new(Catalog);

        Assert.Empty(Select(selector, new[] { name }));
        Problem problem = Assert.Single(selector.Problems);
        Assert.Equal(id, problem.Id);
        Assert.Equal(name, problem.Target);
    }

    [Fact]
    public void Select_WildcardThatAlsoMeetsClosedLists_SaysNothingAboutThem()
    {
        ListSelector selector = new(Catalog);

        Assert.NotEmpty(Select(selector, new[] { "*" }));
        Assert.Empty(selector.Problems);
    }

    [Theory]
    [InlineData("gone", "was closed (2015)")]
    [InlineData("swallowed", "was merged into another list")]
    [InlineData("hidden", "Look the address up at https://look.example/.")]
    [InlineData("secret", "Ask its operator, Operator of secret.")]
    [InlineData("locked", "Operator of locked")]
    public void Refuse_List_SaysWhy(string id, string said) =>
        Assert.Equal(new object[] { id, said }, ListSelector.Refuse(Catalog.Find(id)!, id)?.Arguments);

    [Theory]
    [InlineData("mediun", "Did you mean 'medium'?")]
    [InlineData("medi", "Did you mean 'medium'?")]
    [InlineData("idden", "Did you mean 'hidden'?")]
    [InlineData("wohle", "Did you mean 'whole'?")]
    [InlineData("zzzzzzzz", "See Get-Blocklist")]
    [InlineData("", "See Get-Blocklist")]
    public void Unknown_Name_SuggestsTheNearest(string name, string said) =>
        Assert.StartsWith(said, (string)new ListSelector(Catalog).Unknown(name).Arguments[1], StringComparison.Ordinal);

    [Fact]
    public void Select_UnknownZone_IsReadByRfc5782Alone()
    {
        SelectedList selected = Assert.Single(Select(zones: new[] { "BL.Example.NET." }));

        Assert.True(selected.IsNamed);
        Assert.Equal("bl.example.net", selected.List.Id);
        Assert.Equal("bl.example.net", selected.List.Zone);
        Assert.Equal("bl.example.net", selected.List.Rules.PublicZone);
        Assert.Equal(Addresses, selected.List.Kind);
        Assert.Empty(selected.List.Rules.Codes);
    }

    [Theory]
    [InlineData("whole.test", "whole!")]
    [InlineData("WHOLE.test.", "whole!")]
    [InlineData("loud.test", "loud!")]
    [InlineData("whole.test bl.example.net whole.test", "bl.example.net! whole!")]
    [InlineData("mirror.medium.test", "mirror.medium.test!")]
    [InlineData("old.zoneless.test", "old.zoneless.test!")]
    public void Select_KnownZone_IsReadByItsListsRules(string zones, string expected) =>
        Assert.Equal(expected, Ids(Select(zones: zones.Split(' '))));

    [Theory]
    [InlineData("gone.test", "BlocklistClosed")]
    [InlineData("typed1.locked.test", "AccountKeyInName")]
    [InlineData("not a zone", "InvalidZone")]
    [InlineData("localhost", "InvalidZone")]
    [InlineData("192.0.2.1", "InvalidZone")]
    [InlineData("", "InvalidZone")]
    public void Select_ZoneThatCannotBeAsked_IsAProblem(string zone, string id)
    {
        ListSelector selector = new(Catalog);

        Assert.Empty(Select(selector, Array.Empty<string>(), zones: new[] { zone }));
        Assert.Equal(id, Assert.Single(selector.Problems).Id);
    }

    [Theory]
    [InlineData("mirror.marked.test")]
    [InlineData("marked.test")]
    public void Select_ZoneOfAMarkedList_KeepsItsRulesAndNeedsNoKey(string zone)
    {
        string entry = CatalogText.Entry(
            "marked", "zone: \"marked.test\"", "keyedZone: \"<key>.keyed.test\"", "otherZones: [\"mirror.marked.test\"]", "polarity: \"allow\"", "combine: \"bitmask\"");
        ListCatalog catalog = CatalogText.Load(CatalogText.File(entry), keys: CatalogText.Keys("marked=k1"));

        Blocklist asked = Assert.Single(Select(zones: new[] { zone }, catalog: catalog)).List;

        Assert.Equal(zone, asked.Zone);
        Assert.Equal(zone, asked.Rules.PublicZone);
        Assert.Null(asked.Rules.KeyedZone);
        Assert.Equal(ListPolarity.Allow, asked.Rules.Polarity);
        Assert.True(asked.Rules.IsBitmask);
    }

    [Fact]
    public void Select_KeyTypedInAZone_IsNotRepeated()
    {
        ListSelector selector = new(Catalog);

        Select(selector, new[] { "typed1.locked.test" }, zones: new[] { "typed2.locked.test" });

        Assert.Equal(new[] { "AccountKeyInName", "AccountKeyInName" }, selector.Problems.Select(p => p.Id));
        Assert.All(selector.Problems, p => Assert.Equal("<key>.locked.test", p.Target));
        Assert.All(selector.Problems, p => Assert.DoesNotContain(p.Arguments, a => ((string)a).Contains("typed", StringComparison.Ordinal)));
    }

    [Fact]
    public void Select_NamesAndZones_AreTakenTogether() =>
        Assert.Equal("bl.example.net! medium!", Ids(Select(new[] { "medium" }, zones: new[] { "bl.example.net" })));

    [Theory]
    [InlineData("whole", true)]
    [InlineData("doubtful", true)]
    [InlineData("gone", false)]
    [InlineData("swallowed", false)]
    [InlineData("hidden", false)]
    [InlineData("locked", false)]
    [InlineData("zoneless", false)]
    public void IsAskable_List_NeedsAZoneAndLife(string id, bool expected)
    {
        Assert.Equal(expected, ListSelector.IsAskable(Catalog.Find(id)!));
        Assert.Equal(expected, ListSelector.Refuse(Catalog.Find(id)!, id) is null);
    }

    [Theory]
    [InlineData("zoneless")]
    [InlineData("whole")]
    public void IsAskable_KeyOfAListThatTakesNone_ChangesNothing(string id)
    {
        Blocklist list = CatalogText.Load(Entries, keys: CatalogText.Keys(id + "=k1")).Find(id)!;

        Assert.False(list.HasKey);
        Assert.Equal(Catalog.Find(id)!.Zone, list.Zone);
        Assert.Equal(id == "whole", ListSelector.IsAskable(list));
    }

    private static IReadOnlyList<SelectedList> Select(
        string[]? names = null, string? impacts = null, string[]? zones = null, ListCatalog? catalog = null) =>
        Select(new ListSelector(catalog ?? Catalog), names ?? Array.Empty<string>(), impacts, zones);

    private static IReadOnlyList<SelectedList> Select(
        ListSelector selector, string[] names, string? impacts = null, string[]? zones = null) => selector.Select(
            names.Select(Pattern).ToList(),
            (impacts ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(i => Enum.Parse<BlocklistImpact>(i, ignoreCase: true)).ToList(),
            zones ?? Array.Empty<string>(),
            Addresses);

    /// <summary>Ids in alphabetical order, with an exclamation mark where the list was asked for by name.</summary>
    private static string Ids(IEnumerable<SelectedList> lists) =>
        string.Join(" ", lists.Select(l => l.List.Id + (l.IsNamed ? "!" : "")).OrderBy(i => i, StringComparer.Ordinal));

    private static NamePattern Pattern(string text)
    {
        Regex regex = new("^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.IgnoreCase);
        return new NamePattern(text, text.Contains('*', StringComparison.Ordinal), regex.IsMatch);
    }
}
