using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Every cause of a refusal leads somewhere.</summary>
public sealed class RefusalRouteTests
{
    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry("a-list", "removalPolicy: \"self-service\"", "impact: \"high\"", "removalUrl: \"https://a-list.test/remove\""),
            CatalogText.Entry("gone", "status: \"dead\""),
            CatalogText.Entry("merged", "status: \"merged\""),
            CatalogText.Entry("no-way", "removalPolicy: \"none\""),
        ],
        ProviderText.Entry("one", "postmasterUrl: \"https://one.test/postmaster\""));

    public static IEnumerable<object?[]> Everything { get; } =
        from cause in Enum.GetValues<RefusalCause>()
        from provider in new[] { null, "one", "nobody" }
        from target in new[] { null, Routes.Address, "2001:db8::1" }
        select new object?[] { cause, provider, target };

    [Fact]
    public void Plan_RefusalThatNamesSeveralLists_GoesToEach()
    {
        MailRefusal refusal = new()
        {
            Cause = RefusalCause.AddressBlocked,
            Provider = "one",
            Blocklist = "a-list",
            Blocklists = ["a-list", "no-way"],
            ReplyCode = 554,
            ReplyText = "refused by a test",
        };

        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, refusal));

        Assert.Equal(["a-list", "no-way"], route.For.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(AddressOwner.Relay, "your relay's address")]
    [InlineData(AddressOwner.Other, "none of the addresses that you named")]
    [InlineData(AddressOwner.Own, null)]
    [InlineData(AddressOwner.Unknown, null)]
    public void Plan_RefusedAddress_IsWarnedOfWhereItIsNotTheSendersOwn(AddressOwner owner, string? caution)
    {
        MailRefusal refusal = new() { Cause = RefusalCause.AddressBlocked, Provider = "one", RefusedAddress = "203.0.113.9", AddressOwner = owner };

        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, refusal));

        Assert.Equal(caution is not null, route.Cautions.Any(c => c.Contains(caution ?? "203.0.113.9 is your", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Plan_AnyCause_HasSteps(RefusalCause cause, string? provider, string? target)
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(cause, provider), target));

        bool isProviders = cause is RefusalCause.AddressBlocked or RefusalCause.RangeBlocked && provider == "one";
        Assert.Equal(isProviders ? "one" : cause.ToString(), Assert.Single(route.Findings).For);
        Assert.Equal(isProviders ? ["one"] : Array.Empty<string>(), route.For);
        Assert.Equal(target, route.Target);
        Assert.Contains(cause + ", 550 5.7.1 refused by a test", route.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Plan_AnyCauseWithoutAWord_HasSteps(RefusalCause cause, string? provider, string? target)
    {
        Routes.Plan(Catalog, Routes.Refused(Catalog, new MailRefusal { Cause = cause, Provider = provider }, target));
        Routes.Plan(Catalog, Routes.Refused(Catalog, new MailRefusal { Cause = cause, Provider = provider, Blocklist = "unheard.test" }, target));
        Routes.Plan(Catalog, Routes.Refused(Catalog, new MailRefusal { Cause = cause, Provider = provider, Blocklist = "a-list" }, target));
    }

    [Theory]
    [InlineData("a-list")]
    [InlineData("a-list.test")]
    public void Plan_AddressBlockThatNamesAList_GoesToTheListAndWaitsForTheReceivers(string list)
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "one", list)));

        Assert.Equal(
            [
                "Stop what caused it", "Look up 192.0.2.10 at The list a-list", "Ask Operator of a-list to remove 192.0.2.10", "Let the receivers notice",
            ],
            route.Titles());
        Assert.Equal("https://a-list.test/remove", route.Steps[2].Url);
        Assert.Equal(("a-list", RouteAdvice.Recommended), (Assert.Single(route.Findings).For, route.Advice));
        Assert.StartsWith("Mail was refused because of it.", route.Findings[0].AdviceReason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AddressBlockByAListWithoutAWayOff_DoesNotPromiseOne() => Assert.Equal(
        RouteAdvice.NotPossible, Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "one", "no-way"))).Advice);

    [Theory]
    [InlineData("gone")]
    [InlineData("merged")]
    public void Plan_AddressBlockByAListThatIsClosed_TellsTheReceiver(string list)
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "one", list)));

        Assert.Equal(RouteAdvice.NotPossible, route.Advice);
        Assert.Equal(["Tell the receiver that The list " + list + " is closed"], route.Titles());
        Assert.Contains(list + ".test", route.Steps[0].Instruction, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_AddressBlockByAZoneThatNobodyKnows_FindsOutAndThenAsksTheProvider()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "one", "unheard.test")));

        Assert.Equal(["Stop what caused it", "Find out who runs unheard.test", "Ask the zone itself", "Ask one"], route.Titles());
        Assert.Equal(["AddressBlocked", "one"], route.Findings.Select(f => f.For));
    }

    [Theory]
    [InlineData(RefusalCause.DomainBlocked)]
    [InlineData(RefusalCause.UrlBlocked)]
    public void Plan_DomainBlockByAZoneThatNobodyKnows_DoesNotAskForTheAddress(RefusalCause cause) => Assert.DoesNotContain(
        "Ask one", Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(cause, "one", "unheard.test"))).Titles());

    [Fact]
    public void Plan_RecipientsOwnLists_AreOneCaseEach()
    {
        Finding[] findings = new[] { "a@one.test", "b@one.test" }
            .Select(r => Routes.Refused(Catalog, new MailRefusal { Cause = RefusalCause.RecipientOwnList, Provider = "one", Recipient = r })).ToArray();

        DelistingRoute route = Routes.Plan(Catalog, findings);

        Assert.Equal((2, RouteAdvice.NotPossible), (route.Findings.Count, route.Advice));
    }

    [Fact]
    public void Plan_MisconfiguredReceiver_IsToldAtItsOwnDomainAndNoListIsAsked()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.ReceiverMisconfigured, null, "a-list")));

        Assert.Empty(route.For);
        DelistingStep step = route.Step("Tell the receiver's administrator");
        Assert.Equal("postmaster@recipient.test", step.MailTo);
        Assert.Equal("550 5.7.1 refused by a test", step.Fields.Single(f => f.Name == "Full reply").Value);
    }

    [Fact]
    public void Plan_CauseThatNeedsOnlyIPv6Fixes_LeavesThemOutForIPv4()
    {
        DelistingRoute Of(string? target) => Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.ReverseDnsRequired), target));
        const string Title = "Give the IPv6 address the same, or send over IPv4";

        Assert.DoesNotContain(Title, Of(Routes.Address).Titles());
        Assert.Contains(Title, Of("2001:db8::1").Titles());
        Assert.Contains(Title, Of(null).Titles());
    }
}
