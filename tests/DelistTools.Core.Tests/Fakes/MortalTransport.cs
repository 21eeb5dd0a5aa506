using System.Collections.Generic;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Core.Tests;

/// <summary>A resolver in memory that answers nothing any more from when it is dead.</summary>
internal sealed class MortalTransport : IDnsTransport
{
    internal MortalTransport(string resolver)
    {
        Inner = new FakeTransport { Resolver = resolver };
    }

    internal FakeTransport Inner { get; }

    internal bool IsDead { get; set; }

    /// <summary>Dies with the first question for a name in this zone.</summary>
    internal string? LastZone { get; set; }

    /// <summary>The answer about this name gets through, however soon the resolver dies after it.</summary>
    internal string? LastWord { get; set; }

    public string Resolver => Inner.Resolver;

    internal IReadOnlyList<string> Asked => Inner.Asked;

    internal IPEndPoint EndPoint => new(IPAddress.Parse(Resolver), 53);

    /// <summary>A way to it: another object each time, as a real one is.</summary>
    internal IDnsTransport Open() => new Way(this);

    public async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        IsDead |= LastZone is not null && name.EndsWith(LastZone, System.StringComparison.OrdinalIgnoreCase);
        DnsAnswer answer = await Inner.AskAsync(name, kind, cancellationToken);
        return IsDead && name != LastWord ? Reply.Timeout : answer;
    }

    private sealed class Way(MortalTransport resolver) : IDnsTransport
    {
        public string Resolver => resolver.Resolver;

        public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken) =>
            resolver.AskAsync(name, kind, cancellationToken);
    }
}
