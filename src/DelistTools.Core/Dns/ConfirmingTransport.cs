using System;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>
/// Asks again where a resolver says "no such name" in a list's zone. A resolver that minimises questions strictly
/// (RFC 9156) takes the "no such name" of a name above for the answer, because servers of lists give it for names that
/// only have names below them. What it remembers of that lets it look one label deeper at each further question, until
/// it finds the entry. So a test entry that was asked for before answers well while every fresh name is lost, and no
/// test can tell. An ordinary resolver answers the further questions from its memory: the list's operator is not asked
/// again. A server that answers with authority has nothing between, and is not asked again either.
/// </summary>
internal sealed class ConfirmingTransport : IDnsTransport
{
    // Deeper than that, unbound goes several labels at a step.
    private const int MostSteps = 10;

    private readonly IDnsTransport _inner;
    private readonly int _zoneLabels;

    /// <param name="inner">The way to the resolver.</param>
    /// <param name="zone">The list's zone; a question goes as many labels deeper as it can be hidden.</param>
    internal ConfirmingTransport(IDnsTransport inner, string zone)
    {
        _inner = inner;
        _zoneLabels = Labels(zone);
    }

    public string Resolver => _inner.Resolver;

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        DnsAnswer answer = await _inner.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
        int steps = Steps(Labels(name) - _zoneLabels);
        for (int i = 1; i < steps && answer.Outcome == DnsOutcome.NameError && !answer.IsAuthoritative; i++)
        {
            DnsAnswer next = await _inner.AskAsync(name, kind, cancellationToken).ConfigureAwait(false);
            if (next.Outcome is DnsOutcome.Records or DnsOutcome.NoData)
            {
                return next.FoundLate();
            }

            if (next.Outcome == DnsOutcome.Failed)
            {
                return next;
            }
        }

        return answer;
    }

    /// <summary>How often a name is asked for before its absence counts, with so many labels before the zone.</summary>
    internal static int Steps(int labels) => Math.Min(MostSteps, labels);

    private static int Labels(string name) => name.TrimEnd('.').Count(c => c == '.') + 1;
}
