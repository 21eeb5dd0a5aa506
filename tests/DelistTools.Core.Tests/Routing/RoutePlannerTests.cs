using System;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>One plan of several findings.</summary>
public sealed class RoutePlannerTests
{
    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry("small", "removalPolicy: \"self-service\"", "impact: \"low\"", "fee: \"free\"", "processingTime: \"an hour\""),
            CatalogText.Entry("large", "removalPolicy: \"self-service\"", "impact: \"high\"", "fee: \"free\"", "processingTime: \"a day\"", "confidence: \"medium\""),
            CatalogText.Entry("no-way", "removalPolicy: \"none\"", "impact: \"high\""),
            CatalogText.Entry("paid", "removalPolicy: \"paid-express\"", "impact: \"medium\"", "fee: \"50 EUR\"", "expiry: \"a week\""),
            CatalogText.Entry("old", "verifiedOn: \"2025-01-02\"", "confidence: \"low\"", "removalUrl: \"http://old.test/off\"", "removalPolicy: \"self-service\""),
        ],
        ProviderText.Entry("one", "prerequisites: [\"dkim\", \"reverse-dns\"]", "realTime: \"a week\"", "statedTime: \"a day\""),
        ProviderText.Entry("two", "prerequisites: [\"reverse-dns\", \"spf\"]", "statedTime: \"a day\""));

    [Fact]
    public void Plan_SeveralFindingsAboutOneAddress_AreOnePlanInWorkingOrder()
    {
        DelistingRoute route = Routes.Plan(
            Catalog,
            Routes.Listed(Catalog, "no-way"),
            Routes.Listed(Catalog, "small"),
            Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "one")),
            Routes.Listed(Catalog, "large"),
            FindingReader.Read(Catalog.Find("two")!, Routes.Address));

        Assert.Equal(["large", "small", "one", "two", "no-way"], route.For);
        Assert.Equal(Routes.Address, route.Target);
        Assert.Equal(
            ["Stop what caused it", "Set the PTR record, and make it lead back", "Publish SPF that names the sending address", "Sign with DKIM"],
            route.Steps.TakeWhile(s => s.Kind == StepKind.Fix).Select(s => s.Title));
        Assert.Equal(4, route.Steps.Count(s => s.Kind == StepKind.Fix));
        Assert.Equal((RouteAdvice.Recommended, Confidence.Medium), (route.Advice, route.Confidence));
        Assert.Equal("large: A day; small: An hour; one: a week; two: a day; no-way: Not known", route.TypicalTime);
        Assert.StartsWith("Listed by no-way, small, large. The provider one refused mail: AddressBlocked, 550 5.7.1 refused by a test", route.Reason, StringComparison.Ordinal);
        Assert.Equal(5, route.Findings.Count);
    }

    [Theory]
    [InlineData("small", RouteAdvice.Optional, "An hour", "Free")]
    [InlineData("large", RouteAdvice.Recommended, "A day", "Free")]
    [InlineData("no-way", RouteAdvice.NotPossible, "Not known", "Nothing to pay")]
    [InlineData("paid", RouteAdvice.Optional, "A week", "Free if you wait; express removal: 50 EUR")]
    public void Plan_OneListing_SaysWhetherItIsWorthIt(string list, RouteAdvice advice, string time, string cost)
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Listed(Catalog, list));

        Assert.Equal((advice, time, cost), (route.Advice, route.TypicalTime, route.Cost));
    }

    [Fact]
    public void Plan_LittleUsedListThatMailWasRefusedFor_IsWorthIt() => Assert.Equal(
        RouteAdvice.Recommended, Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "small"))).Advice);

    [Fact]
    public void Plan_OldAndWeakFacts_AreSaidToBe()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Listed(Catalog, "old"));

        Assert.Equal((Confidence.Low, new DateTime(2025, 1, 2)), (route.Confidence, route.VerifiedOn));
        Assert.Equal(3, route.Cautions.Count);
        Assert.Contains("What is known of The list old rests on a single or an old source; take it as a lead.", route.Cautions);
        Assert.Contains(route.Cautions, c => c.Contains("last verified on 2025-01-02", StringComparison.Ordinal));
        Assert.Contains("http://old.test/off is not encrypted: send nothing there that is secret.", route.Cautions);
        Assert.Empty(Routes.Plan(Catalog, Routes.Listed(Catalog, "large")).Cautions);
    }

    [Fact]
    public void Plan_Findings_NameTheirTargetsAndSources()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Listed(Catalog, "large", "192.0.2.1"), Routes.Listed(Catalog, "large", "192.0.2.2"));

        Assert.Equal("192.0.2.1, 192.0.2.2", route.Target);
        Assert.Equal(["192.0.2.1", "192.0.2.2"], Assert.Single(route.Findings).Targets);
        Assert.All(route.Steps, s => Assert.Equal(["192.0.2.1", "192.0.2.2"], s.Targets));
        Assert.Equal(["a test"], route.Sources.Select(s => s.Source));
    }

    [Fact]
    public void Plan_WeakFindings_AreOneRouteForTheLeastCertain()
    {
        FindingReader reader = new(Catalog);
        Finding[] findings = new[] { ListingVerdict.NotListed, ListingVerdict.Failed }
            .SelectMany(v => reader.Read(Routes.Check(Catalog, "large", v))).ToArray();

        Assert.Equal("target-undetermined", Assert.Single(Routes.Plan(Catalog, findings).Findings).For);
        Assert.Equal("target-not-listed", Assert.Single(Routes.Plan(Catalog, findings[0]).Findings).For);
    }

    [Fact]
    public void Plan_ListByItself_SaysThatItIsAnEntryThere() =>
        Assert.Equal("An entry at large.", Routes.Plan(Catalog, FindingReader.Read(Catalog.Lists.Find("large")!, null)).Reason);

    [Fact]
    public void Sort_StationsThatWaitForOneAnother_AreAnErrorThatNamesThem()
    {
        Station a = new("a", StationKind.Plan), b = new("b", StationKind.Plan);
        a.GoAfter("b");
        b.GoAfter("a");

        Assert.Contains("a, b", Assert.Throws<InvalidOperationException>(() => StationOrder.Sort([a, b])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(550, "5.7.1", "550 5.7.1 No.", "550 5.7.1 No.")]
    [InlineData(550, "5.7.1", "5.7.1 No.", "550 5.7.1 No.")]
    [InlineData(550, "5.7.1", "No.", "550 5.7.1 No.")]
    [InlineData(null, "5.7.1", "No.", "5.7.1 No.")]
    [InlineData(550, null, "550-No.", "550-No.")]
    public void Plan_EvidenceWithOrWithoutCodes_NamesThemOnce(int? code, string? enhanced, string evidence, string expected)
    {
        MailRefusal refusal = new() { Cause = RefusalCause.Unknown, ReplyCode = code, EnhancedCode = enhanced, Evidence = evidence, ReplyText = "No." };

        Assert.EndsWith("refused mail: Unknown, " + expected, Routes.Plan(Catalog, Routes.Refused(Catalog, refusal)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_ReasonsAndTimesOfSeveral_CanBeToldApart()
    {
        MailRefusal[] refusals = [.. new[] { "over there", "See https://x.test/?a", "Done." }.Select((text, i) => new MailRefusal
        {
            Cause = (RefusalCause)i, Evidence = text, ReplyText = text, RefusedAddress = Routes.Address, RemoteMta = "mx" + i + ".test",
        })];

        DelistingRoute route = Routes.Plan(Catalog, refusals.Select(r => Routes.Refused(Catalog, r)).ToArray());

        Assert.Contains("over there; mx1.test", route.Reason, StringComparison.Ordinal);
        Assert.Contains("?a; mx2.test", route.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(".;", route.TypicalTime, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ListingVerdict.NotListed, ListingVerdict.Failed)]
    [InlineData(ListingVerdict.Refused, ListingVerdict.NotListed)]
    public void Plan_OneListOfSeveralDidNotAnswer_SaysThatItIsOpenAndNotThatNoneHasIt(ListingVerdict first, ListingVerdict second)
    {
        FindingReader reader = new(Catalog);

        DelistingRoute route = Routes.Plan(
            Catalog, [.. reader.Read(Routes.Check(Catalog, "small", first)), .. reader.Read(Routes.Check(Catalog, "large", second))]);

        Assert.StartsWith("It could not be found out", route.Reason, StringComparison.Ordinal);
        Assert.Equal(Catalog.FindPlan("target-undetermined")!.Steps.Count, route.Steps.Count(s => s.Kind == Catalog.FindPlan("target-undetermined")!.Steps[0].Kind));
    }
}
