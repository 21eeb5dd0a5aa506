using System;

namespace DelistTools.Core.Tests;

/// <summary>A clock that moves only when told to.</summary>
internal sealed class FakeClock
{
    private long _ticks;

    internal TimeSpan Now() => TimeSpan.FromTicks(System.Threading.Interlocked.Read(ref _ticks));

    internal void Advance(TimeSpan time) => System.Threading.Interlocked.Add(ref _ticks, time.Ticks);
}
