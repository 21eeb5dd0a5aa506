using System;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools;

/// <summary>The machine's own clock.</summary>
internal sealed class SystemClock : IClock
{
    // The longest that one timer can be set for is 49 days; and a machine that slept looks at its clock again.
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    private SystemClock()
    {
    }

    internal static IClock Instance { get; } = new SystemClock();

    /// <inheritdoc/>
    public DateTime UtcNow => DateTime.UtcNow;

    /// <inheritdoc/>
    public async Task DelayAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        DateTime end = time <= TimeSpan.Zero ? UtcNow : time >= DateTime.MaxValue - UtcNow ? DateTime.MaxValue : UtcNow + time;
        cancellationToken.ThrowIfCancellationRequested();
        for (TimeSpan left = end - UtcNow; left > TimeSpan.Zero; left = end - UtcNow)
        {
            await Task.Delay(left < LongestSleep ? left : LongestSleep, cancellationToken).ConfigureAwait(false);
        }
    }
}
