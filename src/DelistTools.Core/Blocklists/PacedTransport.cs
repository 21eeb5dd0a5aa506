using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Asks the resolver for one list: when it is the operator's turn, and when a place in flight is free; not at all where
/// the operator is not to be asked. Lies under the
/// memory of answers, so that what is remembered waits for nothing and uses up nothing.
/// </summary>
internal sealed class PacedTransport : IDnsTransport
{
    private readonly IDnsTransport _inner;
    private readonly Blocklist _list;
    private readonly RunBudget _budget;
    private readonly SemaphoreSlim _inFlight;
    private readonly bool _explains;

    /// <param name="inner">The way to the resolver.</param>
    /// <param name="list">The list that is asked.</param>
    /// <param name="budget">What it may be asked.</param>
    /// <param name="inFlight">Places for questions under way.</param>
    /// <param name="explains">The question is for the words of an answer, which a refusal may be.</param>
    internal PacedTransport(IDnsTransport inner, Blocklist list, RunBudget budget, SemaphoreSlim inFlight, bool explains)
    {
        _inner = inner;
        _list = list;
        _budget = budget;
        _inFlight = inFlight;
        _explains = explains;
    }

    public string Resolver => _inner.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        if (await _budget.WaitAsync(_list, _explains, cancellationToken).ConfigureAwait(false) is { } leftOut)
        {
            return DnsAnswer.Fail(LookupFailureKind.NotAsked, leftOut.Reason.TrimEnd('.'));
        }

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
