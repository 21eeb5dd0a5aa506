using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.ListFiles;
using Xunit;

namespace DelistTools.Core.Tests.FileLists;

/// <summary>A file that changes while it is asked.</summary>
public sealed class ListFileTests : IDisposable
{
    private static readonly IPAddress First = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Second = IPAddress.Parse("192.0.2.2");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    // A year ahead, so that what a test writes has long been quiet.
    private readonly FakeCalendar _clock = new(DateTime.UtcNow.AddYears(1));
    private int _written;

    private string FilePath => Path.Combine(_folder.FullName, "list.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task AskAsync_FirstQuestion_ReadsTheFile()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        Assert.Null(file.Current());

        ListFileState state = await file.AskAsync(isFresh: false, CancellationToken.None);

        Assert.NotNull(state.List!.Find(First));
        Assert.Null(state.Fault);
        Assert.Same(state, file.Current());
    }

    [Fact]
    public async Task AskAsync_ChangedFile_IsReadOnceASecondHasPassed()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        ListFileState before = await file.AskAsync(isFresh: false, CancellationToken.None);
        Write("192.0.2.2\n");
        Assert.Same(before, await file.AskAsync(isFresh: false, CancellationToken.None));

        _clock.Advance(ListFile.LookEvery);
        Assert.Same(before, file.Current());
        ListFileState after = await file.AskAsync(isFresh: true, CancellationToken.None);

        Assert.Null(after.List!.Find(First));
        Assert.NotNull(after.List.Find(Second));
    }

    [Fact]
    public async Task AskAsync_AfterLongSilence_WaitsForWhatTheFileIsNow()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: false, CancellationToken.None);
        Write("192.0.2.2\n");

        _clock.Advance(ListFile.StaleAfter);

        Assert.NotNull((await file.AskAsync(isFresh: false, CancellationToken.None)).List!.Find(Second));
    }

    [Fact]
    public async Task AskAsync_Fresh_WaitsForWhatTheFileIsNow()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        Write("192.0.2.2\n");

        Assert.NotNull((await file.AskAsync(isFresh: true, CancellationToken.None)).List!.Find(Second));
    }

    [Fact]
    public async Task AskAsync_FileThatIsAsItWas_IsNotReadAgain()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        ListFileState before = await file.AskAsync(isFresh: true, CancellationToken.None);

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Same(before, await file.AskAsync(isFresh: true, CancellationToken.None));
    }

    [Fact]
    public async Task AskAsync_BehindALink_SeesTheFileThatItLeadsTo()
    {
        string link = FilePath + ".link", other = FilePath + ".link2";
        File.CreateSymbolicLink(other, FilePath);
        File.CreateSymbolicLink(link, other);
        Write("192.0.2.1\n");
        ListFile file = new(link, ListFileFormat.Auto, lenient: false, _clock);
        ListFileState first = await file.AskAsync(isFresh: true, CancellationToken.None);
        Write("192.0.2.2\n");
        ListFileState second = await file.AskAsync(isFresh: true, CancellationToken.None);
        File.Delete(FilePath);

        Task<ListFileState> asking = file.AskAsync(isFresh: true, CancellationToken.None);
        await Task.WhenAny(_clock.WaitedAsync(1), asking);
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        ListFileState gone = await asking;

        Assert.NotNull(first.List!.Find(First));
        Assert.NotNull(second.List!.Find(Second));
        Assert.Null(gone.List);
        Assert.Contains("there is no such file", gone.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_DamagedAfterAChange_KeepsWhatItWasAndSaysSo()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        Write("192.0.2.2\n192.0.2.999\n");

        ListFileState damaged = await file.AskAsync(isFresh: true, CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(1));
        ListFileState later = await file.AskAsync(isFresh: true, CancellationToken.None);
        Write("192.0.2.2\n");
        ListFileState mended = await file.AskAsync(isFresh: true, CancellationToken.None);

        Assert.NotNull(damaged.List!.Find(First));
        Assert.Contains("line 2", damaged.Fault!.Message, StringComparison.Ordinal);
        Assert.Same(damaged, later);
        Assert.Null(mended.Fault);
        Assert.NotNull(mended.List!.Find(Second));
    }

    [Fact]
    public async Task AskAsync_FileThatVanishes_HasNothingToSayUntilItIsBack()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        File.Delete(FilePath);

        Task<ListFileState> asking = file.AskAsync(isFresh: true, CancellationToken.None);
        await _clock.WaitedAsync(1);
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        ListFileState gone = await asking;
        Write("192.0.2.2\n");
        ListFileState back = await file.AskAsync(isFresh: true, CancellationToken.None);

        Assert.Null(gone.List);
        Assert.Contains("there is no such file", gone.Fault!.Message, StringComparison.Ordinal);
        Assert.NotNull(back.List!.Find(Second));
    }

    [Fact]
    public async Task AskAsync_FileThatIsAwayForAMoment_IsNotMissed()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        File.Delete(FilePath);

        Task<ListFileState> asking = file.AskAsync(isFresh: true, CancellationToken.None);
        await _clock.WaitedAsync(1);
        Write("192.0.2.2\n");
        _clock.Advance(TimeSpan.FromMilliseconds(50));

        Assert.NotNull((await asking).List!.Find(Second));
    }

    [Fact]
    public async Task AskAsync_FileThatIsBeingWritten_IsReadWhenItHasSettled()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        Write("192.0.2.2\n", _clock.UtcNow);

        Task<ListFileState> asking = file.AskAsync(isFresh: true, CancellationToken.None);
        await _clock.WaitedAsync(1);
        Write("192.0.2.2\n192.0.2.3\n", _clock.UtcNow);
        _clock.Advance(ListFile.SettledAfter);
        await _clock.WaitedAsync(2);
        Assert.NotNull(file.Current()!.List!.Find(First));
        Assert.False(asking.IsCompleted);
        _clock.Advance(ListFile.SettledAfter);

        Assert.Equal(2, (await asking).List!.Entries);
    }

    [Fact]
    public async Task AskAsync_FileThatIsWrittenAllTheTime_KeepsWhatItWas()
    {
        Write("192.0.2.1\n");
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        Write("192.0.2.2\n", _clock.UtcNow);

        Task<ListFileState> asking = file.AskAsync(isFresh: true, CancellationToken.None);
        for (int i = 1; !asking.IsCompleted; i++)
        {
            if (await Task.WhenAny(_clock.WaitedAsync(i), asking) != asking)
            {
                Write(string.Concat(Enumerable.Repeat("192.0.2.2\n", i + 1)), _clock.UtcNow);
                _clock.Advance(ListFile.SettledAfter);
            }
        }

        ListFileState state = await asking;
        Assert.NotNull(state.List!.Find(First));
        Assert.Contains("being written", state.Fault!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AskAsync_CallerGivesUp_TheReadingGoesOnForOthers()
    {
        ListFile file = Open();
        Write("192.0.2.1\n", _clock.UtcNow);
        using CancellationTokenSource stop = new();

        Task<ListFileState> first = file.AskAsync(isFresh: true, stop.Token);
        Task<ListFileState> other = file.AskAsync(isFresh: true, CancellationToken.None);
        await _clock.WaitedAsync(1);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _clock.Advance(ListFile.SettledAfter);

        Assert.NotNull((await other).List!.Find(First));
    }

    [Fact]
    public async Task Current_ManyThreadsWhileItChanges_SeeOneStateOrTheOtherWhole()
    {
        // Every state of the file lists one address of two, and a thousand more that tell which state it is.
        string[] states = [.. Enumerable.Range(0, 2).Select(s => "192.0.2." + (s + 1) + "\n"
            + string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"10.{s}.{i >> 8}.{i & 255}\n"))))];
        Replace(states[0]);
        ListFile file = Open();
        await file.AskAsync(isFresh: true, CancellationToken.None);
        using CancellationTokenSource stop = new();
        ConcurrentQueue<string> wrong = new();
        int seen = 0;
        Task[] readers = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                ListFileState state = file.Current()!;
                int which = state.List?.Find(First) is not null ? 0 : 1;
                Interlocked.Or(ref seen, 1 << which);
                if (state.Fault is not null || state.List is null || state.List.Entries != 1001
                    || !state.List.MayList((10u << 24) | ((uint)which << 16) | 999) || state.List.MayList((10u << 24) | ((uint)(1 - which) << 16)))
                {
                    wrong.Enqueue(state.Fault?.Message ?? "a mixture");
                }

                Thread.Yield();
            }
        }, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        for (int i = 1; i < 60; i++)
        {
            Replace(states[i % 2]);
            _clock.Advance(ListFile.LookEvery);
            file.Current();
            await file.AskAsync(isFresh: true, CancellationToken.None);
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);

        Assert.Empty(wrong);
        Assert.Equal(3, seen);
    }

    [Fact]
    public void Store_SamePath_IsOneFile()
    {
        ListFileStore store = new(_clock);

        Assert.Same(store.Open("/a", ListFileFormat.Auto, false), store.Open("/a", ListFileFormat.Auto, false));
        Assert.NotSame(store.Open("/a", ListFileFormat.Auto, false), store.Open("/a", ListFileFormat.Auto, true));
        Assert.NotSame(store.Open("/a", ListFileFormat.Auto, false), store.Open("/a", ListFileFormat.Ip4trie, false));
    }

    private ListFile Open() => new(FilePath, ListFileFormat.Auto, lenient: false, _clock);

    /// <summary>Writes the file, at a time of its own, so that no clock is too coarse to tell two writings apart.</summary>
    private void Write(string text, DateTime? at = null)
    {
        File.WriteAllText(FilePath, text);
        File.SetLastWriteTimeUtc(FilePath, at ?? DateTime.UtcNow.AddDays(-1).AddSeconds(_written++));
    }

    /// <summary>Puts a new file in its place.</summary>
    private void Replace(string text)
    {
        string other = FilePath + ".new";
        File.WriteAllText(other, text);
        File.SetLastWriteTimeUtc(other, DateTime.UtcNow.AddDays(-1).AddSeconds(_written++));
        File.Move(other, FilePath, overwrite: true);
    }
}
