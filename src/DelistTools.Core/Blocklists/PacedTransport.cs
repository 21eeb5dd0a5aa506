using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Asks the resolver for one list: when it is the operator's turn, and when a place in flight is free. Lies under the
/// memory of answers, so that what is remembered waits for nothing and uses up nothing.
/// </summary>
internal sealed class PacedTransport : IDnsTransport
{
    private readonly IDnsTransport _inner;
    private readonly Blocklist _list;
    private readonly OperatorPace _pace;
    private readonly SemaphoreSlim _inFlight;

    internal PacedTransport(IDnsTransport inner, Blocklist list, OperatorPace pace, SemaphoreSlim inFlight)
    {
        _inner = inner;
        _list = list;
        _pace = pace;
        _inFlight = inFlight;
    }

    public string Resolver => _inner.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        await _pace.WaitAsync(_list, cancellationToken).ConfigureAwait(false);
        await _inFlight.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _inner.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _inFlight.Release();
        }
    }
}
