using System;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class CombinedListTests
{
    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry(
                "whole", "includes: [\"one\", \"two\", \"closed\"]", "removalPolicy: \"contact\"", "lookupUrl: \"https://whole.test/\"",
                "codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"one\", \"list\": \"one\" }, { \"code\": \"127.0.0.3\", \"meaning\": \"two\", \"list\": \"two\" }, "
                + "{ \"code\": \"127.0.0.9\", \"meaning\": \"the whole\" }, { \"code\": \"127.0.0.10\", \"meaning\": \"good\", \"verdict\": \"informational\" }]"),
            CatalogText.Entry("one", "removalPolicy: \"self-service\"", "removalUrl: \"https://one.test/\"", "impact: \"high\""),
            CatalogText.Entry("two", "removalPolicy: \"auto-expiry\"", "impact: \"high\""),
            CatalogText.Entry("closed", "status: \"merged\""),
            CatalogText.Entry("pair", "includes: [\"stuck\"]"),
            CatalogText.Entry("stuck", "removalPolicy: \"none\""),
        ],
        ProviderText.Entry("follower", "upstream: [" + ProviderText.Upstream("list", "whole") + "]"));

    [Fact]
    public void Plan_CodeNamesThePart_GoesToThePartAlone()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Listed(Catalog, "whole", Routes.Address, "two"));

        Assert.Equal(["two"], route.For);
        Assert.Equal("two", Assert.Single(route.Findings).For);
        Assert.Contains("seen by a test", route.Findings[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_CodesNameTwoParts_GoesToBoth() =>
        Assert.Equal(["one", "two"], Routes.Plan(Catalog, Routes.Listed(Catalog, "whole", Routes.Address, "two", "one")).For.Order());

    [Theory]
    [InlineData("127.0.0.9", "one, whole")]
    [InlineData("127.0.0.10", "one")]
    [InlineData("127.0.0.77", "one")]
    public void Plan_CodeOfTheWholeBesideThatOfAPart_GoesToBothWhereItIsAListing(string code, string expected)
    {
        BlocklistCheck check = new()
        {
            Target = Routes.Address, Blocklist = "whole", Verdict = ListingVerdict.Listed, Codes = ["127.0.0.2", code], Components = ["one"], Reason = "both",
        };

        Assert.Equal(expected, string.Join(", ", Routes.Plan(Catalog, new FindingReader(Catalog).Read(check).ToArray()).For));
    }

    [Fact]
    public void Plan_PartThatIsNotInTheCatalogue_LeavesTheWhole() =>
        Assert.Equal(["whole"], Routes.Plan(Catalog, Routes.Listed(Catalog, "whole", Routes.Address, "nowhere")).For);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_WholeFoundTogetherWithAPart_GoesToThePartAlone(bool wholeFirst)
    {
        Finding whole = Routes.Listed(Catalog, "whole");
        Finding part = Routes.Listed(Catalog, "one");

        DelistingRoute route = Routes.Plan(Catalog, wholeFirst ? [whole, part] : [part, whole]);

        Assert.Equal(["one"], route.For);
        Assert.Single(route.Findings);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_RefusalByTheWholeWhereAPartWasFound_GoesToThePartAndWaits(bool refusalFirst)
    {
        Finding refusal = Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "whole"));
        Finding part = Routes.Listed(Catalog, "one");

        DelistingRoute route = Routes.Plan(Catalog, refusalFirst ? [refusal, part] : [part, refusal]);

        Assert.Equal(["one"], route.For);
        Assert.Equal("Let the receivers notice", route.Titles()[^1]);
    }

    [Fact]
    public void Plan_RefusalByTheWholeOfAPartWithoutAWayOff_WaitsAfterThatPart()
    {
        DelistingRoute route = Routes.Plan(
            Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "pair")), Routes.Listed(Catalog, "stuck"));

        Assert.Equal(["Leave The list stuck alone", "Let the receivers notice"], route.Titles());
    }

    [Fact]
    public void Plan_WholeOfOneTargetAndPartOfAnother_LosesNeither()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Listed(Catalog, "whole", "192.0.2.1"), Routes.Listed(Catalog, "one", "192.0.2.2"));

        Assert.Equal(["one", "whole"], route.For.Order());
        Assert.Equal("192.0.2.1", Assert.Single(route.Findings, f => f.For == "whole").Targets.Single());
        Assert.Equal("192.0.2.2", Assert.Single(route.Findings, f => f.For == "one").Targets.Single());
    }

    [Fact]
    public void Plan_WholeWithoutAWordOfWhichPart_FindsOutAndSaysWhatEachPartWants()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "whole")));

        Assert.Equal(["whole", "one", "two"], route.For);
        Assert.Equal(
            ["Look up 192.0.2.10 at The list whole", "Ask Operator of one to remove 192.0.2.10", "Wait until the entry at The list two has run out"],
            route.Steps.Where(s => s.For is not null).Select(s => s.Title));
        Assert.StartsWith("Only if The list one is the part of The list whole", route.Steps.Single(s => s.For == "one").Why, StringComparison.Ordinal);
        Assert.Equal("whole", Assert.Single(route.Findings).For);
    }

    [Fact]
    public void Plan_PartThatTurnsOutToBeFound_IsNoLongerAnIf()
    {
        // The second refusal names the part for another address of the same request.
        DelistingRoute route = Routes.Plan(
            Catalog,
            Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "whole"), "192.0.2.1"),
            Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "one"), "192.0.2.2"));

        Assert.All(route.Steps.Where(s => s.For == "one"), s => Assert.DoesNotContain("Only if", s.Why, StringComparison.Ordinal));
        Assert.Equal(2, route.Steps.Count(s => s.For == "one"));
    }

    [Fact]
    public void Plan_FollowerOfTheWhole_ComesAfterThePartThatIsNamed()
    {
        Finding[] findings =
        [
            Routes.Listed(Catalog, "whole", Routes.Address, "two"),
            Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "follower")),
        ];
        UpstreamAnswers answers = UpstreamAnswers.Of([Routes.Check(Catalog, "whole", ListingVerdict.Listed, Routes.Address, "two")]);

        Assert.Equal(["two", "follower"], Routes.Plan(Catalog, answers, findings).For);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Plan_WholeThatIsNamedAndFollowed_IsNotGoneThroughTwice(bool namedFirst)
    {
        Finding named = Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "whole"));
        Finding followed = Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "follower"));

        DelistingRoute route = Routes.Plan(Catalog, namedFirst ? [named, followed] : [followed, named]);

        Assert.Equal(["whole", "one", "two", "follower"], route.For);
        Assert.Equal(StepKind.Check, Assert.Single(route.Steps, s => s.For == "whole").Kind);
    }

    [Fact]
    public void Plan_PartThatMayBeIt_SaysIfBeforeWhatToDo()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "whole")));

        Assert.All(
            route.Steps.Where(s => s.For is "one" or "two"), s => Assert.StartsWith("Only if it has an entry there. ", s.Instruction, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_PartThatHoldsNoSuchAddresses_IsLeftOut()
    {
        ProviderCatalog catalog = ProviderText.Catalog(
            [
                CatalogText.Entry("both", "kind: [\"ip4\", \"ip6\"]", "includes: [\"four\", \"six\"]"),
                CatalogText.Entry("four"),
                CatalogText.Entry("six", "kind: [\"ip6\"]"),
            ]);
        MailRefusal refusal = Routes.Refusal(RefusalCause.AddressBlocked, null, "both");

        Assert.Equal(["both", "six"], Routes.Plan(catalog, Routes.Refused(catalog, refusal, "2001:db8::1")).For);
        Assert.Equal(["both", "four"], Routes.Plan(catalog, Routes.Refused(catalog, refusal)).For);
        Assert.Equal(["both", "four", "six"], Routes.Plan(catalog, Routes.Refused(catalog, refusal, null)).For);
    }
}
