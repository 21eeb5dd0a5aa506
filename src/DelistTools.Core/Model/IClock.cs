using System;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools;

/// <summary>The time, and waiting: what takes days is tested with a clock that a test turns.</summary>
internal interface IClock
{
    /// <summary>Now, in UTC.</summary>
    DateTime UtcNow { get; }

    /// <summary>Ends when so much time has passed; at once where it is zero or less.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task DelayAsync(TimeSpan time, CancellationToken cancellationToken);
}
