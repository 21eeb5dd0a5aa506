using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>Tells whether an address may send for a domain, as a receiver would (RFC 7208, "check_host").</summary>
internal sealed class SpfCheck
{
    /// <summary>Terms that may ask for something in one check (RFC 7208, section 4.6.4).</summary>
    internal const int MostLookups = 10;

    /// <summary>Terms whose questions may find nothing in one check.</summary>
    internal const int MostVoidLookups = 2;

    /// <summary>Mail exchangers of one <c>mx</c>, and names of the client, that may be looked up.</summary>
    internal const int MostHosts = 10;

    private readonly IDnsTransport _transport;
    private readonly TimeSpan _limit;

    /// <param name="transport">The way to the resolver.</param>
    /// <param name="limit">The time for a whole check, after which it is a "temperror"; null for <see cref="SpfDeadline.Usual"/>.</param>
    internal SpfCheck(IDnsTransport transport, TimeSpan? limit = null)
    {
        _transport = transport;
        _limit = limit ?? SpfDeadline.Usual;
    }

    /// <summary>Asks for the domain's record and for what it refers to; no more than some 120 questions.</summary>
    /// <param name="session">Who sends for whom.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal Task<SpfCheckResult> CheckAsync(SpfSession session, CancellationToken cancellationToken) =>
        new SpfEvaluation(new SpfDeadline(_transport, _limit), session, cancellationToken).RunAsync();
}
