using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.State;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Several budgets on one file, as several processes have them. Time moves only when a test moves it.</summary>
public sealed class SharedBudgetTests : IDisposable
{
    private const string Resolver = "192.0.2.53";

    private readonly StateFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    private string FilePath => _folder.FilePath;

    [Fact]
    public async Task DailyLimit_TwoProcesses_IsOfBothTogether()
    {
        OperatorBudget one = Open();
        OperatorBudget other = Open();
        Blocklist list = List(dailyLimit: 100);
        int taken = 0;
        while (await AskAsync(one, list) is null | await AskAsync(other, list) is null)
        {
            taken++;
        }

        one.Close();
        other.Close();
        Assert.Equal(100, Asked());
        Assert.InRange(taken, 40, 60);
        Assert.NotNull(await AskAsync(Open(), list));
    }

    [Fact]
    public async Task DailyLimit_OneAfterTheOther_GoesOnCounting()
    {
        Blocklist list = List(dailyLimit: 100);
        OperatorBudget one = Open();
        await TakeAsync(one, list, 70);
        one.Close();
        Assert.Equal(70, Asked());

        OperatorBudget next = Open();
        await TakeAsync(next, list, 30);
        Assert.NotNull(await AskAsync(next, list));
    }

    [Fact]
    public async Task Killed_WithQuestionsTakenBeforehand_LosesTheseAndNoMore()
    {
        await TakeAsync(Open(), List(dailyLimit: 1000), 20);

        Assert.InRange(Asked(), 20, 20 + 64);
        int lost = Asked();
        OperatorBudget next = Open();
        await TakeAsync(next, List(dailyLimit: 1000), 10);
        next.Close();
        Assert.Equal(lost + 10, Asked());
    }

    [Fact]
    public async Task Pace_TwoProcesses_IsOfBothTogether()
    {
        OperatorBudget one = Open();
        OperatorBudget other = Open();
        Blocklist list = List(pace: 10);
        for (int i = 0; i < 100; i++)
        {
            await AskAsync(i % 2 == 0 ? one : other, list);
        }

        // A hundred at ten a second are ten seconds, of which two are free; what each has taken beforehand blurs it.
        Assert.InRange(_clock.Now().TotalSeconds, 6, 12);
    }

    [Fact]
    public async Task Midnight_WithQuestionsTakenBeforehand_CountsFromNothing()
    {
        OperatorBudget one = Open();
        Blocklist list = List(dailyLimit: 100);
        await TakeAsync(one, list, 95);
        _clock.Advance(TimeSpan.FromDays(1));

        await TakeAsync(one, list, 100);
        Assert.NotNull(await AskAsync(one, list));
        one.Close();
        Assert.Equal(100, Asked());
    }

    [Fact]
    public async Task Refusal_InOneProcess_StopsAnotherForAWhile()
    {
        Blocklist list = List();
        OperatorBudget one = Open();
        one.NoteRefusal(list, Resolver, isAlone: false, TimeSpan.FromMinutes(1));
        one.Close();

        OperatorBudget next = Open();
        await next.OpenAsync(default);
        Assert.Equal(ListingVerdict.Refused, next.LeftOut(list, Resolver, false)?.Verdict);
        Assert.NotNull(await AskAsync(next, list));
        Assert.Null(next.LeftOut(list, "192.0.2.54", false));
        Assert.Null(next.LeftOut(list, Resolver, ignoresBreaker: true));

        _clock.Advance(BudgetRules.ShortestStop);
        Assert.Null(next.LeftOut(list, Resolver, false));
        Assert.Null(await AskAsync(next, list));
        next.NoteAnswer(list, Resolver);
        next.Close();
        Assert.DoesNotContain(Resolver, File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileDeleted_ByTheUser_CountsFromNothing()
    {
        OperatorBudget one = Open();
        await TakeAsync(one, List(dailyLimit: 100), 100);
        one.Close();
        File.Delete(FilePath);

        await TakeAsync(Open(), List(dailyLimit: 100), 100);
    }

    [Theory]
    [InlineData("{\"kind\":\"operator-budgets\",\"version\":9,\"state\":{}}", "newer")]
    [InlineData("{\"schema\":1}", "no such file")]
    public async Task FileNotOurs_IsLeftAloneAndAskingGoesOn(string content, string says)
    {
        File.WriteAllText(FilePath, content);
        OperatorBudget one = Open();
        await TakeAsync(one, List(dailyLimit: 100), 100);

        Assert.NotNull(await AskAsync(one, List(dailyLimit: 100)));
        one.Close();
        Assert.Equal(content, File.ReadAllText(FilePath));
        string warning = one.Warning()!;
        Assert.Contains(FilePath, warning, StringComparison.Ordinal);
        Assert.Contains(says, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileDamaged_IsBegunAnewAndSaidOnce()
    {
        File.WriteAllText(FilePath, "{\"kind\":\"operator-budgets\",\"version\":1,");
        OperatorBudget one = Open();
        await TakeAsync(one, List(), 3);
        one.Close();

        Assert.Equal(3, Asked());
        Assert.Contains(FilePath, one.Warning(), StringComparison.Ordinal);
        Assert.Null(one.Warning());
    }

    [Fact]
    public async Task FileReadOnly_ItsCountsHoldAndGoOnInMemory()
    {
        Blocklist list = List(dailyLimit: 100);
        OperatorBudget first = Open();
        await TakeAsync(first, list, 60);
        first.Close();
        File.SetAttributes(FilePath, FileAttributes.ReadOnly);

        OperatorBudget one = Open();
        await TakeAsync(one, list, 40);
        Assert.NotNull(await AskAsync(one, list));
        Assert.Contains("read-only", one.Warning(), StringComparison.Ordinal);

        // Writable again: what was counted meanwhile goes in.
        File.SetAttributes(FilePath, FileAttributes.Normal);
        await one.OpenAsync(default);
        one.Close();
        Assert.Equal(100, Asked());
        Assert.Null(one.Warning());
    }

    [Fact]
    public async Task AdHocZone_IsCountedAndWrittenNowhere()
    {
        Blocklist typed = ListSelector.AdHoc("secret-key.dq.example", BlocklistKind.IPv4);
        OperatorBudget one = Open();
        for (int i = 0; i < 60; i++)
        {
            Assert.Null(await AskAsync(one, typed));
        }

        one.NoteRefusal(typed, Resolver, false, TimeSpan.Zero);
        Assert.NotNull(one.LeftOut(typed, Resolver, false));
        await TakeAsync(one, List(), 1);
        one.Close();
        Assert.True(_clock.Now() > TimeSpan.Zero);
        Assert.DoesNotContain("secret-key", File.ReadAllText(FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitAsync_ManyAtOnceOnTheFile_EachGoesOnce()
    {
        OperatorBudget one = Open();
        Blocklist list = List(pace: 0, dailyLimit: 500);

        GivenUp?[] all = await Task.WhenAll(Enumerable.Range(0, 600).Select(_ => Task.Run(() => AskAsync(one, list))));

        Assert.Equal(500, all.Count(g => g is null));
    }

    [Fact]
    public async Task WaitAsync_CancelledWhileTheFileIsHeld_EndsAtOnce()
    {
        using FileStream held = new(FilePath + ".lock", FileMode.Create, FileAccess.Write, FileShare.None);
        using CancellationTokenSource cancellation = new();
        OperatorBudget one = Open();

        Task<GivenUp?> waiting = one.WaitAsync(List(), Resolver, false, null, () => false, cancellation.Token);
        Assert.False(waiting.IsCompleted);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task FileHeldByOthers_ForTooLong_GoesOnInMemory()
    {
        using FileStream held = new(FilePath + ".lock", FileMode.Create, FileAccess.Write, FileShare.None);
        OperatorBudget one = _folder.Open(_clock, TimeSpan.FromMilliseconds(50));

        await TakeAsync(one, List(dailyLimit: 100), 100);
        Assert.NotNull(await AskAsync(one, List(dailyLimit: 100)));
        Assert.Contains("other processes held it", one.Warning(), StringComparison.Ordinal);
    }

    private OperatorBudget Open() => _folder.Open(_clock);

    private int Asked() => File.Exists(FilePath)
        ? BudgetState.Read(JsonFields.Parse(File.ReadAllText(FilePath)).Object("state")).Find("Somebody")?.Asked ?? 0
        : 0;

    private static async Task TakeAsync(OperatorBudget budget, Blocklist list, int times)
    {
        for (int i = 0; i < times; i++)
        {
            Assert.Null(await AskAsync(budget, list));
        }
    }

    private static Task<GivenUp?> AskAsync(OperatorBudget budget, Blocklist list) =>
        budget.WaitAsync(list, Resolver, false, null, () => false, CancellationToken.None);

    private static Blocklist List(double pace = 25, int dailyLimit = 0) =>
        new() { Id = "a-list", Operator = "Somebody", Rules = new ListRules { PublicZone = Lists.Zone, Pace = pace, DailyLimit = dailyLimit } };
}
