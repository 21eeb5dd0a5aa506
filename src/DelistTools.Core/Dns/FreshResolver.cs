using System;
using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>
/// The resolver as it is now, for who asks over days: each opening looks up anew which one the system uses and takes new
/// sockets. A laptop moves between networks, and what a connection was bound to goes with them.
/// </summary>
internal sealed class FreshResolver
{
    private readonly IReadOnlyList<IPEndPoint>? _named;
    private readonly Func<IPEndPoint, IDnsTransport> _open;
    private readonly Func<IReadOnlyList<IPEndPoint>> _discover;
    private readonly Action<string>? _trace;

    /// <param name="named">Those that the user names, the preferred one first; null: the system's.</param>
    /// <param name="open">Makes the way to one.</param>
    /// <param name="discover">Those of the system.</param>
    /// <param name="trace">Told where the system cannot say which they are.</param>
    internal FreshResolver(
        IReadOnlyList<IPEndPoint>? named, Func<IPEndPoint, IDnsTransport> open, Func<IReadOnlyList<IPEndPoint>>? discover = null, Action<string>? trace = null)
    {
        _trace = trace;
        _named = named;
        _open = open;
        _discover = discover ?? SystemResolver.Discover;
    }

    /// <summary>Opens a way to it. Where the system names none at the moment, every question fails.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IDnsTransport> OpenAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IPEndPoint> candidates = _named ?? Discover();
        return candidates.Count == 0
            ? new Absent()
            : _open(await SystemResolver.FirstAliveAsync(candidates, _open, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>
    /// A system that cannot say is one that names none: while a network comes and goes the list of interfaces cannot be read
    /// (NetworkInformationException), nor a file that is just being written, and whoever asks over days asks again.
    /// </summary>
    private IReadOnlyList<IPEndPoint> Discover()
    {
        try
        {
            return _discover();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _trace?.Invoke("The system's name servers could not be found out, and will be asked for again: " + e.GetType().Name + ", " + e.Message);
            return Array.Empty<IPEndPoint>();
        }
    }

    private sealed class Absent : IDnsTransport
    {
        public string Resolver => "none";

        public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => Task.FromResult(
            DnsAnswer.Fail(LookupFailureKind.Unreachable, "the system names no name server at the moment"));
    }
}
