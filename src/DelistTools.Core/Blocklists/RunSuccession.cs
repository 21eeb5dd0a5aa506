using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Leads from a run to the one that asks another resolver when the first one's has stopped answering. The second run tests
/// each list again, so that a verdict and the trust in it come from the same resolver.
/// </summary>
internal sealed class RunSuccession
{
    private readonly IDnsTransport _transport;
    private readonly ResolverSuccession? _resolvers;
    private readonly Func<IDnsTransport, BlocklistRun> _open;
    private readonly ConcurrentDictionary<string, bool> _silentAlone = new(StringComparer.Ordinal);
    private readonly object _gate = new();
    private volatile BlocklistRun? _next;

    internal RunSuccession(IDnsTransport transport, ResolverSuccession? resolvers, Func<IDnsTransport, BlocklistRun> open)
    {
        _transport = transport;
        _resolvers = resolvers is { HasOthers: true } ? resolvers : null;
        _open = open;
    }

    /// <summary>There is another resolver to go to.</summary>
    internal bool HasOthers => _resolvers is not null;

    /// <summary>The run that took over; null while this one's resolver answers.</summary>
    internal BlocklistRun? Next => _next;

    /// <summary>A list that was given up may answer elsewhere: nobody has found yet that it is silent while the resolver answers.</summary>
    internal bool MayAnswerElsewhere(Blocklist list) => _resolvers is not null && (_next is not null || !_silentAlone.ContainsKey(list.Id));

    /// <summary>The run to ask instead, after a list was silent here; null where that is the list's own silence, or nobody else answers.</summary>
    /// <param name="list">The list.</param>
    /// <param name="isGivenUp">The list is not asked any more: then one look at the resolver is enough for all that follows.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistRun?> FindAsync(Blocklist list, bool isGivenUp, CancellationToken cancellationToken)
    {
        if (_resolvers is null || _next is not null || (isGivenUp && !MayAnswerElsewhere(list)))
        {
            return _next;
        }

        if (await _resolvers.AfterAsync(_transport, cancellationToken).ConfigureAwait(false) is not { } transport)
        {
            if (isGivenUp)
            {
                _silentAlone[list.Id] = true;
            }

            return null;
        }

        lock (_gate)
        {
            return _next ??= _open(transport);
        }
    }
}
