using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class CaseOpeningTests
{
    private static readonly ProviderCatalog Catalog = ShippedProviders.Current;

    [Fact]
    public void Of_TheModelCase_IsOneWithMicrosoftThatGoesThroughSymantecFirst()
    {
        DelistingCase one = CaseSamples.Microsoft();

        Assert.Equal(("microsoft-consumer", "203.0.113.25"), (one.For, one.Target));
        List<string?> places = [.. one.Steps.Select(s => s.For)];
        Assert.True(places.IndexOf("symantec-brightmail") >= 0 && places.IndexOf("symantec-brightmail") < places.IndexOf("microsoft-consumer"));
    }

    [Fact]
    public void Of_SeveralOperators_IsOneEachWithTheStepsThatLeadThere()
    {
        DelistingRoute route = Routes.Plan(
            Catalog,
            Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "microsoft-consumer")),
            Routes.Listed(Catalog, "spamhaus-sbl"),
            Routes.Listed(Catalog, "spamhaus-xbl"),
            Routes.Listed(Catalog, "barracuda-brbl"));

        IReadOnlyList<NewCase> cases = CaseOpening.Of(route);

        // The two lists of Spamhaus are one case.
        Assert.Equal(3, cases.Count);
        Assert.Equal(3, cases.Select(c => c.Name).Distinct().Count());
        NewCase barracuda = cases.Single(c => c.For == "barracuda-brbl");
        Assert.All(barracuda.Route.Steps, s => Assert.True(s.For is null or "barracuda-brbl", s.Title));
        Assert.Equal("barracuda-brbl", Assert.Single(barracuda.Route.Findings).For);
        NewCase spamhaus = cases.Single(c => c.For.StartsWith("spamhaus", StringComparison.Ordinal));
        Assert.Equal(["spamhaus-sbl", "spamhaus-xbl"], spamhaus.Route.Findings.Select(f => f.For).Order());
        NewCase microsoft = cases.Single(c => c.For == "microsoft-consumer");
        Assert.Contains(microsoft.Route.Steps, s => s.For == "symantec-brightmail");
        Assert.DoesNotContain(microsoft.Route.Steps, s => s.For == "barracuda-brbl");

        // Every step belongs to somebody, in the order of the plan.
        Assert.Equal(route.Steps.Select(s => s.Order), cases.SelectMany(c => c.Route.Steps).Select(s => s.Order).Distinct().Order());
        Assert.All(cases, c => Assert.Equal(c.Route.Steps.Select(s => s.Order).Order(), c.Route.Steps.Select(s => s.Order)));
        Assert.All(cases, c => Routes.RequireWhole(Renumbered(c.Route)));
    }

    [Fact]
    public void Of_RefusalThatNamesAList_HoldsTheLookAfterwards()
    {
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "gmail", "spamhaus-xbl")));

        NewCase one = Assert.Single(CaseOpening.Of(route));

        Assert.Equal("spamhaus-xbl", one.For);
        Assert.Equal(route.Steps.Count, one.Route.Steps.Count);
    }

    [Fact]
    public void Steps_OfEveryShippedListAndProvider_ServeWhatLedThere()
    {
        foreach (Finding finding in Catalog.Lists.Blocklists.Select(l => FindingReader.Read(l, null)).Concat(Catalog.Providers.Select(p => FindingReader.Read(p, null))))
        {
            DelistingRoute route = Routes.Plan(Catalog, finding);
            HashSet<string> found = [.. route.Findings.Select(f => f.For)];
            Assert.All(route.Steps, s => Assert.True(s.Serves.Count > 0 && s.Serves.All(found.Contains), route + ": " + s));
            Assert.NotEmpty(CaseOpening.Of(route));
        }
    }

    private static DelistingRoute Renumbered(DelistingRoute route) => new()
    {
        Target = route.Target, For = route.For, Reason = route.Reason, Findings = route.Findings, Sources = route.Sources, TypicalTime = route.TypicalTime,
        Cost = route.Cost, VerifiedOn = route.VerifiedOn, Cautions = route.Cautions,
        Steps = [.. route.Steps.Select((s, i) => new DelistingStep { Order = i + 1, Title = s.Title, Instruction = s.Instruction, Why = s.Why })],
    };
}
