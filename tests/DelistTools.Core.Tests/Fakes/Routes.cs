using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Findings, the plans that come of them, and what holds of every plan.</summary>
internal static class Routes
{
    internal const string Address = "192.0.2.10";

    internal static readonly DateTime Now = new(2026, 11, 23, 12, 0, 0, DateTimeKind.Utc);

    internal static DelistingRoute Plan(ProviderCatalog catalog, params Finding[] findings) => Plan(catalog, UpstreamAnswers.None, findings);

    /// <summary>The plan, after a look at what has to hold of any.</summary>
    internal static DelistingRoute Plan(ProviderCatalog catalog, UpstreamAnswers answers, params Finding[] findings)
    {
        DelistingRoute route = new RoutePlanner(catalog, Now).Plan(findings, answers);
        RequireWhole(route);
        return route;
    }

    internal static Finding Refused(ProviderCatalog catalog, MailRefusal refusal, string? target = Address) =>
        new FindingReader(catalog).Read(refusal, target);

    internal static Finding Listed(ProviderCatalog catalog, string list, string target = Address, params string[] components) =>
        new FindingReader(catalog).Read(Check(catalog, list, ListingVerdict.Listed, target, components)).Single();

    internal static BlocklistCheck Check(
        ProviderCatalog catalog, string list, ListingVerdict verdict, string target = Address, params string[] components) => new()
        {
            Target = target,
            Blocklist = list,
            Zone = catalog.Lists.Find(list)?.Zone ?? list,
            Operator = catalog.Lists.Find(list)?.Operator ?? list,
            Verdict = verdict,
            Components = components,
            Scope = catalog.Lists.Find(list)?.Scope ?? ListingScope.Address,
            Reason = "seen by a test",
            CheckedAt = Now,
        };

    internal static MailRefusal Refusal(RefusalCause cause, string? provider = null, string? list = null, string? rule = null) => new()
    {
        Cause = cause,
        Provider = provider,
        Blocklist = list,
        RuleId = rule,
        Recipient = "somebody@recipient.test",
        Sender = "me@sender.test",
        RemoteMta = "mx.recipient.test",
        ReplyCode = 550,
        EnhancedCode = "5.7.1",
        ReplyText = "refused by a test",
    };

    internal static IReadOnlyList<string> Titles(this DelistingRoute route) => route.Steps.Select(s => s.Title).ToList();

    internal static DelistingStep Step(this DelistingRoute route, string title) => route.Steps.Single(s => s.Title == title);

    /// <summary>Never empty: at least one step, numbered without a gap, and no text that says nothing.</summary>
    internal static void RequireWhole(DelistingRoute route)
    {
        Assert.NotEmpty(route.Steps);
        Assert.NotEmpty(route.Findings);
        Assert.NotEmpty(route.Sources);
        Assert.Equal(Enumerable.Range(1, route.Steps.Count), route.Steps.Select(s => s.Order));
        Assert.True(route.VerifiedOn.Year > 2000, "verified on " + route.VerifiedOn);
        RequireText(route.Reason, route.TypicalTime, route.Cost);
        RequireTextOrNull(route.Target);
        RequireText(route.For.Concat(route.Cautions).ToArray());
        foreach (RouteFinding finding in route.Findings)
        {
            RequireText(finding.For, finding.Name, finding.Reason, finding.AdviceReason, finding.TypicalTime, finding.Cost);
        }

        foreach (DelistingStep step in route.Steps)
        {
            RequireText(step.Title, step.Instruction, step.Why);
            RequireTextOrNull(step.For, step.StateReason, step.Url, step.MailTo, step.Expect, step.TypicalWait, step.IfLate, step.Escalation);
            RequireTextOrNull(step.Fields.SelectMany(f => new[] { f.Name, f.Value, f.Hint }).ToArray());
        }
    }

    private static void RequireText(params string[] texts) => Assert.All(texts, t => Assert.False(string.IsNullOrWhiteSpace(t)));

    private static void RequireTextOrNull(params string?[] texts) => RequireText(texts.OfType<string>().ToArray());
}
