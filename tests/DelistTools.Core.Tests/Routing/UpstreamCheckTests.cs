using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What lists say when a plan asks them, and what each step makes of it.</summary>
public sealed class UpstreamCheckTests
{
    private const string Address = Runs.Address;

    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry("alone", "removalPolicy: \"auto-expiry\"", "expiryHours: 24"),
            CatalogText.Entry(
                "whole", "kind: [\"ip4\", \"ip6\"]", "includes: [\"one\", \"two\", \"nested\"]",
                "codes: [{ \"code\": \"127.0.0.2\", \"meaning\": \"one\", \"list\": \"one\" }, { \"code\": \"127.0.0.3\", \"meaning\": \"two\", \"list\": \"two\" }, "
                + "{ \"code\": \"127.0.0.4\", \"meaning\": \"nested\", \"list\": \"nested\" }, { \"code\": \"127.0.0.9\", \"meaning\": \"some\" }]"),
            CatalogText.Entry("one"),
            CatalogText.Entry("two", "includes: [\"nested\"]"),
            CatalogText.Entry("nested", "kind: [\"ip4\", \"ip6\"]"),
            CatalogText.Entry("ip4-whole", "includes: [\"ip6-part\"]"),
            CatalogText.Entry("ip6-part", "kind: [\"ip6\"]"),
            CatalogText.Entry("private", "private: true", "zone: ", "lookupUrl: \"https://private.test/\""),
            CatalogText.Entry("keyed", "zone: ", "keyedZone: \"<key>.keyed.test\""),
            CatalogText.Entry("gone", "status: \"dead\""),
        ],
        Provider("follower", "alone", "whole", "private", "keyed"),
        Provider("of-parts", "one", "two"),
        ProviderText.Entry("of-unnamed", "upstream: [" + ProviderText.Upstream("unnamed", "some public lists") + "]"),
        Provider("of-both", "whole", "one", "two"));

    private readonly FakeTransport _transport = new FakeTransport().Healthy("alone.test", "whole.test", "one.test", "two.test", "nested.test", "ip6-part.test");

    private int _runs;

    [Fact]
    public async Task Ask_ListThatHasIt_IsNeeded()
    {
        _transport.A(Runs.Labels + "alone.test", "127.0.0.2");

        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("follower")!, Address));

        DelistingStep[] steps = Steps(route, "alone");
        Assert.Equal(2, steps.Length);
        Assert.All(steps, s => Assert.Equal(StepState.Needed, s.State));
        Assert.StartsWith(Address + " is listed: ", steps[0].StateReason, StringComparison.Ordinal);
        Assert.Equal((StepKind.Wait, true), (steps[1].Kind, steps[1].WaitUntil > DateTime.UtcNow.AddHours(23)));
    }

    [Fact]
    public async Task Ask_ListThatDoesNotHaveIt_IsNotNeededAndSaysSoOnce()
    {
        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("follower")!, Address));

        DelistingStep step = Assert.Single(Steps(route, "alone"));
        Assert.Equal((StepState.NotNeeded, "The list was asked, and has no entry."), (step.State, step.StateReason));
        Assert.Equal(StepState.NotNeeded, Assert.Single(Steps(route, "whole")).State);
    }

    [Theory]
    [InlineData(LookupFailureKind.Timeout)]
    [InlineData(LookupFailureKind.ServerFailure)]
    public async Task Ask_ListThatGivesNoAnswer_IsUnknown(LookupFailureKind failure)
    {
        _transport.On(Runs.Labels + "alone.test", DnsRecordKind.A, Reply.Fail(failure));

        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("follower")!, Address));

        Assert.Equal(2, Steps(route, "alone").Length);
        Assert.All(Steps(route, "alone"), s => Assert.Equal(StepState.Unknown, s.State));
        Assert.StartsWith("It could not be found out: ", Steps(route, "alone")[0].StateReason, StringComparison.Ordinal);
        Assert.Null(Steps(route, "alone")[1].WaitUntil);
    }

    [Fact]
    public async Task Ask_ListThatCannotBeAsked_IsUnknownAndSaysWhy()
    {
        DelistingRoute route = await PlanAsync(
            FindingReader.Read(Catalog.Find("follower")!, Address), Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "gone"), Address));

        Assert.All(Steps(route, "private"), s => Assert.Equal((StepState.Unknown, "No question by DNS reaches it; a person has to look at the page."), (s.State, s.StateReason)));
        Assert.True(Steps(route, "private")[0].IsByEye);
        Assert.All(Steps(route, "keyed"), s => Assert.Equal((StepState.Unknown, "It answers only with an account key: Set-BlocklistKey keyed."), (s.State, s.StateReason)));
        Assert.Equal((StepState.Unknown, "The list is closed, so it is not asked."), (Steps(route, "gone")[0].State, Steps(route, "gone")[0].StateReason));
        Assert.Equal(0, _transport.CountIn("private.test") + _transport.CountIn("keyed.test") + _transport.CountIn("gone.test"));
    }

    [Fact]
    public async Task Ask_NoTarget_AsksNobodyAndSaysWhatIsMissing()
    {
        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("follower")!, null));

        Assert.Equal((StepState.Unknown, "No address that it could hold is known; give it with -Address."), (Steps(route, "alone")[0].State, Steps(route, "alone")[0].StateReason));
        Assert.Equal((0, 0), (_runs, _transport.Asked.Count));
    }

    [Fact]
    public async Task Ask_ProviderAndFixes_AreUnknownUnlessMailWasRefused()
    {
        DelistingRoute asked = await PlanAsync(FindingReader.Read(Catalog.Find("follower")!, Address));
        DelistingRoute refused = await PlanAsync(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "follower"), Address));
        DelistingRoute limited = await PlanAsync(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.RateLimited, "follower"), Address));

        Assert.Equal(StepState.Unknown, Steps(asked, "follower")[0].State);
        Assert.Equal(StepState.Needed, Steps(refused, "follower")[0].State);
        Assert.Equal(StepState.Needed, limited.Step("Slow down and let the queue work").State);
        Assert.All(limited.Steps.Where(s => s.Kind == StepKind.Fix), s => Assert.Equal(StepState.Unknown, s.State));
        Assert.All(
            Routes.Plan(Catalog, FindingReader.Read(Catalog.Find("follower")!, Address)).Steps, s => Assert.Equal((StepState.NotChecked, null), (s.State, s.StateReason)));
    }

    [Fact]
    public async Task Ask_CombinedList_IsAskedOnceAndResolvedToThePartsThatItNames()
    {
        _transport.A(Runs.Labels + "whole.test", "127.0.0.2");

        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("of-both")!, Address));

        Assert.Equal(["one", "two", "of-both"], route.For);
        Assert.Equal(1, _transport.Count(Runs.Labels + "whole.test", DnsRecordKind.A));
        Assert.Equal(0, _transport.CountIn("one.test") + _transport.CountIn("two.test"));
        Assert.All(Steps(route, "one"), s => Assert.Equal(StepState.Needed, s.State));
        DelistingStep two = Assert.Single(Steps(route, "two"));
        Assert.Equal(StepState.NotNeeded, two.State);
    }

    [Fact]
    public async Task Ask_CombinedListThatHasNothing_AnswersForItsParts()
    {
        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("of-both")!, Address));

        Assert.Equal(
            ["one NotNeeded", "two NotNeeded", "whole NotNeeded"],
            route.Steps.Where(s => s.For is "one" or "two" or "whole").Select(s => s.For + " " + s.State).Order());
        Assert.Equal(0, _transport.CountIn("one.test") + _transport.CountIn("two.test"));
    }

    [Fact]
    public async Task Ask_CombinedListThatNamesAPartOfAPart_GoesThere()
    {
        _transport.A(Runs.Labels + "whole.test", "127.0.0.4");

        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("of-both")!, Address));

        Assert.Equal(["nested Needed", "one NotNeeded"], route.Steps.Where(s => s.For is not (null or "of-both")).Select(s => s.For + " " + s.State).Distinct().Order());
    }

    [Theory]
    [InlineData("127.0.0.9")]
    [InlineData(null)]
    public async Task Ask_CombinedListThatDoesNotSayWhichPart_LeavesThePartsUnknown(string? code)
    {
        _transport.On(Runs.Labels + "whole.test", DnsRecordKind.A, code is null ? Reply.Timeout : Reply.A(code));

        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("of-both")!, Address));

        Assert.All(Steps(route, "one").Concat(Steps(route, "two")), s => Assert.Equal(StepState.Unknown, s.State));
        Assert.Contains("whole, which contains one", Steps(route, "one")[0].StateReason, StringComparison.Ordinal);
        Assert.Equal(code is null ? StepState.Unknown : StepState.Needed, Steps(route, "whole")[0].State);
    }

    [Fact]
    public async Task Ask_RefusalByACombinedListThatCannotBeAsked_KeepsWhatEachPartWants()
    {
        _transport.On(Runs.Labels + "whole.test", DnsRecordKind.A, Reply.Timeout);

        DelistingRoute route = await PlanAsync(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "whole"), Address));

        Assert.Equal(["whole", "one", "two", "nested"], route.For);
    }

    [Fact]
    public async Task Ask_PartsAloneWithoutTheWhole_AreAskedThemselves()
    {
        _transport.A(Runs.Labels + "two.test", "127.0.0.2");

        DelistingRoute route = await PlanAsync(FindingReader.Read(Catalog.Find("of-parts")!, Address));

        Assert.Equal((StepState.NotNeeded, StepState.Needed), (Steps(route, "one")[0].State, Steps(route, "two")[0].State));
        Assert.Equal(0, _transport.CountIn("whole.test"));
    }

    [Fact]
    public async Task Ask_WholeForOneTargetAndPartForAnother_AsksBoth()
    {
        _transport.A(Runs.Labels + "one.test", "127.0.0.2").A("5.3.2.1.whole.test", "127.0.0.3");

        DelistingRoute route = await PlanAsync(
            FindingReader.Read(Catalog.Lists.Find("one")!, Address), FindingReader.Read(Catalog.Lists.Find("whole")!, "1.2.3.5"));

        Assert.Equal(["one Needed", "two Needed"], route.Steps.Where(s => s.For is not null).Select(s => s.For + " " + s.State).Distinct().Order());
        Assert.Equal(0, _transport.Count("5.3.2.1.one.test", DnsRecordKind.A));
    }

    [Fact]
    public async Task Ask_WholeThatHoldsNoSuchAddresses_DoesNotKeepThePartFromBeingAsked()
    {
        DelistingRoute route = await PlanAsync(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "ip4-whole"), "2001:db8::1"));

        Assert.True(_transport.CountIn("ip6-part.test") > 0);
        Assert.Equal(0, _transport.CountIn("ip4-whole.test"));
        Assert.Contains("ip6-part", route.For);
    }

    [Fact]
    public async Task Ask_SeveralTargetsOfWhichOneIsListed_AsksForThatOneAlone()
    {
        _transport.A("5.3.2.1.alone.test", "127.0.0.2").On("6.3.2.1.alone.test", DnsRecordKind.A, Reply.Timeout);

        DelistingRoute route = await PlanAsync(new[] { Address, "1.2.3.5", "1.2.3.6" }.Select(a => FindingReader.Read(Catalog.Lists.Find("alone")!, a)).ToArray());

        Assert.All(Steps(route, "alone"), s => Assert.Equal(["1.2.3.5", "1.2.3.6"], s.Targets));
        string reason = Steps(route, "alone")[0].StateReason!;
        Assert.StartsWith("1.2.3.5 is listed: ", reason, StringComparison.Ordinal);
        Assert.EndsWith(" Not found out: 1.2.3.6. Without an entry: " + Address + ".", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_RefusalByAListThatHasNoEntryAnyMore_LeavesTheWait()
    {
        DelistingRoute route = await PlanAsync(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, null, "alone"), Address));

        Assert.Equal(StepState.NotNeeded, Assert.Single(Steps(route, "alone")).State);
        DelistingStep wait = route.Step("Let the receivers notice");
        Assert.Equal((StepState.Needed, "Mail was refused, and only new mail shows whether that is over."), (wait.State, wait.StateReason));
    }

    [Fact]
    public async Task Ask_PublicListsThatNobodyNames_AreUnknown()
    {
        DelistingRoute route = await PlanAsync(Routes.Refused(Catalog, Routes.Refusal(RefusalCause.AddressBlocked, "of-unnamed"), Address));

        Assert.All(route.Steps.Where(s => s.For is null && s.Kind != StepKind.Fix), s => Assert.Equal(StepState.Unknown, s.State));
        Assert.Contains(route.Steps, s => s.StateReason!.StartsWith("Which lists these are", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ask_SeveralTargets_AreNeededWhereAnyIsListed()
    {
        _transport.A("5.3.2.1.alone.test", "127.0.0.2");
        Finding[] findings = [.. new[] { Address, "1.2.3.5" }.Select(a => FindingReader.Read(Catalog.Lists.Find("alone")!, a))];

        DelistingRoute route = await PlanAsync(findings);

        Assert.Equal(StepState.Needed, Steps(route, "alone")[0].State);
        Assert.StartsWith("1.2.3.5 is listed", Steps(route, "alone")[0].StateReason, StringComparison.Ordinal);
        Assert.Equal(1, _runs);
    }

    [Fact]
    public void Plan_OneOfTwoTargetsWasNotAsked_IsUnknown()
    {
        Finding[] findings = [.. new[] { Address, "1.2.3.5" }.Select(a => FindingReader.Read(Catalog.Lists.Find("alone")!, a))];
        UpstreamAnswers answers = UpstreamAnswers.Of([Routes.Check(Catalog, "alone", ListingVerdict.NotListed, Address)]);

        Assert.Equal((StepState.Unknown, "It was not asked by itself."), Steps(Routes.Plan(Catalog, answers, findings), "alone").Select(s => (s.State, s.StateReason)).First());
    }

    [Fact]
    public async Task Ask_FoundEarlierAndGoneNow_IsNotNeeded()
    {
        DelistingRoute route = await PlanAsync(Routes.Listed(Catalog, "alone", Address));

        Assert.Equal(StepState.NotNeeded, Assert.Single(Steps(route, "alone")).State);
    }

    [Fact]
    public async Task Ask_CallerGivesUp_Stops()
    {
        using CancellationTokenSource stop = new();
        _transport.On(Runs.Labels + "alone.test", DnsRecordKind.A, async token =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return Reply.Timeout;
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync([FindingReader.Read(Catalog.Find("follower")!, Address)], stop.Token));
    }

    private async Task<DelistingRoute> PlanAsync(params Finding[] findings) =>
        Routes.Plan(Catalog, await AskAsync(findings, CancellationToken.None), findings);

    private Task<UpstreamAnswers> AskAsync(Finding[] findings, CancellationToken cancellationToken) => UpstreamCheck.AskAsync(
        new RoutePlanner(Catalog, Routes.Now).Stations(findings, UpstreamAnswers.None),
        () =>
        {
            _runs++;
            return Task.FromResult(Runs.Named(Catalog.Lists, _transport, []));
        },
        cancellationToken);

    private static DelistingStep[] Steps(DelistingRoute route, string id) => route.Steps.Where(s => s.For == id).ToArray();

    private static string Provider(string id, params string[] lists) => ProviderText.Entry(
        id, "upstream: [" + string.Join(", ", lists.Select(l => ProviderText.Upstream("list", l))) + "]");
}
