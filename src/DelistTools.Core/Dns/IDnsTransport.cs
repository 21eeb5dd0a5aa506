using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>Asks one resolver.</summary>
internal interface IDnsTransport
{
    /// <summary>The resolver, as shown to people: <c>192.0.2.53</c>, or <c>127.0.0.1:5391</c> on another port than 53.</summary>
    string Resolver { get; }

    /// <summary>
    /// Asks and gives an answer whatever happens on the network; never throws but for cancellation.
    /// </summary>
    /// <exception cref="System.OperationCanceledException">The caller gave up.</exception>
    Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken);
}
