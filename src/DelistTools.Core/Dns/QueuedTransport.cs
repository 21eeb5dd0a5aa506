using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>Lets no more than so many questions be under way at a time; the others wait, and their time begins when they are asked.</summary>
internal sealed class QueuedTransport : IDnsTransport
{
    /// <summary>What a small resolver answers without losing any.</summary>
    internal const int Usual = 64;

    private readonly IDnsTransport _inner;
    private readonly SemaphoreSlim _places;

    internal QueuedTransport(IDnsTransport inner, SemaphoreSlim places)
    {
        _inner = inner;
        _places = places;
    }

    public string Resolver => _inner.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await _inner.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }
}
