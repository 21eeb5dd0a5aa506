using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Probing;

/// <summary>Whether mail can come from a domain: one that takes none, or that is not there, is refused everywhere for that alone.</summary>
internal static class SenderDomain
{
    /// <summary>Asks for the domain's MX.</summary>
    /// <param name="transport">The way to the resolver.</param>
    /// <param name="domain">The sender's domain, in A-labels.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>Why no probe can be made for it, and what is worth a note; both null where all is well.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal static async Task<(Problem? Problem, string? Note)> CheckAsync(IDnsTransport transport, string domain, CancellationToken cancellationToken)
    {
        MailExchangers mx = await MailExchangers.FindAsync(transport, domain, cancellationToken).ConfigureAwait(false);
        return mx.Outcome switch
        {
            MxOutcome.NullMx => (new Problem("SenderDomainTakesNoMail", domain, domain), null),
            MxOutcome.NoSuchDomain => (new Problem("SenderDomainNotFound", domain, domain, transport.Resolver), null),
            MxOutcome.Implicit => (null, "The sender's domain '" + domain + "' has no MX record, and some servers refuse mail from such."),
            MxOutcome.Failed => (null, "The MX record of the sender's domain '" + domain + "' could not be looked up at " + transport.Resolver + ": " + mx.Failure + "."),
            _ => (null, null),
        };
    }
}
