using System;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// A place in a script where it waits for the test: <see cref="ScriptedConnection.PassAsync"/>. Each opening lets one
/// arrival through, and openings may be made in advance.
/// </summary>
public sealed class SmtpGate : IDisposable
{
    private readonly SemaphoreSlim _places = new(0);
    private readonly CountSignal _arrivals = new();

    /// <summary>Lets arrivals through.</summary>
    /// <param name="count">How many.</param>
    public void Open(int count = 1) => _places.Release(count);

    /// <summary>Waits until scripts have come to the gate this many times in all.</summary>
    /// <param name="count">The number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitForArrivalsAsync(int count = 1, CancellationToken cancellationToken = default) =>
        _arrivals.WaitAsync(count, cancellationToken);

    /// <summary>For when the server has been stopped.</summary>
    public void Dispose() => _places.Dispose();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _arrivals.Add();
        return _places.WaitAsync(cancellationToken);
    }
}
