using System;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>Gives a question less time than the transport below would: for what explains an answer and is never required.</summary>
internal sealed class LimitedTransport : IDnsTransport
{
    private readonly IDnsTransport _inner;
    private readonly TimeSpan _limit;

    internal LimitedTransport(IDnsTransport inner, TimeSpan limit)
    {
        _inner = inner;
        _limit = limit;
    }

    public string Resolver => _inner.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        if (_limit > TimeSpan.Zero)
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(_limit);
            try
            {
                return await _inner.AskAsync(name, kind, limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Its time is up; the answer below says so.
            }
        }

        return DnsAnswer.Fail(LookupFailureKind.Timeout, "no answer came in time");
    }
}
