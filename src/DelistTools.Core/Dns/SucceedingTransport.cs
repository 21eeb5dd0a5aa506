using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>
/// Asks one resolver, and another one from when that one has stopped answering: for questions each of which stands for
/// itself. Lists are asked in runs, whose trust in a list belongs to a resolver.
/// </summary>
internal sealed class SucceedingTransport : IDnsTransport
{
    private readonly ResolverSuccession _resolvers;
    private readonly DnsMemory? _memory;
    private volatile IDnsTransport _current;

    /// <param name="resolvers">Where to go.</param>
    /// <param name="first">The resolver that is asked first.</param>
    /// <param name="memory">Remembers the answers of each resolver by itself; null: every question is asked.</param>
    internal SucceedingTransport(ResolverSuccession resolvers, IDnsTransport first, DnsMemory? memory = null)
    {
        _resolvers = resolvers;
        _current = first;
        _memory = memory;
    }

    public string Resolver => _current.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        while (true)
        {
            IDnsTransport asked = _resolvers.Latest(_current);
            _current = asked;
            DnsAnswer answer = await (_memory?.Over(asked) ?? asked).AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
            if (answer.Outcome != DnsOutcome.Failed || !ResolverSuccession.IsSilence(answer.Failure)
                || await _resolvers.AfterAsync(asked, cancellationToken).ConfigureAwait(false) is null)
            {
                return answer;
            }
        }
    }
}
