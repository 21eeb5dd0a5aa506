using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// The records of one zone. Names are relative to the zone; <c>@</c> is the zone itself, a name with a trailing dot is
/// absolute, <c>*</c> as the first label stands for whatever has no records of its own (RFC 4592). May be changed while
/// a server answers from it.
/// </summary>
public sealed class DnsTable
{
    private readonly object _lock = new();
    private readonly Dictionary<string, List<DnsRecord>> _records = [];
    private readonly int _ttl;
    private readonly int? _negativeTtl;

    /// <summary>An empty zone.</summary>
    /// <param name="zone">Its name; the empty text for the root.</param>
    /// <param name="ttl">The time to live of records that have none of their own, in seconds.</param>
    /// <param name="negativeTtl">How long a negative answer may be kept, in seconds; null: the answer has no SOA.</param>
    public DnsTable(string zone, int ttl = 60, int? negativeTtl = 60)
    {
        Zone = DnsName.Normalize(zone);
        _ttl = ttl;
        _negativeTtl = negativeTtl;
    }

    /// <summary>The zone's name, lower case, without the trailing dot.</summary>
    public string Zone { get; }

    /// <summary>Adds an A or AAAA record for each address.</summary>
    public DnsTable Addresses(string name, IEnumerable<string> addresses, int? ttl = null)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        foreach (var address in addresses)
        {
            Add(DnsRecord.Address(Absolute(name), IPAddress.Parse(address), ttl ?? _ttl));
        }

        return this;
    }

    /// <summary>Adds one A or AAAA record.</summary>
    public DnsTable Address(string name, string address, int? ttl = null) => Addresses(name, [address], ttl);

    /// <summary>Adds one TXT record of the given strings.</summary>
    public DnsTable Txt(string name, params string[] strings) => Add(DnsRecord.Txt(Absolute(name), strings, _ttl));

    /// <summary>Adds a CNAME record.</summary>
    public DnsTable Cname(string name, string target, int? ttl = null) =>
        Add(DnsRecord.Cname(Absolute(name), Absolute(target), ttl ?? _ttl));

    /// <summary>Adds an MX record.</summary>
    public DnsTable Mx(string name, int preference, string target, int? ttl = null) =>
        Add(DnsRecord.Mx(Absolute(name), preference, Absolute(target), ttl ?? _ttl));

    /// <summary>Adds a PTR record.</summary>
    public DnsTable Ptr(string name, string target, int? ttl = null) =>
        Add(DnsRecord.Ptr(Absolute(name), Absolute(target), ttl ?? _ttl));

    /// <summary>Adds any record; its name is absolute.</summary>
    public DnsTable Add(DnsRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        lock (_lock)
        {
            if (!_records.TryGetValue(record.Name, out var records))
            {
                _records[record.Name] = records = [];

                // Empty names on the way up exist too and are answered without data (RFC 8020).
                for (var up = DnsName.Parent(record.Name);
                    up is not null && DnsName.IsWithin(up, Zone);
                    up = DnsName.Parent(up))
                {
                    _records.TryAdd(up, []);
                }
            }

            records.Add(record);
        }

        return this;
    }

    /// <summary>Takes all records of a name away, so that it does not exist any more.</summary>
    public DnsTable Remove(string name)
    {
        lock (_lock)
        {
            _records.Remove(Absolute(name));
        }

        return this;
    }

    /// <summary>The answer to a question, as the zone's authority gives it.</summary>
    public DnsReplyPlan Reply(DnsQuestionSeen question)
    {
        ArgumentNullException.ThrowIfNull(question);
        lock (_lock)
        {
            var records = Find(question.Name);
            if (records is null && question.Name != Zone)
            {
                return DnsReplyPlan.NxDomain(Zone, _negativeTtl);
            }

            var answers = (records ?? [])
                .Where(r => r.Type == question.Type || r.Type == DnsRecordType.Cname || question.Type == DnsRecordType.Any)
                .Select(r => r.Name == question.Name ? r : r with { Name = question.Name })
                .ToArray();
            return answers.Length > 0 ? DnsReplyPlan.Answer(answers) : DnsReplyPlan.NoData(Zone, _negativeTtl);
        }
    }

    private List<DnsRecord>? Find(string name)
    {
        if (_records.TryGetValue(name, out var records))
        {
            return records;
        }

        // The closest name that exists decides which wildcard counts.
        for (var up = DnsName.Parent(name); up is not null && DnsName.IsWithin(up, Zone); up = DnsName.Parent(up))
        {
            if (_records.TryGetValue(up.Length == 0 ? "*" : "*." + up, out var wildcard))
            {
                return wildcard;
            }

            if (_records.ContainsKey(up))
            {
                return null;
            }
        }

        return null;
    }

    private string Absolute(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == "@")
        {
            return Zone;
        }

        return name.EndsWith('.') || Zone.Length == 0 ? DnsName.Normalize(name) : $"{DnsName.Normalize(name)}.{Zone}";
    }
}
