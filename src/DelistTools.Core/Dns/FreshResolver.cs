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
    private readonly IPEndPoint? _named;
    private readonly Func<IPEndPoint, IDnsTransport> _open;
    private readonly Func<IReadOnlyList<IPEndPoint>> _discover;

    /// <param name="named">The one that the user names; null: the system's.</param>
    /// <param name="open">Makes the way to one.</param>
    /// <param name="discover">Those of the system.</param>
    internal FreshResolver(IPEndPoint? named, Func<IPEndPoint, IDnsTransport> open, Func<IReadOnlyList<IPEndPoint>>? discover = null)
    {
        _named = named;
        _open = open;
        _discover = discover ?? SystemResolver.Discover;
    }

    /// <summary>Opens a way to it. Where the system names none at the moment, every question fails.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<IDnsTransport> OpenAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<IPEndPoint> candidates = _named is null ? _discover() : new[] { _named };
        return candidates.Count == 0
            ? new Absent()
            : _open(await SystemResolver.FirstAliveAsync(candidates, _open, cancellationToken).ConfigureAwait(false));
    }

    private sealed class Absent : IDnsTransport
    {
        public string Resolver => "none";

        public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) => Task.FromResult(
            DnsAnswer.Fail(LookupFailureKind.Unreachable, "the system names no name server at the moment"));
    }
}
