using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ListPlansTests
{
    public static IEnumerable<object[]> Ways { get; } =
        from policy in Enum.GetValues<RemovalPolicy>() from scope in Enum.GetValues<ListingScope>() select new object[] { policy, scope };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Plan_AnyListOfAnyKind_HasStepsAndTheAdviceOfItsPolicy(RemovalPolicy policy, ListingScope scope)
    {
        var cases = (from impact in Enum.GetValues<BlocklistImpact>() from status in Enum.GetValues<BlocklistStatus>() select (impact, status)).ToList();
        string Id(BlocklistImpact impact, BlocklistStatus status) => ("l-" + impact + "-" + status).ToLowerInvariant();
        ProviderCatalog catalog = ProviderText.Catalog(cases.Select(c => CatalogText.Entry(
            Id(c.impact, c.status),
            "removalPolicy: \"" + ChoiceNames.Written(policy.ToString()) + "\"",
            "scope: \"" + ChoiceNames.Written(scope.ToString()) + "\"",
            "impact: \"" + ChoiceNames.Written(c.impact.ToString()) + "\"",
            "status: \"" + ChoiceNames.Written(c.status.ToString()) + "\"")).ToArray());
        foreach ((BlocklistImpact impact, BlocklistStatus status) in cases)
        {
            string id = Id(impact, status);
            RouteAdvice expected = Expected(policy, scope, impact, status);
            DelistingRoute listed = Routes.Plan(catalog, Routes.Listed(catalog, id));
            DelistingRoute named = Routes.Plan(catalog, FindingReader.Read(catalog.Lists.Find(id)!, null));

            Assert.True((expected, expected) == (listed.Advice, named.Advice), id + ": " + listed.Advice);
            Assert.Equal([id], listed.For);
            Assert.Equal((Routes.Address, null), (listed.Target, named.Target));
        }
    }

    [Theory]
    [InlineData("auto-expiry")]
    [InlineData("paid-express")]
    public void Plan_ListWhoseEntriesExpire_SaysUntilWhenToWait(string policy)
    {
        ProviderCatalog catalog = ProviderText.Catalog([CatalogText.Entry("a-list", "removalPolicy: \"" + policy + "\"", "expiryHours: 36", "expiry: \"36 hours\"")]);

        DelistingRoute route = Routes.Plan(catalog, Routes.Listed(catalog, "a-list"));

        DelistingStep wait = route.Steps.Single(s => s.Kind == StepKind.Wait);
        Assert.Equal((Routes.Now.AddHours(36), "36 hours"), (wait.WaitUntil, wait.TypicalWait));
        Assert.All(route.Steps.Where(s => s != wait), s => Assert.Null(s.WaitUntil));
        Assert.Equal("36 hours", route.TypicalTime);
        Assert.Null(Routes.Plan(catalog, FindingReader.Read(catalog.Lists.Find("a-list")!, Routes.Address)).Steps.Single(s => s.Kind == StepKind.Wait).WaitUntil);
    }

    [Fact]
    public void Plan_ExpiryWithoutATime_SaysNoDate()
    {
        ProviderCatalog catalog = ProviderText.Catalog([CatalogText.Entry("a-list", "removalPolicy: \"auto-expiry\"")]);

        DelistingStep wait = Routes.Plan(catalog, Routes.Listed(catalog, "a-list")).Steps.Single(s => s.Kind == StepKind.Wait);

        Assert.Equal(((DateTime?)null, (string?)null), (wait.WaitUntil, wait.TypicalWait));
    }

    [Fact]
    public void Plan_ListWithStepsOfItsOwn_TakesThoseUnlessItIsClosed()
    {
        string steps = "steps: [ " + ProviderText.Step("form", "Ask by fax") + " ]";
        ProviderCatalog catalog = ProviderText.Catalog([CatalogText.Entry("lives", steps), CatalogText.Entry("gone", "status: \"dead\"", steps)]);

        Assert.Contains("Ask by fax", Routes.Plan(catalog, Routes.Listed(catalog, "lives")).Titles());
        Assert.DoesNotContain("Ask by fax", Routes.Plan(catalog, Routes.Listed(catalog, "gone")).Titles());
    }

    [Fact]
    public void Plan_EntryOnAListOfGoodSenders_IsNothingToGetOff()
    {
        ProviderCatalog catalog = ProviderText.Catalog([CatalogText.Entry("trusted", "polarity: \"allow\"", "removalPolicy: \"self-service\"")]);

        DelistingRoute route = Routes.Plan(catalog, FindingReader.Read(catalog.Lists.Find("trusted")!, Routes.Address));

        Assert.Equal(RouteAdvice.NotWorthIt, route.Advice);
        Assert.Equal([StepKind.Nothing], route.Steps.Select(s => s.Kind));
    }

    [Theory]
    [InlineData(ListingScope.Range, "range", "single")]
    [InlineData(ListingScope.Network, "single", "range")]
    public void Plan_OneListWithTargetsOfTwoScopes_IsOneStationForTheWider(ListingScope wide, params string[] order)
    {
        ProviderCatalog catalog = ProviderText.Catalog([CatalogText.Entry("a-list", "removalPolicy: \"self-service\"", "impact: \"high\"")]);
        Finding Of(string what) => new FindingReader(catalog).Read(new BlocklistCheck
        {
            Target = what == "range" ? "192.0.2.1" : "192.0.2.2",
            Blocklist = "a-list",
            Verdict = ListingVerdict.Listed,
            Scope = what == "range" ? wide : ListingScope.Address,
        }).Single();

        DelistingRoute route = Routes.Plan(catalog, order.Select(Of).ToArray());

        Assert.Equal("Ask the network's owner about the entry at The list a-list", route.Steps[^1].Title);
        Assert.Contains("only the network's owner", Assert.Single(route.Findings).AdviceReason, StringComparison.Ordinal);
        Assert.Single(route.Steps, s => s.Kind == StepKind.Check);
    }

    /// <summary>By the rules as they are written down, not as they are coded.</summary>
    private static RouteAdvice Expected(RemovalPolicy policy, ListingScope scope, BlocklistImpact impact, BlocklistStatus status)
    {
        bool hasNoWay = policy == RemovalPolicy.None || status is BlocklistStatus.Dead or BlocklistStatus.Merged;
        if (hasNoWay)
        {
            return RouteAdvice.NotPossible;
        }

        bool isOwners = scope is ListingScope.Range or ListingScope.Network;
        if (impact is BlocklistImpact.Low or BlocklistImpact.None)
        {
            return policy == RemovalPolicy.SelfService && !isOwners ? RouteAdvice.Optional : RouteAdvice.NotWorthIt;
        }

        return !isOwners && policy is RemovalPolicy.PaidExpress or RemovalPolicy.NotKnown ? RouteAdvice.Optional : RouteAdvice.Recommended;
    }
}
