using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.ListFiles;

/// <summary>
/// A file that is a list, read when it is first asked and again when it has changed: it is looked at about once a second
/// while there are questions. Questions go on with what was read before until the new is there whole. A file that cannot be
/// used as it has become keeps what it was; one that is gone has nothing to say.
/// </summary>
internal sealed class ListFile
{
    /// <summary>How often the file is looked at.</summary>
    internal static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>After so long without a look a question waits until the file is read again, where it has changed.</summary>
    internal static readonly TimeSpan StaleAfter = TimeSpan.FromSeconds(5);

    /// <summary>A file that was written to less than this ago may still be written.</summary>
    internal static readonly TimeSpan QuietAfter = TimeSpan.FromSeconds(2);

    /// <summary>A file that does not change in this time is whole.</summary>
    internal static readonly TimeSpan SettledAfter = TimeSpan.FromMilliseconds(250);

    private const int LooksUntilSettled = 8;
    private const int Readings = 3;

    private static readonly TimeSpan MomentaryAbsence = TimeSpan.FromMilliseconds(50);

    private readonly ListFileFormat _format;
    private readonly bool _lenient;
    private readonly IClock _clock;
    private readonly object _gate = new();
    private volatile ListFileState? _state;
    private Task? _reading;
    private FileStamp _seen;
    private long _lookedAt;

    /// <param name="path">The full path.</param>
    /// <param name="format">How it is written.</param>
    /// <param name="lenient">Lines that are no entries are left out.</param>
    /// <param name="clock">The time.</param>
    internal ListFile(string path, ListFileFormat format, bool lenient, IClock clock)
    {
        Path = path;
        _format = format;
        _lenient = lenient;
        _clock = clock;
    }

    internal string Path { get; }

    /// <summary>How many entries are held in memory.</summary>
    internal int Entries => _state?.List?.Entries ?? 0;

    /// <summary>
    /// What can be answered from now; null before the file was read. Looks at the file when the last look is a second ago,
    /// and has it read beside this where it has changed. Never waits.
    /// </summary>
    internal ListFileState? Current()
    {
        if (_state is not null && IsOver(LookEvery))
        {
            Look(LookEvery);
        }

        return _state;
    }

    /// <summary>
    /// What can be answered from, once the file has been read: waits for that at the first question, and after a long
    /// silence.
    /// </summary>
    /// <param name="isFresh">The file as it is at this moment is meant: looks at it, and waits where it has changed.</param>
    /// <param name="cancellationToken">Gives up; the reading goes on for others.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ListFileState> AskAsync(bool isFresh, CancellationToken cancellationToken)
    {
        if (!isFresh && _state is not null && !IsOver(StaleAfter))
        {
            return Current()!;
        }

        // What is being read already may have been looked at before the file was changed.
        for (int i = 0; i < 2; i++)
        {
            if (Look(TimeSpan.Zero) is { } reading)
            {
                await WithinAsync(reading, cancellationToken).ConfigureAwait(false);
            }
        }

        return _state!;
    }

    /// <summary>Waits for a reading, and no longer than the caller wants to.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the reading goes on for others.</exception>
    internal static async Task<T> WithinAsync<T>(Task<T> reading, CancellationToken cancellationToken)
    {
        await WithinAsync((Task)reading, cancellationToken).ConfigureAwait(false);
        return await reading.ConfigureAwait(false);
    }

    private static async Task WithinAsync(Task reading, CancellationToken cancellationToken)
    {
        TaskCompletionSource<bool> stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using (cancellationToken.Register(() => stopped.TrySetResult(true)))
        {
            await Task.WhenAny(reading, stopped.Task).ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        await reading.ConfigureAwait(false);
    }

    /// <summary>Whether the last look is so long ago, or the clock has been turned.</summary>
    private bool IsOver(TimeSpan time) => Math.Abs(_clock.UtcNow.Ticks - Volatile.Read(ref _lookedAt)) >= time.Ticks;

    /// <summary>Looks whether the file is still the one that was read, and has it read where it is not.</summary>
    /// <param name="atMostEvery">Nothing is done where the last look is not so long ago.</param>
    /// <returns>The reading that is under way; null where there is none.</returns>
    private Task? Look(TimeSpan atMostEvery)
    {
        lock (_gate)
        {
            if (_reading is not null || !IsOver(atMostEvery))
            {
                return _reading;
            }

            // A file that could not be read may be read the next time without having changed.
            bool isNew = _state is null || _state.Fault?.Id == ListFileException.NotReadId || !StampNow().Equals(_seen);
            Volatile.Write(ref _lookedAt, _clock.UtcNow.Ticks);
            return isNew ? _reading = Task.Run(ReadAsync) : null;
        }
    }

    private async Task ReadAsync()
    {
        FileStamp stamp = default;
        ListFileState state;
        try
        {
            stamp = await SettledAsync().ConfigureAwait(false);
            state = stamp.Exists || Directory.Exists(Path)
                ? Read(ref stamp)
                : new ListFileState(null, ListFileException.NotRead(Path, "there is no such file"));
        }
        catch (ListFileException e)
        {
            state = new ListFileState(StampNow().Exists ? _state?.List : null, e);
        }
        catch (Exception e)
        {
            // Nothing else is known to happen; whoever asks is told, and the next one has the file read again.
            lock (_gate)
            {
                _reading = null;
            }

            throw new InvalidOperationException("Reading " + Path + " failed.", e);
        }

        lock (_gate)
        {
            _seen = stamp;
            _state = state;
            _reading = null;
            Volatile.Write(ref _lookedAt, _clock.UtcNow.Ticks);
        }
    }

    /// <summary>Reads the file until it does not change meanwhile.</summary>
    private ListFileState Read(ref FileStamp stamp)
    {
        for (int i = 0; i < Readings; i++)
        {
            LoadedList list = new ListFileLoader(Path, _format, _lenient, () => _clock.UtcNow).Load(CancellationToken.None);
            stamp = list.Stamp;
            if (StampNow().Equals(stamp))
            {
                return new ListFileState(list, null);
            }
        }

        throw BeingWritten();
    }

    /// <summary>Waits until nobody writes to the file any more.</summary>
    private async Task<FileStamp> SettledAsync()
    {
        FileStamp stamp = StampNow();
        if (!stamp.Exists && _state?.List is not null)
        {
            // Where a file is put in the place of another, there may be none for a moment.
            await _clock.DelayAsync(MomentaryAbsence, CancellationToken.None).ConfigureAwait(false);
            return StampNow();
        }

        for (int i = 0; i < LooksUntilSettled; i++)
        {
            if (!stamp.Exists || (_clock.UtcNow - stamp.ChangedAt).Duration() >= QuietAfter)
            {
                return stamp;
            }

            await _clock.DelayAsync(SettledAfter, CancellationToken.None).ConfigureAwait(false);
            FileStamp before = stamp;
            stamp = StampNow();
            if (stamp.Equals(before))
            {
                return stamp;
            }
        }

        throw BeingWritten();
    }

    private ListFileException BeingWritten() => ListFileException.NotRead(Path, "it is being written all the time");

    private FileStamp StampNow()
    {
        try
        {
            return FileStamp.Of(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return FileStamp.None;
        }
    }
}
