using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>
/// Several resolvers, of which one is asked at a time, and another one only where that one has stopped answering anything.
/// A resolver that answers is never replaced, whatever it says, so that no second opinion overrules a correct one.
/// </summary>
internal sealed class ResolverSuccession
{
    private readonly IReadOnlyList<IPEndPoint> _candidates;
    private readonly Func<IPEndPoint, IDnsTransport> _open;
    private readonly Action<string>? _trace;
    private readonly object _gate = new();
    private readonly Dictionary<IDnsTransport, IPEndPoint> _places = new();
    private readonly Dictionary<IDnsTransport, Task<IDnsTransport?>> _next = new();

    /// <param name="candidates">The resolvers, the preferred one first; at least one.</param>
    /// <param name="open">Makes the way to one.</param>
    /// <param name="trace">Told of each that is asked.</param>
    internal ResolverSuccession(IReadOnlyList<IPEndPoint> candidates, Func<IPEndPoint, IDnsTransport> open, Action<string>? trace = null)
    {
        _candidates = candidates;
        _open = open;
        _trace = trace;
    }

    /// <summary>Whether there is another one to go to.</summary>
    internal bool HasOthers => _candidates.Count > 1;

    /// <summary>Whether a failure says that nothing came back at all.</summary>
    internal static bool IsSilence(LookupFailureKind failure) => failure is LookupFailureKind.Timeout or LookupFailureKind.Unreachable;

    /// <summary>The first that answers anything; the last where none does.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IDnsTransport> FirstAsync(CancellationToken cancellationToken)
    {
        IPEndPoint first = await SystemResolver.FirstAliveAsync(_candidates, _open, cancellationToken).ConfigureAwait(false);
        return Take(first, _open(first));
    }

    /// <summary>
    /// The one to ask instead of one that left a question without an answer. Null where that one still answers, so that the
    /// silence is somebody else's, and where no other does.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IDnsTransport?> AfterAsync(IDnsTransport silent, CancellationToken cancellationToken)
    {
        while (HasOthers)
        {
            try
            {
                return await Join(silent, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever had begun to look has given up, and this caller has not.
            }
        }

        return null;
    }

    /// <summary>The one that is asked now instead of one that may have been replaced.</summary>
    internal IDnsTransport Latest(IDnsTransport transport)
    {
        lock (_gate)
        {
            while (_next.TryGetValue(transport, out Task<IDnsTransport?>? looking)
                && looking.Status == TaskStatus.RanToCompletion && looking.Result is { } next)
            {
                transport = next;
            }
        }

        return transport;
    }

    /// <summary>Many questions fail together when a resolver goes; one of them looks for all.</summary>
    private Task<IDnsTransport?> Join(IDnsTransport silent, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_next.TryGetValue(silent, out Task<IDnsTransport?>? looking)
                || looking.Status is TaskStatus.Canceled or TaskStatus.Faulted
                || (looking.Status == TaskStatus.RanToCompletion && looking.Result is null))
            {
                looking = Task.Run(() => LookAsync(silent, cancellationToken), cancellationToken);
                _next[silent] = looking;
            }

            return looking;
        }
    }

    private async Task<IDnsTransport?> LookAsync(IDnsTransport silent, CancellationToken cancellationToken)
    {
        if (await SystemResolver.IsReachableAsync(silent, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        _trace?.Invoke(silent.Resolver + " does not answer any more.");
        foreach (IPEndPoint candidate in Others(silent))
        {
            IDnsTransport transport = _open(candidate);
            if (await SystemResolver.IsReachableAsync(transport, cancellationToken).ConfigureAwait(false))
            {
                return Take(candidate, transport);
            }
        }

        return null;
    }

    private IReadOnlyList<IPEndPoint> Others(IDnsTransport silent)
    {
        lock (_gate)
        {
            return _candidates.Where(c => !_places.TryGetValue(silent, out IPEndPoint? place) || !c.Equals(place)).ToList();
        }
    }

    private IDnsTransport Take(IPEndPoint place, IDnsTransport transport)
    {
        lock (_gate)
        {
            _places[transport] = place;
        }

        _trace?.Invoke("Asking through " + NameServerAddress.Show(place) + ".");
        return transport;
    }
}
