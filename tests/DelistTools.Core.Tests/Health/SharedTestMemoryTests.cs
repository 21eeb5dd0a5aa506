using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Several memories on one file, as several processes have them. Time moves only when a test moves it.</summary>
public sealed class SharedTestMemoryTests : IDisposable
{
    private static readonly ListTestKey Key = Kept.Key();

    private readonly HealthFolder _folder = new();
    private readonly FakeClock _clock = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Find_InAnotherProcess_IsTheWholeResult()
    {
        ListTestResult result = Kept.Result(_clock) with { Finding = ResolverFinding.StrictMinimisation, IsAuthoritative = true };
        Keep(Key, result);
        _clock.Advance(TimeSpan.FromMinutes(3));

        ListTestResult found = (await NextAsync()).Find(Key)!;

        Assert.Equal(result.CheckedAt, found.CheckedAt);
        Assert.True(found.IsRemembered);
        Assert.Equal((result.Kind, result.Health, result.Finding, result.Reason), (found.Kind, found.Health, found.Finding, found.Reason));
        Assert.Equal((true, true, true, true), (found.PositiveHolds, found.NegativeHolds, found.IsAuthoritative, found.IsComplete));
        Assert.Equal(result.Evidence, found.Evidence);
        Assert.Equal(result.RefusalTexts, found.RefusalTexts);
        Assert.Equal(
            result.Depths.Select(d => (d.Labels, d.Entry, d.Found, d.WasHidden, d.Answer)), found.Depths.Select(d => (d.Labels, d.Entry, d.Found, d.WasHidden, d.Answer)));
    }

    [Theory]
    [InlineData(ListHealth.Healthy, 120)]
    [InlineData(ListHealth.Empty, 5)]
    public async Task Find_InAnotherProcess_IsNoOlderThanItsHealthLasts(ListHealth health, int minutes)
    {
        Keep(Key, Kept.Result(_clock, health));
        _clock.Advance(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(1));
        ListTestMemory next = await NextAsync();
        Assert.Equal(health, next.Find(Key)!.Health);

        // Also for the one that has it from the file: its time began with the test.
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(next.Find(Key));
        Assert.Null((await NextAsync()).Find(Key));
    }

    [Fact]
    public async Task Find_AnythingElse_IsAnotherTest()
    {
        Keep(Kept.Key(accountKey: "right"), Kept.Result(_clock));
        ListTestMemory next = await NextAsync();
        Assert.NotNull(next.Find(Kept.Key(accountKey: "right")));

        Assert.Null(next.Find(Kept.Key()));
        Assert.Null(next.Find(Kept.Key(accountKey: "mistyped")));
        Assert.Null(next.Find(Kept.Key("other", accountKey: "right")));
        Assert.Null(next.Find(Kept.Key(resolver: "192.0.2.54", accountKey: "right")));
        Assert.Null(next.Find(Kept.Key(kind: BlocklistKind.IPv6, accountKey: "right")));
        Assert.Null(next.Find(Kept.Key(accountKey: "right", rules: new ListRules { Test = new ListTestEntry { Listed = "127.0.0.9", NotListed = "127.0.0.1" } })));
        Assert.Null(next.Find(Kept.Key(accountKey: "right", rules: new ListRules { Refusals = [new RefusalCode { Code = 0x7F000002 }] })));
    }

    [Fact]
    public async Task Find_OnAnotherMachineWithTheSameHomeFolder_IsAnotherResolver()
    {
        Keep(Key, Kept.Result(_clock));

        Assert.Null((await NextAsync("elsewhere")).Find(Key));

        // Whoever is there takes nothing away.
        ListTestMemory elsewhere = await NextAsync("elsewhere");
        elsewhere.Keep(Key, Kept.Result(_clock, ListHealth.Empty));
        elsewhere.Close(CancellationToken.None);
        Assert.Equal(ListHealth.Healthy, (await NextAsync()).Find(Key)!.Health);
    }

    [Fact]
    public async Task File_HoldsNoAccountKeyAndNoZoneThatWasTyped()
    {
        ListTestMemory memory = _folder.Open(_clock);
        memory.Keep(Kept.Key(accountKey: "s3cr3t0key"), Kept.Result(_clock));
        memory.Keep(Kept.Key("typed", isAdHoc: true), Kept.Result(_clock));
        memory.Close(CancellationToken.None);

        Assert.DoesNotContain("s3cr3t0key", _folder.Content, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("typed", _folder.Content, StringComparison.Ordinal);
        Assert.NotNull(memory.Find(Kept.Key("typed", isAdHoc: true)));
        Assert.Null((await NextAsync()).Find(Kept.Key("typed", isAdHoc: true)));
    }

    [Fact]
    public void File_AccountKey_IsHashedOtherwiseInEachFile()
    {
        Keep(Kept.Key(accountKey: "s3cr3t0key"), Kept.Result(_clock));
        string one = _folder.Content;
        File.Delete(_folder.FilePath);
        Keep(Kept.Key(accountKey: "s3cr3t0key"), Kept.Result(_clock));

        Assert.NotEqual(Hash(one), Hash(_folder.Content));

        static string Hash(string content) => content.Split("\"key\":\"")[1].Split('"')[0];
    }

    [Fact]
    public async Task Close_TwoProcesses_KeepWhatBothHaveFound()
    {
        ListTestMemory one = await NextAsync();
        ListTestMemory other = await NextAsync();
        one.Keep(Kept.Key("one", accountKey: "k"), Kept.Result(_clock));
        other.Keep(Kept.Key("other", accountKey: "k"), Kept.Result(_clock));
        one.Close(CancellationToken.None);
        other.Close(CancellationToken.None);

        ListTestMemory next = await NextAsync();
        Assert.NotNull(next.Find(Kept.Key("one", accountKey: "k")));
        Assert.NotNull(next.Find(Kept.Key("other", accountKey: "k")));
    }

    [Fact]
    public async Task Close_SameListInTwoProcesses_KeepsTheNewerTest()
    {
        ListTestMemory early = await NextAsync();
        early.Keep(Key, Kept.Result(_clock));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Keep(Key, Kept.Result(_clock, ListHealth.Empty));

        early.Close(CancellationToken.None);

        Assert.Equal(ListHealth.Empty, (await NextAsync()).Find(Key)!.Health);
    }

    [Fact]
    public async Task Find_TestedAnewElsewhere_IsTheNewerTestAfterTheNextReading()
    {
        ListTestMemory early = await NextAsync();
        early.Keep(Key, Kept.Result(_clock));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Keep(Key, Kept.Result(_clock, ListHealth.Empty));

        await early.OpenAsync();

        Assert.Equal(ListHealth.Empty, early.Find(Key)!.Health);
    }

    [Fact]
    public async Task Keep_Silence_TakesAwayWhatWasKeptInTheFile()
    {
        Keep(Key, Kept.Result(_clock));
        _clock.Advance(TimeSpan.FromMinutes(1));
        ListTestMemory next = await NextAsync();

        next.Keep(Key, Kept.Result(_clock, ListHealth.Unreachable));

        Assert.Null(next.Find(Key));
        next.Close(CancellationToken.None);
        Assert.Null((await NextAsync()).Find(Key));
    }

    [Fact]
    public async Task ClockSetBack_WhatIsFromTheFuture_IsNotUsedAndGoes()
    {
        _clock.Advance(TimeSpan.FromHours(1));
        Keep(Key, Kept.Result(_clock));
        _clock.Advance(TimeSpan.FromMinutes(-30));

        Assert.Null((await NextAsync()).Find(Key));

        // Nor does it stand in the way of what is true now.
        Keep(Key, Kept.Result(_clock, ListHealth.Empty));
        Assert.Equal(ListHealth.Empty, (await NextAsync()).Find(Key)!.Health);
    }

    [Fact]
    public async Task ClockSetForward_WhatIsKept_IsTooOld()
    {
        Keep(Key, Kept.Result(_clock));
        _clock.Advance(TimeSpan.FromDays(400));

        Assert.Null((await NextAsync()).Find(Key));
    }

    [Theory]
    [InlineData("{\"kind\":\"list-health\",\"version\":1,")]
    [InlineData("{\"kind\":\"list-health\",\"version\":1,\"state\":{\"salt\":\"AAAAAAAAAAAAAAAAAAAAAA==\",\"tests\":[{\"machine\":\"here\"}]}}")]
    [InlineData("{\"kind\":\"list-health\",\"version\":1,\"state\":{\"salt\":\"!\",\"tests\":[]}}")]
    [InlineData("{\"kind\":\"list-health\",\"version\":1,\"state\":{\"salt\":\"AAAA\",\"tests\":[]}}")]
    [InlineData("\0\0\0\0")]
    [InlineData("")]
    public async Task FileDamaged_IsSaidOnceAndBegunAnew(string content)
    {
        File.WriteAllText(_folder.FilePath, content);
        ListTestMemory memory = await NextAsync();

        Assert.Null(memory.Find(Key));
        Assert.Matches("^The health of lists that was kept is lost: the file .* was damaged \\(.*\\) and has been begun anew\\.$", memory.Warning());
        Assert.Null(memory.Warning());

        // Even where there is nothing new to keep, the next command does not find the same damage.
        memory.Close(CancellationToken.None);
        ListTestMemory next = await NextAsync();
        Assert.Null(next.Warning());
        next.Keep(Key, Kept.Result(_clock));
        next.Close(CancellationToken.None);
        Assert.NotNull((await NextAsync()).Find(Key));
    }

    [Theory]
    [InlineData("{\"kind\":\"list-health\",\"version\":9,\"state\":{}}", "newer")]
    [InlineData("{\"mine\":true}", "no such file")]
    public async Task FileNotOurs_IsLeftAloneAndNothingIsLostHere(string content, string says)
    {
        File.WriteAllText(_folder.FilePath, content);
        ListTestMemory memory = await NextAsync();
        memory.Keep(Key, Kept.Result(_clock));
        memory.Close(CancellationToken.None);

        Assert.NotNull(memory.Find(Key));
        Assert.Equal(content, _folder.Content);
        string warning = memory.Warning()!;
        Assert.StartsWith("The health of lists is kept for this session only, because the file " + _folder.FilePath + " cannot be used: ", warning, StringComparison.Ordinal);
        Assert.Contains(says, warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileReadOnly_IsReadAndWhatIsNewHoldsHere()
    {
        Keep(Key, Kept.Result(_clock));
        string before = _folder.Content;
        File.SetAttributes(_folder.FilePath, FileAttributes.ReadOnly);
        try
        {
            ListTestMemory memory = await NextAsync();
            Assert.NotNull(memory.Find(Key));
            Assert.Null(memory.Warning());
            memory.Keep(Kept.Key("other"), Kept.Result(_clock));
            memory.Close(CancellationToken.None);

            Assert.Contains("read-only", memory.Warning(), StringComparison.Ordinal);
            Assert.NotNull(memory.Find(Kept.Key("other")));
            Assert.Equal(before, _folder.Content);

            // And goes into the file when that can be had again.
            File.SetAttributes(_folder.FilePath, FileAttributes.Normal);
            memory.Close(CancellationToken.None);
            Assert.Null(memory.Warning());
            Assert.NotNull((await NextAsync()).Find(Kept.Key("other")));
        }
        finally
        {
            File.SetAttributes(_folder.FilePath, FileAttributes.Normal);
        }
    }

    [Fact]
    public async Task FolderThatIsAFile_IsASentenceAndNothingIsLost()
    {
        File.WriteAllText(_folder.FilePath, "");
        ListTestMemory memory = new(_clock.Now, _clock, new DelistTools.State.SharedStateFile(
            Path.Combine(_folder.FilePath, "health.json"), ListTestState.Kind, ListTestState.Version));

        await memory.OpenAsync();
        memory.Keep(Key, Kept.Result(_clock));
        memory.Close(CancellationToken.None);

        Assert.NotNull(memory.Find(Key));
        Assert.Contains("cannot be used", memory.Warning(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FileHeldByOthers_ForTooLong_GoesOnInMemory()
    {
        Keep(Key, Kept.Result(_clock));
        using FileStream held = new(_folder.FilePath + ".lock", FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        ListTestMemory memory = _folder.Open(_clock, patience: TimeSpan.FromMilliseconds(50));
        await memory.OpenAsync();

        Assert.Null(memory.Find(Key));
        memory.Keep(Key, Kept.Result(_clock));
        Assert.NotNull(memory.Find(Key));
        Assert.Contains("other processes held it", memory.Warning(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_CancelledWhileTheFileIsHeld_EndsAtOnce()
    {
        using FileStream held = new(_folder.FilePath + ".lock", FileMode.Create, FileAccess.Write, FileShare.None);
        using CancellationTokenSource cancellation = new();
        ListTestMemory memory = _folder.Open(_clock);
        memory.Keep(Key, Kept.Result(_clock));

        Task closing = Task.Run(() => memory.Close(cancellation.Token));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => closing);
    }

    [Fact]
    public async Task Close_NothingNew_TouchesNoFile()
    {
        ListTestMemory memory = await NextAsync();
        memory.Close(CancellationToken.None);

        Assert.False(File.Exists(_folder.FilePath));
    }

    [Fact]
    public async Task Close_MoreThanAFileHolds_ForgetsTheOldest()
    {
        ListTestMemory memory = _folder.Open(_clock);
        for (int i = 0; i <= ListTestState.MostTests; i++)
        {
            memory.Keep(Kept.Key("list" + i), Kept.Result(_clock));
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        memory.Close(CancellationToken.None);

        ListTestMemory next = await NextAsync();
        Assert.Null(next.Find(Kept.Key("list0")));
        Assert.NotNull(next.Find(Kept.Key("list1")));
        Assert.NotNull(next.Find(Kept.Key("list" + ListTestState.MostTests)));
    }

    [Fact]
    public async Task Close_LongTexts_KeepTheFileSmall()
    {
        IReadOnlyList<string> evidence = [.. Enumerable.Repeat(new string('x', 1000), 16)];
        ListTestMemory memory = _folder.Open(_clock);
        for (int i = 0; i < 100; i++)
        {
            memory.Keep(Kept.Key("list" + i), Kept.Result(_clock) with { Evidence = evidence });
            _clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        memory.Close(CancellationToken.None);

        Assert.InRange(new FileInfo(_folder.FilePath).Length, ListTestState.Largest / 2, ListTestState.Largest * 3 / 2);
        Assert.NotNull((await NextAsync()).Find(Kept.Key("list99")));
    }

    [Fact]
    public async Task Find_TextsOfAFileThatSomebodyChanged_CannotDriveATerminal()
    {
        Keep(Key, Kept.Result(_clock));
        File.WriteAllText(_folder.FilePath, _folder.Content.Replace("Go away", "Go\\u001b[31maway", StringComparison.Ordinal));

        Assert.Equal(["Go [31maway"], (await NextAsync()).Find(Key)!.RefusalTexts);
    }

    private void Keep(ListTestKey key, ListTestResult result)
    {
        ListTestMemory memory = _folder.Open(_clock);
        memory.Keep(key, result);
        memory.Close(CancellationToken.None);
        Assert.Null(memory.Warning());
    }

    /// <summary>The memory of a process that begins now.</summary>
    private async Task<ListTestMemory> NextAsync(string machine = "here")
    {
        ListTestMemory memory = _folder.Open(_clock, machine);
        await memory.OpenAsync();
        return memory;
    }
}
