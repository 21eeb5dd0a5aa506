using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Core.Tests.Cases;
using DelistTools.Dns;
using DelistTools.Waiting;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class CaseWaitTests : IDisposable
{
    private static readonly ProviderCatalog Catalog = ProviderCatalog.Build(
        Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "providers"), "*.json", SearchOption.AllDirectories).Select(CatalogDocument.Load),
        [],
        ListCatalog.Build(
            Directory.GetFiles(ShippedCatalog.Folder, "*.json", SearchOption.AllDirectories).Select(CatalogDocument.Load)
                .Append(CatalogText.Document("lists.json", CatalogText.File(CatalogText.Entry("lab-list", "zone: \"bl.test\"")))),
            [],
            new Dictionary<string, AccountKey>()));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-wait-");
    private readonly FakeCalendar _clock = new(Waits.Start);
    private readonly FakeTransport _transport = new FakeTransport().Healthy("bl.test");
    private readonly List<DateTime> _probed = [];
    private string _finding = "";

    public void Dispose() => _folder.Delete(recursive: true);

    private CaseStore Store => new(new StoreFile(Path.Combine(_folder.FullName, "cases.db")), _clock);

    [Fact]
    public async Task Wait_ListThatLetsGo_IsWrittenIntoTheCaseAndMovesItOn()
    {
        Open(StepKind.Form, StepKind.Wait, StepKind.Check);
        Store.Change(1, e => CaseProgress.Send(e), default);
        Answer(gone: Waits.Start.AddDays(2));

        DelistingWait ended = await RunAsync();

        Assert.Equal((WaitEnd.Delisted, 1, Waits.Address), (ended.Ended, ended.CaseId, ended.Target));
        Assert.Equal(["lab-list"], ended.Blocklist);
        DelistingCase after = Store.Find(1, default)!;
        Assert.Equal(
            [CaseEventKind.Opened, CaseEventKind.Sent, CaseEventKind.Listed, CaseEventKind.Delisted, CaseEventKind.StepDone], after.Kinds());
        Assert.Equal("203.0.113.25 on lab-list", after.Events[2].Text);
        Assert.Contains("127.0.0.2", after.Events[2].Evidence, StringComparison.Ordinal);
        Assert.Contains("192.0.2.53", after.Events[3].Evidence, StringComparison.Ordinal);
        Assert.Equal(["1 Form 1 Done", "2 Wait 2 Done", "3 Check 3 Open"], after.Shown());
        Assert.Equal((CaseState.Open, null, null), (after.State, after.NextActionAt, after.ClosedAt));
        Assert.True(ended.Asked > 5);
    }

    [Fact]
    public async Task Wait_ListThatLetsGoOfItself_LeavesNothingToAskFor()
    {
        Open(StepKind.Fix, StepKind.Form, StepKind.Wait);
        Answer(gone: Waits.Start.AddDays(1));

        await RunAsync();

        Assert.Equal(["1 Fix 1 Open", "2 Form 2 NotNeeded", "3 Wait 3 Done"], Store.Find(1, default)!.Shown());
    }

    [Theory]
    [InlineData("An entry at Lab.", WaitEnd.NotListed, CaseState.Open, CaseEventKind.Checked)]
    [InlineData("Listed: 127.0.0.2.", WaitEnd.Delisted, CaseState.Solved, CaseEventKind.Delisted)]
    public async Task Wait_NothingThere_IsTheEndOfAnEntryThatWasSeenOnly(string finding, WaitEnd end, CaseState state, CaseEventKind kind)
    {
        _finding = finding;
        Open(StepKind.Form, StepKind.Wait);

        Assert.Equal(end, (await RunAsync(closes: true)).Ended);
        DelistingCase after = Store.Find(1, default)!;
        Assert.Equal((state, kind), (after.State, after.Events[1].Kind));
        if (end == WaitEnd.NotListed)
        {
            await RunAsync(closes: true);
            Assert.Equal(2, Store.Find(1, default)!.Events.Count);
            Assert.Equal(["1 Form 1 Open", "2 Wait 2 Open"], after.Shown());
        }
    }

    [Fact]
    public async Task Wait_ToldToClose_ClosesAsSolved()
    {
        Open(StepKind.Form, StepKind.Wait);
        Answer(gone: Waits.Start.AddDays(1));

        await RunAsync(closes: true);

        DelistingCase after = Store.Find(1, default)!;
        Assert.Equal((CaseState.Solved, CaseEventKind.Solved), (after.State, after.Events[^1].Kind));
    }

    [Fact]
    public async Task Wait_Again_NotesNoSecondTimeWhatIsKnown()
    {
        Open(StepKind.Form, StepKind.Wait);
        Answer(gone: DateTime.MaxValue);

        Assert.Equal(WaitEnd.TimedOut, (await RunAsync(limit: TimeSpan.FromHours(9))).Ended);
        DelistingWait second = await RunAsync(limit: TimeSpan.FromHours(9));

        Assert.Equal((WaitEnd.TimedOut, true), (second.Ended, second.NextAskAt > second.EndedAt));
        Assert.Equal(
            [CaseEventKind.Opened, CaseEventKind.Listed, CaseEventKind.Checked, CaseEventKind.Checked], Store.Find(1, default)!.Kinds());
        Assert.Contains("Asked", Store.Find(1, default)!.Events[2].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_CaseThatSomebodyCloses_EndsWithinMinutes()
    {
        Open(StepKind.Form, StepKind.Wait);
        Answer(gone: DateTime.MaxValue);
        int slept = 0;

        DelistingWait ended = await RunAsync(woken: () =>
        {
            if (++slept == 40)
            {
                Store.Change(1, e => CaseProgress.SetState(e, CaseState.Abandoned), default);
            }
        });

        Assert.Equal(WaitEnd.CaseClosed, ended.Ended);
        Assert.Equal(40, slept);
        Assert.Equal(CaseState.Abandoned, Store.Find(1, default)!.State);
    }

    [Fact]
    public async Task Wait_CaseThatIsClosedOrRemoved_EndsAtOnceOrIsNoCase()
    {
        Open(StepKind.Form);
        Store.Change(1, e => CaseProgress.SetState(e, CaseState.Solved), default);

        Assert.Equal(WaitEnd.CaseClosed, (await RunAsync()).Ended);
        Assert.Empty(_clock.Waits);
        Store.Remove(1, default);
        Assert.Equal("CaseNotFound", (await Assert.ThrowsAsync<StoreException>(() => RunAsync())).Problem.Id);
    }

    [Fact]
    public async Task Wait_ProviderWithoutProbe_EndsWhenItsTimeHasCome()
    {
        OpenAtProvider();
        Store.Change(1, e => CaseProgress.Schedule(e, Waits.Start.AddDays(3)), default);

        DelistingWait ended = await RunAsync(woken: () =>
        {
            if (_clock.UtcNow < Waits.Start.AddDays(1))
            {
                Store.Change(1, e => e.NextActionAt = Waits.Start.AddDays(5), default);
            }
        });

        Assert.Equal((WaitEnd.ActionDue, Waits.Start.AddDays(5), 0), (ended.Ended, ended.EndedAt, ended.Asked));
        Assert.Contains("Send-ProbeMail", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(WaitEnd.ActionDue, (await RunAsync()).Ended);
    }

    [Fact]
    public async Task Wait_ProviderByProbes_KeepsItsTimesAndSaysWhatChanged()
    {
        OpenAtProvider();
        Store.Change(1, e => CaseProgress.Schedule(e, Waits.Start.AddDays(1)), default);
        ProbeResult[] answers = [Refused("S3150"), Refused("S3150"), Refused("S3150"), Refused("S3140"), Probe(ProbeOutcome.NotRefusedBeforeData)];

        DelistingWait ended = await RunAsync(probe: Make(answers));

        Assert.Equal((WaitEnd.NotRefusedBeforeData, 5), (ended.Ended, ended.Asked));
        Assert.Same(answers[4], ended.Probe);
        Assert.Equal(Waits.Start.AddDays(1), _probed[0]);
        Assert.Equal([6, 9, 13.5, 20.25], _probed.Between().Select(b => b.TotalHours));
        DelistingCase after = Store.Find(1, default)!;
        Assert.Equal(_probed, after.Events.Where(e => e.Kind == CaseEventKind.Probed).Select(e => e.At));
        Assert.Contains("S3150", after.Events.First(e => e.Kind == CaseEventKind.Probed).Evidence, StringComparison.Ordinal);
        Assert.Null(after.ClosedAt);
    }

    [Theory]
    [InlineData(ProbeOutcome.Accepted, WaitEnd.Accepted, CaseState.Solved)]
    [InlineData(ProbeOutcome.NotRefusedBeforeData, WaitEnd.NotRefusedBeforeData, CaseState.Open)]
    public async Task Wait_ToldToClose_ClosesOnlyWhatWasAccepted(ProbeOutcome outcome, WaitEnd end, CaseState state)
    {
        OpenAtProvider();

        Assert.Equal(end, (await RunAsync(probe: Make(Probe(outcome)), closes: true)).Ended);
        Assert.Equal(state, Store.Find(1, default)!.State);
    }

    [Theory]
    [InlineData("microsoft-consumer", true)]
    [InlineData(null, true)]
    [InlineData("gmail", false)]
    public async Task Wait_ProbeThatAnotherProviderTook_IsNoEndOfTheCase(string? provider, bool isTaken)
    {
        OpenAtProvider();
        Task<DelistingWait> wait = RunAsync(probe: Make(Probe(ProbeOutcome.Accepted, provider: provider)), closes: true);

        if (isTaken)
        {
            Assert.Equal(WaitEnd.Accepted, (await wait).Ended);
            return;
        }

        Assert.Equal("WaitProbeElsewhere", (await Assert.ThrowsAsync<WaitException>(() => wait)).Problem.Id);
        DelistingCase after = Store.Find(1, default)!;
        Assert.Equal((CaseState.Open, 1), (after.State, after.Events.Count));
    }

    [Theory]
    [InlineData("hotmail.com", null, "microsoft-consumer", false)]
    [InlineData("hotmail.com", "127.0.0.1", "microsoft-consumer", false)]
    [InlineData("gmail.com", null, "microsoft-consumer", true)]
    [InlineData("receiver.internal", "aspmx.l.google.com", "microsoft-consumer", true)]
    [InlineData("receiver.internal", null, "microsoft-consumer", false)]
    [InlineData("hotmail.com", null, "symantec-brightmail", false)]
    [InlineData("gmail.com", null, "symantec-brightmail", true)]
    [InlineData("gmail.com", null, "lab-list", false)]
    public void IsElsewhere_Recipient_IsComparedWithWhatTheCatalogueKnows(string domain, string? host, string caseFor, bool isElsewhere) =>
        Assert.Equal(isElsewhere, ProbePlace.IsElsewhere(ProbePlace.Of(domain, host, Catalog), caseFor, Catalog));

    [Theory]
    [InlineData(RefusalCause.AddressBlocked, null)]
    [InlineData(RefusalCause.Greylisted, null)]
    [InlineData(RefusalCause.Unknown, null)]
    [InlineData(RefusalCause.RecipientRefused, WaitEnd.RefusedOtherwise)]
    [InlineData(RefusalCause.ReverseDnsRequired, WaitEnd.RefusedOtherwise)]
    public void EndOf_Refusal_GoesOnOnlyWhereWaitingCures(RefusalCause cause, WaitEnd? end) =>
        Assert.Equal(end, ProbeRule.EndOf(Probe(ProbeOutcome.Refused, cause)));

    [Fact]
    public async Task Wait_ProbesThatReachNobody_AreMadeAgainSooner()
    {
        OpenAtProvider();

        await RunAsync(probe: Make(
            Probe(ProbeOutcome.DnsFailed), Probe(ProbeOutcome.LocalError), Probe(ProbeOutcome.PortBlocked), Probe(ProbeOutcome.Accepted)));

        Assert.Equal([15, 22.5, 33.75], _probed.Between().Select(b => b.TotalMinutes));
    }

    [Theory]
    [InlineData(1, ProbeOutcome.PortBlocked)]
    [InlineData(1, ProbeOutcome.LocalError)]
    [InlineData(4, ProbeOutcome.DnsFailed, ProbeOutcome.PortBlocked, ProbeOutcome.LocalError, ProbeOutcome.PortBlocked)]
    public async Task Wait_ProbesThatNeverLeave_EndItAndSayWhy(int probes, params ProbeOutcome[] outcomes)
    {
        OpenAtProvider();

        DelistingWait ended = await RunAsync(probe: Make([.. outcomes.Select(o => Probe(o))]), closes: true);

        Assert.Equal((WaitEnd.CannotProbe, probes), (ended.Ended, ended.Asked));
        Assert.Contains(outcomes[^1] + "", ended.Reason, StringComparison.Ordinal);
        Assert.Equal(CaseState.Open, Store.Find(1, default)!.State);
    }

    [Fact]
    public async Task Wait_ListThatRefuses_IsWarnedOfOnce()
    {
        Open(StepKind.Form, StepKind.Wait);
        _transport.On("2.0.0.127.bl.test", DnsRecordKind.A, Reply.NameError);
        List<string> warned = [];

        await RunAsync(limit: TimeSpan.FromDays(1), warn: warned.Add);

        Assert.StartsWith("lab-list gives no answer", Assert.Single(warned), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_BegunAgain_KeepsSixHoursFromTheLastProbe()
    {
        OpenAtProvider();
        CaseWait.CaseProbe probe = Make(Refused("S3150"), Refused("S3150"), Refused("S3150"));
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal(WaitEnd.TimedOut, (await RunAsync(probe: probe, limit: TimeSpan.FromMinutes(40))).Ended);
        }

        Assert.Equal([6, 6], _probed.Between().Select(b => b.TotalHours));
    }

    [Fact]
    public async Task Wait_BegunAgainAfterAProbeThatReachedNobody_MakesOneAtOnce()
    {
        OpenAtProvider();
        CaseWait.CaseProbe probe = Make(Probe(ProbeOutcome.DnsFailed), Probe(ProbeOutcome.Accepted));
        await RunAsync(probe: probe, limit: TimeSpan.FromMinutes(2));

        Assert.Equal(WaitEnd.Accepted, (await RunAsync(probe: probe, limit: TimeSpan.FromMinutes(2))).Ended);
    }

    [Fact]
    public async Task Wait_OtherProbeJustBefore_WaitsForItsMinute()
    {
        OpenAtProvider();
        int count = 0;

        DelistingWait ended = await RunAsync(probe: _ =>
        {
            _probed.Add(_clock.UtcNow);
            return Task.FromResult<(ProbeResult?, Problem?)>(++count == 1 ? (null, new Problem("ProbeTooSoon", "x", "x", "y", 30)) : (Probe(ProbeOutcome.Accepted), null));
        });

        Assert.Equal((WaitEnd.Accepted, 1), (ended.Ended, ended.Asked));
        Assert.Equal(TimeSpan.FromMinutes(1), _probed.Between().Single());
    }

    [Fact]
    public async Task Wait_FirstProbeThatCannotBeMade_SaysWhy()
    {
        OpenAtProvider();

        WaitException failed = await Assert.ThrowsAsync<WaitException>(() => RunAsync(
            probe: _ => Task.FromResult<(ProbeResult?, Problem?)>((null, new Problem("SenderDomainNotFound", "x", "x", "y")))));

        Assert.Equal("SenderDomainNotFound", failed.Problem.Id);
    }

    [Fact]
    public async Task Wait_StoreThatIsAwayForAWhile_GoesOn()
    {
        Open(StepKind.Form, StepKind.Wait);
        Answer(gone: Waits.Start.AddDays(1));
        string path = Path.Combine(_folder.FullName, "cases.db");
        byte[] kept = File.ReadAllBytes(path);
        int slept = 0;

        DelistingWait ended = await RunAsync(woken: () =>
        {
            slept++;
            if (slept == 3)
            {
                File.WriteAllText(path, new string('x', 5000));
            }
            else if (slept == 9)
            {
                File.WriteAllBytes(path, kept);
            }
        });

        Assert.Equal((WaitEnd.Delisted, null), (ended.Ended, ended.Fault));
        Assert.Contains(CaseEventKind.Delisted, Store.Find(1, default)!.Kinds());
    }

    [Fact]
    public async Task Wait_StoreThatCannotBeWrittenToAtTheEnd_TellsTheEndAllTheSame()
    {
        Open(StepKind.Form, StepKind.Wait);
        Answer(gone: Waits.Start.AddHours(2));
        int slept = 0;

        DelistingWait ended = await RunAsync(woken: () =>
        {
            if (++slept == 3)
            {
                File.WriteAllText(Path.Combine(_folder.FullName, "cases.db"), new string('x', 5000));
            }
        });

        Assert.Equal((WaitEnd.Delisted, "StoreForeign"), (ended.Ended, ended.Fault!.Id));
    }

    private static ProbeResult Probe(ProbeOutcome outcome, RefusalCause? cause = null, string text = "", string? provider = null) => new()
    {
        Provider = provider,
        To = "b@receiver.internal",
        Outcome = outcome,
        Stage = SmtpStage.Recipient,
        ReplyCode = outcome == ProbeOutcome.Refused ? 550 : null,
        ReplyText = text,
        EnhancedCode = text.Length == 0 ? null : text,
        Refusal = cause is null ? null : new MailRefusal { Cause = cause.Value },
        Notes = ["It was so."],
    };

    private static ProbeResult Refused(string text) => Probe(ProbeOutcome.Refused, RefusalCause.AddressBlocked, text);

    private CaseWait.CaseProbe Make(params ProbeResult[] answers) => _ =>
    {
        _probed.Add(_clock.UtcNow);
        return Task.FromResult<(ProbeResult?, Problem?)>((answers[_probed.Count - 1], null));
    };

    private void Answer(DateTime gone) => _transport.On(
        Waits.Name, DnsRecordKind.A, _ => Task.FromResult(_clock.UtcNow < gone ? Waits.Listed(Reply.Ttl) : Waits.Gone(Reply.Ttl)));

    private void Open(params StepKind[] kinds) => Store.Create(
        new NewCase
        {
            Target = Waits.Address,
            For = "lab-list",
            Name = "Lab",
            Route = new DelistingRoute
            {
                Target = Waits.Address,
                Findings = [new RouteFinding { For = "lab-list", Operator = "Lab", Reason = _finding }],
                Steps = [.. kinds.Select((k, i) => new DelistingStep { Order = i + 1, Kind = k, For = k == StepKind.Fix ? null : "lab-list", Title = k + " " + (i + 1) })],
            },
        },
        false,
        default);

    private void OpenAtProvider() => Store.Create(
        new NewCase { Target = Waits.Address, For = "microsoft-consumer", Name = "Microsoft", Route = new DelistingRoute { Target = Waits.Address } }, false, default);

    private Task<DelistingWait> RunAsync(CaseWait.CaseProbe? probe = null, bool closes = false, TimeSpan? limit = null, Action? woken = null, Action<string>? warn = null)
    {
        CaseWait wait = new(Store, Catalog, Waits.Asker(_transport), probe, new WaitOptions { Clock = _clock, Limit = limit, Warn = warn }, closes);
        return _clock.RunFromNowAsync(() => wait.WaitAsync(1, CancellationToken.None), woken);
    }
}
