using System;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>Gives all questions of one check a time together (RFC 7208, section 4.6.4); then each fails at once.</summary>
internal sealed class SpfDeadline : IDnsTransport
{
    /// <summary>What a receiver should grant at least, and many grant no more.</summary>
    internal static readonly TimeSpan Usual = TimeSpan.FromSeconds(20);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly IDnsTransport _inner;
    private readonly TimeSpan _limit;

    internal SpfDeadline(IDnsTransport inner, TimeSpan limit)
    {
        _inner = inner;
        _limit = limit;
    }

    public string Resolver => _inner.Resolver;

    internal bool IsOver => _watch.Elapsed >= _limit;

    public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
        new LimitedTransport(_inner, _limit - _watch.Elapsed).AskAsync(name, kind, cancellationToken);
}
