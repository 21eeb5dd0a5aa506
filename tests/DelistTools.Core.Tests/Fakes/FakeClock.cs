using System;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Core.Tests;

/// <summary>A clock that moves only when told to.</summary>
internal sealed class FakeClock : IClock
{
    private static readonly DateTime Start = new(2026, 11, 28, 0, 0, 0, DateTimeKind.Utc);

    private long _ticks;

    public DateTime UtcNow => Start + Now();

    internal TimeSpan Now() => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Waiting moves it.</summary>
    public Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Advance(time);
        return Task.CompletedTask;
    }

    internal void Advance(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);
}
