using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>A resolver as it would answer if a domain had another record: to check one before it is published.</summary>
internal sealed class ProposedRecord : IDnsTransport
{
    private readonly IDnsTransport _inner;
    private readonly string _domain;
    private readonly string _text;

    internal ProposedRecord(IDnsTransport inner, string domain, string text)
    {
        _inner = inner;
        _domain = SpfName.WithoutDot(domain);
        _text = text;
    }

    public string Resolver => _inner.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        if (kind != DnsRecordKind.Txt || !SpfName.IsSame(SpfName.WithoutDot(name), _domain))
        {
            return await _inner.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        }

        return new DnsAnswer { Outcome = DnsOutcome.Records, Texts = new[] { _text } };
    }
}
