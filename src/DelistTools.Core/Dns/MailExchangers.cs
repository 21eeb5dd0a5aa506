using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>The hosts that receive a domain's mail, as far as its MX records say (RFC 5321, section 5.1).</summary>
internal sealed class MailExchangers
{
    private MailExchangers(MxOutcome outcome, IReadOnlyList<MailExchanger> hosts, string? failure = null)
    {
        Outcome = outcome;
        Hosts = hosts;
        Failure = failure;
    }

    internal MxOutcome Outcome { get; }

    /// <summary>
    /// By preference, those of equal preference by name; the domain itself where the MX is implicit, whether it has an
    /// address or not; otherwise empty.
    /// </summary>
    internal IReadOnlyList<MailExchanger> Hosts { get; }

    /// <summary>A null MX stands beside the hosts, which RFC 7505, section 3 forbids.</summary>
    internal bool HasNullBeside { get; private init; }

    /// <summary>Why nothing is known, for a person.</summary>
    internal string? Failure { get; }

    /// <summary>
    /// Asks for a domain's MX records. A failure is never taken for their absence: mail would go to the wrong host.
    /// </summary>
    /// <param name="transport">The way to the resolver.</param>
    /// <param name="domain">The domain, in A-labels.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<MailExchangers> FindAsync(IDnsTransport transport, string domain, CancellationToken cancellationToken)
    {
        DnsAnswer answer = await transport.AskAsync(domain, DnsRecordKind.Mx, cancellationToken).ConfigureAwait(false);
        switch (answer.Outcome)
        {
            case DnsOutcome.Records:
                // The root beside other hosts is a mistake of the domain's (RFC 7505, section 3); the others count.
                List<MailExchanger> hosts = answer.Exchangers.Where(e => e.Host.Length > 0).ToList();
                return new MailExchangers(hosts.Count == 0 ? MxOutcome.NullMx : MxOutcome.Found, hosts.AsReadOnly())
                {
                    HasNullBeside = hosts.Count > 0 && hosts.Count < answer.Exchangers.Count,
                };
            case DnsOutcome.NoData:
                MailExchanger itself = new(0, domain.TrimEnd('.').ToLowerInvariant());
                return new MailExchangers(MxOutcome.Implicit, new[] { itself });
            case DnsOutcome.NameError:
                return new MailExchangers(MxOutcome.NoSuchDomain, Array.Empty<MailExchanger>());
            default:
                return new MailExchangers(MxOutcome.Failed, Array.Empty<MailExchanger>(), answer.FailureDetail);
        }
    }
}
