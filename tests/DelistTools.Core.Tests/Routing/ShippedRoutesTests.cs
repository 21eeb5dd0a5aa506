using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Walks every way off that the module carries.</summary>
public sealed class ShippedRoutesTests
{
    /// <summary>Operators that, as far as is known, offer no encrypted page.</summary>
    private static readonly string[] PlainHosts =
    [
        "www.uceprotect.net", "www.backscatterer.org", "www.junkemailfilter.com", "www.usenix.org.uk", "rbl.interserver.net", "wpbl.info",
        "www.justspam.org", "blacklist.woody.ch", "pedantic.org", "dnsbl.kempt.net", "bls.digibase.ca", "blacklist.jippg.org",
        "dnsbl.rv-soft.info", "dnsbl.calivent.com.pe", "drmx.org", "puck.nether.net", "www.stopspam.org",
    ];

    public static TheoryData<string> Providers => [.. ShippedProviders.Current.Providers.Select(p => p.Id)];

    public static TheoryData<string> Lists => [.. ShippedCatalog.Current.Blocklists.Select(l => l.Id)];

    public static TheoryData<string> Plans => [.. ShippedProviders.Current.Plans.Select(p => p.Id)];

    [Fact]
    public void Providers_Shipped_AreAllThere()
    {
        Assert.Equal(42, ShippedProviders.Current.Providers.Count);
        Assert.All(Enum.GetNames<RefusalCause>(), c => Assert.NotNull(ShippedProviders.Current.FindPlan("cause-" + ChoiceNames.Written(c))));
        Assert.All(Enum.GetNames<RemovalPolicy>(), p => Assert.NotNull(ShippedProviders.Current.FindPlan("list-" + ChoiceNames.Written(p))));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Route_OfProvider_CanBeWalked(string id)
    {
        MailProvider provider = ShippedProviders.Current.Find(id)!;
        MailRefusal refusal = new() { Provider = id, Cause = RefusalCause.AddressBlocked, ReplyText = "Blocked.", ReplyCode = 550, Recipient = "a@b.example" };
        FindingReader reader = new(ShippedProviders.Current);
        AssertWalkable(Plan(FindingReader.Read(provider, null)), null);
        AssertWalkable(Plan(FindingReader.Read(provider, "192.0.2.10")), "192.0.2.10");
        AssertWalkable(Plan(reader.Read(refusal, "2001:db8::10")), "2001:db8::10");
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Route_OfList_CanBeWalked(string id)
    {
        Blocklist list = ShippedCatalog.Current.Find(id)!;
        Assert.All(list.Prerequisites, f => Assert.NotNull(ShippedProviders.Current.FindFix(f)));
        AssertWalkable(Plan(FindingReader.Read(list, null)), null);
        AssertWalkable(Plan(FindingReader.Read(list, "192.0.2.10")), list.IsFor("192.0.2.10") ? "192.0.2.10" : null);
        foreach (ListingScope scope in Enum.GetValues<ListingScope>())
        {
            BlocklistCheck check = new()
            {
                Target = "192.0.2.10", Blocklist = id, Operator = list.Operator, Zone = list.Zone, Verdict = ListingVerdict.Listed,
                Scope = scope, Reason = "An entry.", CheckedAt = new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc),
            };
            AssertWalkable(Plan([.. new FindingReader(ShippedProviders.Current).Read(check)]), "192.0.2.10");
        }
    }

    [Theory]
    [MemberData(nameof(Plans))]
    public void Route_OfSituation_CanBeWalked(string id) => AssertWalkable(Plan(new Finding { Plan = id, Target = "192.0.2.10" }), "192.0.2.10");

    [Fact]
    public void Hosts_OfProviders_BelongToOneAlone()
    {
        Assert.Empty(Twice(p => p.MailExchangers.Concat(p.FormerMailExchangers)));
        Assert.Empty(Twice(p => p.Domains));
        Assert.All(ShippedProviders.Current.Providers, p => Assert.All(
            p.MailExchangers, h => Assert.Same(p, ShippedProviders.Current.FindByMailExchanger(h[0] == '.' ? "mx1" + h : h, out _))));
    }

    [Fact]
    public void Upstream_OfProviders_IsNamedOnce() => Assert.All(ShippedProviders.Current.Providers, p =>
    {
        List<string> named = [.. p.Upstream.Select(u => u.Blocklist ?? u.Provider).OfType<string>()];
        Assert.Equal(named.Distinct().Count(), named.Count);
    });

    private static IEnumerable<string> Twice(Func<MailProvider, IEnumerable<string>> names) => ShippedProviders.Current.Providers
        .SelectMany(names).GroupBy(n => n, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key);

    private static DelistingRoute Plan(params Finding[] findings) =>
        new RoutePlanner(ShippedProviders.Current, new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc)).Plan(findings, UpstreamAnswers.None);

    private static void AssertWalkable(DelistingRoute route, string? target)
    {
        Assert.Equal(target, route.Target);
        Assert.NotEmpty(route.Steps);
        Assert.NotEmpty(route.Findings);
        Assert.NotEmpty(route.Sources);
        Assert.Equal(Enumerable.Range(1, route.Steps.Count), route.Steps.Select(s => s.Order));
        Assert.All(new[] { route.Reason, route.TypicalTime, route.Cost }, AssertText);
        Assert.All(route.Cautions, AssertText);
        foreach (RouteFinding finding in route.Findings)
        {
            Assert.All(new[] { finding.For, finding.Name, finding.Reason, finding.AdviceReason, finding.TypicalTime, finding.Cost }, AssertText);
        }

        foreach (DelistingStep step in route.Steps)
        {
            Assert.All(new[] { step.Title, step.Instruction, step.Why }, AssertText);
            Assert.All(new[] { step.Expect, step.TypicalWait, step.IfLate, step.Escalation, step.StateReason }.OfType<string>(), AssertText);
            Assert.All(step.Fields, f => AssertText(f.Value ?? f.Hint ?? ""));
            Assert.All(step.Answers, a => AssertText(a.Says + a.Means));
            if (step.Url is not null)
            {
                Uri url = new(step.Url, UriKind.Absolute);
                Assert.True(url.Scheme == "https" || PlainHosts.Contains(url.Host), step.Url + " is not encrypted.");
            }

            if (step.MailTo is not null)
            {
                Assert.Matches("^[^@ ]+@[^@ ]+\\.[^@ ]+$", step.MailTo);
            }
        }
    }

    private static void AssertText(string text)
    {
        Assert.False(string.IsNullOrWhiteSpace(text), "An empty text.");
        Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", text, StringComparison.Ordinal);
    }
}
