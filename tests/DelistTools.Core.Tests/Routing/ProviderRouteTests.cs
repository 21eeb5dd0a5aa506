using System;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ProviderRouteTests
{
    private static readonly string[] Lists =
    [
        CatalogText.Entry("now", "lookupUrl: \"https://now.test/\""),
        CatalogText.Entry("once", "kind: [\"ip4\", \"ip6\"]"),
        CatalogText.Entry("private", "private: true", "zone: ", "lookupUrl: \"https://private.test/\""),
        CatalogText.Entry("gone", "status: \"dead\""),
        CatalogText.Entry("names", "kind: [\"domain\"]"),
    ];

    [Theory]
    [InlineData("Its replies name it", null, "follows it: Its replies name it. ")]
    [InlineData("Its replies name it.", null, "follows it: Its replies name it. ")]
    [InlineData("Its replies name it.", "Until 2024", "follows it: Its replies name it (Until 2024). ")]
    public void Plan_ProviderThatFollowsAList_SaysWhyInWholeSentences(string evidence, string? period, string expected)
    {
        string[] fields = [.. new[] { "evidence: \"" + evidence + "\"", period is null ? null : "period: \"" + period + "\"" }.OfType<string>()];
        ProviderCatalog catalog = Catalog(Provider("one", "upstream: [" + ProviderText.Upstream("list", "now", "current", fields) + "]"));

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Find("one")!, Routes.Address));

        string why = route.Steps.First(s => s.For == "now").Why;
        Assert.Contains(expected, why, StringComparison.Ordinal);
        Assert.True(why.Length > why.IndexOf(expected, StringComparison.Ordinal) + expected.Length);
    }

    [Fact]
    public void Plan_ProviderThatFollowsOthers_SendsThereFirst()
    {
        ProviderCatalog catalog = Catalog(
            Provider("top", "upstream: [" + ProviderText.Upstream("provider", "middle") + ", " + ProviderText.Upstream("unnamed", "some lists") + "]"),
            Provider("middle", "upstream: [" + ProviderText.Upstream("list", "now") + ", " + ProviderText.Upstream("provider", "bottom") + "]"),
            Provider("bottom", "upstream: [" + ProviderText.Upstream("list", "private") + "]", "prerequisites: [\"spf\"]"));

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Find("top")!, Routes.Address));

        Assert.Equal(["private", "now", "bottom", "middle", "top"], route.For.OrderBy(f => f is "private" ? 0 : f is "now" ? 1 : 2));
        Assert.True(route.For.ToList().IndexOf("private") < route.For.ToList().IndexOf("bottom"));
        Assert.True(route.For.ToList().IndexOf("now") < route.For.ToList().IndexOf("middle"));
        Assert.Equal("top", Assert.Single(route.Findings).For);
        Assert.True(route.Step("Check the public lists").Order < route.Step("Ask top").Order);
        Assert.Equal("Publish SPF that names the sending address", route.Titles().First(t => t.StartsWith("Publish", StringComparison.Ordinal)));
        DelistingStep look = route.Steps.First(s => s.For == "private");
        Assert.Equal((StepKind.CheckUpstream, true, "https://private.test/"), (look.Kind, look.IsByEye, look.Url));
        Assert.StartsWith("The provider bottom follows it: Its replies name it.", look.Why, StringComparison.Ordinal);
        Assert.False(route.Steps.First(s => s.For == "now").IsByEye);
    }

    [Fact]
    public void Plan_ListThatWasFollowedOnce_IsThereAndMarked()
    {
        ProviderCatalog catalog = Catalog(Provider("top", "upstream: [" + ProviderText.Upstream("list", "once", "historical", "period: \"until 2019\"") + "]"));

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Find("top")!, Routes.Address));

        Assert.Equal(["once", "top"], route.For);
        Assert.Contains("whether it still does is open", route.Steps.First(s => s.For == "once").Why, StringComparison.Ordinal);
        Assert.Contains("(until 2019)", route.Steps.First(s => s.For == "once").Why, StringComparison.Ordinal);
        Assert.Contains(route.Cautions, c => c.StartsWith("The list once is here because it was followed once.", StringComparison.Ordinal));
        DelistingRoute found = Routes.Plan(catalog, FindingReader.Read(catalog.Find("top")!, Routes.Address), Routes.Listed(catalog, "once"));
        Assert.DoesNotContain(found.Cautions, c => c.Contains("followed once", StringComparison.Ordinal));
        Assert.DoesNotContain("is open", found.Steps.First(s => s.For == "once").Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Stations_LittleUsedListThatIsOnlyFollowed_IsNoReasonForTheRefusal()
    {
        ProviderCatalog catalog = Catalog(Provider("top", "upstream: [" + ProviderText.Upstream("list", "now") + "]"));

        Station list = new RoutePlanner(catalog, Routes.Now).Stations(
            [Routes.Refused(catalog, Routes.Refusal(RefusalCause.AddressBlocked, "top"))], UpstreamAnswers.None).Single(s => s.List is not null);

        Assert.Equal((RouteAdvice.NotWorthIt, false), (list.Advice, list.IsFound));
    }

    [Theory]
    [InlineData("192.0.2.1", "now once private top")]
    [InlineData("2001:db8::1", "once private top")]
    [InlineData(null, "now once private top")]
    public void Plan_UpstreamThatCannotHaveTheAddress_IsNoPlaceToGo(string? target, string expected)
    {
        ProviderCatalog catalog = Catalog(Provider(
            "top", "upstream: [" + string.Join(", ", new[] { "now", "once", "private", "gone", "names" }.Select(l => ProviderText.Upstream("list", l))) + "]"));

        Assert.Equal(expected, string.Join(" ", Routes.Plan(catalog, FindingReader.Read(catalog.Find("top")!, target)).For.Order()));
    }

    [Fact]
    public void Plan_ProviderThatHandedOver_GoesToItsSuccessorAndSaysSo()
    {
        ProviderCatalog catalog = Catalog(
            ProviderText.Entry("old", "status: \"superseded\"", "successor: \"middle\"", "steps: "),
            ProviderText.Entry("middle", "status: \"superseded\"", "successor: \"new\""),
            ProviderText.Entry("new"));

        DelistingRoute route = Routes.Plan(catalog, Routes.Refused(catalog, Routes.Refusal(RefusalCause.AddressBlocked, "old")));

        Assert.Equal(["new"], route.For);
        Assert.Contains("The provider old no longer receives mail itself: The provider middle does.", route.Cautions);
    }

    [Fact]
    public void Plan_ProviderThatIsMoving_IsAskedStillAndSaysSo()
    {
        ProviderCatalog catalog = Catalog(ProviderText.Entry("old", "status: \"migrating\"", "successor: \"new\""), ProviderText.Entry("new"));

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Find("old")!, Routes.Address));

        Assert.Equal(["old"], route.For);
        Assert.Contains(route.Cautions, c => c.StartsWith("The provider old is moving its mailboxes to new.", StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_SuccessorThatTheUserTookOut_IsAnHonestRouteAllTheSame()
    {
        ProviderCatalog catalog = ProviderText.Load(
            ProviderText.Providers(ProviderText.Entry("old", "status: \"superseded\"", "successor: \"new\"", "steps: "), ProviderText.Entry("new")),
            CatalogText.Catalog(Lists),
            ProviderText.Providers("{ \"id\": \"new\", \"disabled\": true }"));

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Find("old")!, Routes.Address));

        Assert.Contains("Write to the receiver's postmaster", route.Titles());
    }

    [Theory]
    [InlineData("rule-a", "Ask for a | Ask for all")]
    [InlineData("rule-b", "Ask for b | Ask for all")]
    [InlineData("rule-c", "Ask for a | Ask for b | Ask for all")]
    [InlineData(null, "Ask for a | Ask for b | Ask for all")]
    public void Plan_StepsForCertainRefusals_AreLeftOutOfOthers(string? rule, string expected)
    {
        ProviderCatalog catalog = Catalog(ProviderText.Entry("top", "steps: [ " + string.Join(
            ", ",
            ProviderText.Step("form", "Ask for a", "when: [\"rule-a\"]"),
            ProviderText.Step("form", "Ask for b", "when: [\"rule-b\"]"),
            ProviderText.Step("mail", "Ask for all")) + " ]"));

        Assert.Equal(expected, string.Join(" | ", Routes.Plan(
            catalog, Routes.Refused(catalog, Routes.Refusal(RefusalCause.AddressBlocked, "top", null, rule))).Titles()));
    }

    [Fact]
    public void Plan_ProviderThatCannotBeAsked_SaysThatNothingIsPossible()
    {
        ProviderCatalog catalog = Catalog(ProviderText.Entry("top", "steps: [ " + ProviderText.Step("nothing", "Wait for better times") + " ]"));

        Assert.Equal(RouteAdvice.NotPossible, Routes.Plan(catalog, FindingReader.Read(catalog.Find("top")!, Routes.Address)).Advice);
    }

    [Fact]
    public void Plan_ReceiverThatNobodyKnows_HasARouteThatInventsNothing()
    {
        DelistingRoute route = Routes.Plan(Catalog(), FindingReader.Read("unheard.test", Routes.Address, "Its MX is mx.unheard.test."));

        Assert.Empty(route.For);
        Assert.Equal((RouteAdvice.Optional, "Not known", "Not known"), (route.Advice, route.TypicalTime, route.Cost));
        Assert.Equal("postmaster@unheard.test", route.Step("Write to the receiver's postmaster").MailTo);
        Assert.Equal("Mail to unheard.test is refused. Its MX is mx.unheard.test.", route.Reason);
    }

    [Fact]
    public void Plan_ManyWhoFollowTheSame_AreWalkedOnce()
    {
        // Two ways from each level to the next: walked again for each way, it would be a million million visits.
        const int Levels = 40;
        ProviderCatalog catalog = Catalog(Enumerable.Range(0, Levels).SelectMany(i => new[] { "a", "b" }.Select(side => Provider(
            side + i,
            i + 1 == Levels ? "notes: \"the last\"" : "upstream: [" + ProviderText.Upstream("provider", "a" + (i + 1)) + ", " + ProviderText.Upstream("provider", "b" + (i + 1)) + "]"))).ToArray());

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Find("a0")!, Routes.Address));

        Assert.Equal((Levels * 2) - 1, route.For.Count);
        Assert.Equal("a0", route.For[^1]);
    }

    private static string Provider(string id, params string[] fields) => ProviderText.Entry(id, fields);

    private static ProviderCatalog Catalog(params string[] providers) => ProviderText.Catalog(Lists, providers);
}
