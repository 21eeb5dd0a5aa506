using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Core.Tests;

/// <summary>A resolver in memory: answers what it was told, "no such name" to the rest, and keeps what it was asked.</summary>
internal sealed class FakeTransport : IDnsTransport
{
    private readonly ConcurrentDictionary<string, Func<CancellationToken, Task<DnsAnswer>>> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentQueue<string> _asked = new();

    public string Resolver { get; init; } = "192.0.2.53";

    internal Func<string, DnsRecordKind, DnsAnswer> Otherwise { get; set; } = (_, _) => Reply.NameError;

    /// <summary>Every question, as <c>name A</c>, in order.</summary>
    internal IReadOnlyList<string> Asked => _asked.ToArray();

    public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        _asked.Enqueue(Question(name, kind));
        return _answers.TryGetValue(Question(name, kind), out Func<CancellationToken, Task<DnsAnswer>>? answer)
            ? answer(cancellationToken)
            : Task.FromResult(Otherwise(name, kind));
    }

    internal FakeTransport On(string name, DnsRecordKind kind, Func<CancellationToken, Task<DnsAnswer>> answer)
    {
        _answers[Question(name, kind)] = answer;
        return this;
    }

    internal FakeTransport On(string name, DnsRecordKind kind, DnsAnswer answer) => On(name, kind, _ => Task.FromResult(answer));

    internal FakeTransport A(string name, string addresses) => On(name, DnsRecordKind.A, Reply.A(addresses));

    internal FakeTransport Txt(string name, params string[] texts) => On(name, DnsRecordKind.Txt, Reply.Txt(texts));

    /// <summary>Never answers; gives up only when its caller does.</summary>
    internal FakeTransport Hangs(string name, DnsRecordKind kind) => On(name, kind, async token =>
    {
        await Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, token);
        return Reply.Timeout;
    });

    /// <summary>The IPv4 test entries of RFC 5782, section 5, and by that a healthy list.</summary>
    internal FakeTransport Healthy(params string[] zones)
    {
        foreach (string zone in zones)
        {
            A("2.0.0.127." + zone, "127.0.0.2");
        }

        return this;
    }

    /// <summary>The test entries for domains of RFC 5782, section 5.</summary>
    internal FakeTransport HealthyForDomains(params string[] zones)
    {
        foreach (string zone in zones)
        {
            A("test." + zone, "127.0.0.2");
        }

        return this;
    }

    internal int Count(string name, DnsRecordKind kind) =>
        _asked.Count(q => string.Equals(q, Question(name, kind), StringComparison.OrdinalIgnoreCase));

    internal int CountIn(string zone) => _asked.Count(q => q.Split(' ')[0].EndsWith("." + zone, StringComparison.OrdinalIgnoreCase));

    private static string Question(string name, DnsRecordKind kind) => name + " " + kind.ToString().ToUpperInvariant();
}
