using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ReadinessRouteTests
{
    private const string Address = "203.0.113.25";

    private readonly RoutePlanner _planner = new(ShippedProviders.Current, new DateTime(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc));

    [Fact]
    public void Plan_FailingPrerequisite_IsANeededFixWithItsRecord()
    {
        DelistingStep step = Fix("Set the PTR record", Check("PtrRecord", "reverse-dns", ReadinessStatus.Fail, "25.113.0.203.in-addr.arpa. IN PTR mail.example."));

        Assert.Equal(StepState.Needed, step.State);
        Assert.Contains("No PTR record", step.StateReason, StringComparison.Ordinal);
        Assert.EndsWith("To publish: 25.113.0.203.in-addr.arpa. IN PTR mail.example.", step.Instruction, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ReadinessStatus.Pass, StepState.NotNeeded)]
    [InlineData(ReadinessStatus.Warn, StepState.NotNeeded)]
    [InlineData(ReadinessStatus.Unknown, StepState.Unknown)]
    [InlineData(ReadinessStatus.Fail, StepState.Needed)]
    public void Plan_Status_DecidesTheState(ReadinessStatus status, StepState state) =>
        Assert.Equal(state, Fix("Set the PTR record", Check("PtrRecord", "reverse-dns", status)).State);

    [Fact]
    public void Plan_SeveralChecksOfOneFix_TheWorstDecides() => Assert.Equal(
        StepState.Needed,
        Fix("Set the PTR record", Check("PtrRecord", "reverse-dns", ReadinessStatus.Pass), Check("PtrForward", "reverse-dns", ReadinessStatus.Fail)).State);

    [Fact]
    public void Plan_ChecksOfAnotherAddress_SayNothing() => Assert.Equal(
        StepState.NotChecked, Fix("Set the PTR record", Check("PtrRecord", "reverse-dns", ReadinessStatus.Fail, target: "203.0.113.99")).State);

    [Fact]
    public void Plan_FailureThatNobodyAsksFor_IsAddedAndComesFirst()
    {
        Finding finding = FindingReader.Read(ShippedProviders.Current.Find("seznam")!, Address);
        string[] before = [.. _planner.Plan([finding], UpstreamAnswers.None).Steps.Select(s => s.Title)];
        DelistingRoute route = _planner.Plan(
            [finding], UpstreamAnswers.None, new ReadinessAnswers([Check("HelloName", "helo-name", ReadinessStatus.Fail)]));

        DelistingStep added = Assert.Single(route.Steps, s => !before.Contains(s.Title));
        Assert.Equal((StepKind.Fix, StepState.Needed), (added.Kind, added.State));
        Assert.True(added.Order < route.Steps.First(s => s.Kind == StepKind.Mail).Order);
    }

    [Fact]
    public void Plan_IPv6Fix_LooksAtIPv6Only()
    {
        Finding gmail = FindingReader.Read(ShippedProviders.Current.Find("gmail")!, null);
        ReadinessAnswers answers = new(
        [
            Check("PtrRecord", "reverse-dns", ReadinessStatus.Pass), Check("PtrRecord", "reverse-dns", ReadinessStatus.Fail, target: "2001:db8::25"),
        ]);

        DelistingStep step = Assert.Single(_planner.Plan([gmail], UpstreamAnswers.None, answers).Steps, s => s.Title.StartsWith("Give the IPv6", StringComparison.Ordinal));

        Assert.Equal(StepState.Needed, step.State);
    }

    [Fact]
    public void Read_ChecksAlone_PlanWhatFails()
    {
        ReadinessCheck[] checks = [Check("Spf", "spf", ReadinessStatus.Fail, target: "example.com"), Check("PtrRecord", "reverse-dns", ReadinessStatus.Pass)];

        DelistingRoute route = _planner.Plan([.. FindingReader.Read(checks)], UpstreamAnswers.None, new ReadinessAnswers(checks));

        Assert.Equal(Address, route.Target);
        Assert.Contains("Spf", route.Reason, StringComparison.Ordinal);
        Assert.Equal([StepKind.Fix, StepKind.Check], route.Steps.Select(s => s.Kind));
        Assert.Empty(FindingReader.Read([Check("PtrRecord", "reverse-dns", ReadinessStatus.Warn)]));
    }

    [Fact]
    public void PlannedSender_Refusals_TellTheDomain()
    {
        Finding From(string sender) => new() { Refusal = new MailRefusal { Sender = sender }, Address = System.Net.IPAddress.Parse(Address) };

        Assert.Equal("newserver.example", PlannedSender.Of([From("tom@newserver.example"), From("ann@NewServer.example"), From("")]).Domain);
        Assert.Null(PlannedSender.Of([From("tom@newserver.example"), From("x@other.example")]).Domain);
        Assert.Equal(Address, Assert.Single(PlannedSender.Of([From(""), From("")]).Addresses).ToString());
    }

    [Fact]
    public void RoutePrerequisites_Provider_AreWhatItsRouteBeginsWith()
    {
        IReadOnlyList<RouteFix> fixes = RoutePrerequisites.Of(_planner, ShippedProviders.Current.Find("t-online")!, null);

        Assert.Contains("t-online-imprint", fixes.Select(f => f.Id));
        Assert.Contains("reverse-dns", fixes.Select(f => f.Id));
    }

    private DelistingStep Fix(string title, params ReadinessCheck[] checks)
    {
        Finding finding = FindingReader.Read(ShippedProviders.Current.Find("microsoft-consumer")!, Address);
        return Assert.Single(
            _planner.Plan([finding], UpstreamAnswers.None, new ReadinessAnswers(checks)).Steps, s => s.Title.StartsWith(title, StringComparison.Ordinal));
    }

    private static ReadinessCheck Check(string name, string fix, ReadinessStatus status, string? record = null, string target = Address) => new()
    {
        Name = name,
        Prerequisite = fix,
        Status = status,
        Target = target,
        Found = "No PTR record.",
        Record = record,
    };
}
