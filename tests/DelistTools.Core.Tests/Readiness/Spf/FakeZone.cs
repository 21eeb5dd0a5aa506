using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>
/// Zone data in memory, one text a record: <c>A 192.0.2.1</c>, <c>MX 10 host</c>, <c>TXT ...</c>, <c>PTR host</c>,
/// <c>CNAME host</c>; <c>TIMEOUT</c> for every kind that the name has no record of. Aliases are followed as a resolver does.
/// </summary>
internal sealed class FakeZone : IDnsTransport
{
    private const int LongestChain = 8;

    private readonly Dictionary<string, string[]> _records = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _asked = [];

    internal FakeZone()
    {
    }

    internal FakeZone(IEnumerable<KeyValuePair<string, string[]>> records)
    {
        foreach (KeyValuePair<string, string[]> owner in records)
        {
            On(owner.Key, owner.Value);
        }
    }

    public string Resolver => "192.0.2.53";

    /// <summary>Every question, as <c>name KIND</c>, in order.</summary>
    internal IReadOnlyList<string> Asked => _asked;

    public Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _asked.Add(name + " " + kind.ToString().ToUpperInvariant());
        Assert.InRange(name.Length, 1, 253);
        Assert.All(name.Split('.'), l => Assert.InRange(l.Length, 1, 63));
        return Task.FromResult(Answer(name, kind));
    }

    internal FakeZone On(string name, params string[] records)
    {
        _records[name] = records;
        return this;
    }

    private DnsAnswer Answer(string name, DnsRecordKind kind)
    {
        for (int link = 0; link < LongestChain; link++)
        {
            if (!_records.TryGetValue(name, out string[]? records))
            {
                return Reply.NameError;
            }

            string type = kind.ToString().ToUpperInvariant() + " ";
            List<string> values = records.Where(r => r.StartsWith(type, StringComparison.Ordinal)).Select(r => r[type.Length..]).ToList();
            string? alias = records.FirstOrDefault(r => r.StartsWith("CNAME ", StringComparison.Ordinal));
            if (values.Count > 0 || alias is null)
            {
                return values.Count > 0 ? Records(kind, values) : records.Contains("TIMEOUT") ? Reply.Timeout : Reply.NoData;
            }

            name = alias["CNAME ".Length..];
        }

        return Reply.Fail(LookupFailureKind.ServerFailure);
    }

    private static DnsAnswer Records(DnsRecordKind kind, List<string> values) => kind switch
    {
        DnsRecordKind.Txt => Reply.Txt([.. values]),
        DnsRecordKind.Mx => new DnsAnswer
        {
            Outcome = DnsOutcome.Records,
            Exchangers = Reply.Mx([.. values]).Exchangers.Distinct().OrderBy(e => e.Preference).ThenBy(e => e.Host, StringComparer.Ordinal).ToList(),
        },
        DnsRecordKind.Ptr => new DnsAnswer
        {
            Outcome = DnsOutcome.Records,
            Names = values.Select(v => v.TrimEnd('.').ToLowerInvariant()).Order(StringComparer.Ordinal).ToList(),
        },
        _ => new DnsAnswer { Outcome = DnsOutcome.Records, Addresses = DnsAnswer.Sorted(values.Select(IPAddress.Parse)) },
    };
}
