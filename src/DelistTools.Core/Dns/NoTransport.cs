using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Dns;

/// <summary>Stands for the resolver where nothing is asked by DNS, so that none has to be there.</summary>
internal sealed class NoTransport : IDnsTransport
{
    private NoTransport()
    {
    }

    internal static IDnsTransport Instance { get; } = new NoTransport();

    public string Resolver => "";

    public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
        Task.FromResult(DnsAnswer.Fail(LookupFailureKind.NotAsked, "nothing is asked by DNS"));
}
