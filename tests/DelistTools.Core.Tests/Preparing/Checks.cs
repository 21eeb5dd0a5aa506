using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Readiness;

namespace DelistTools.Core.Tests;

/// <summary>Runs the checks of a sender against a resolver in memory.</summary>
internal static class Checks
{
    internal const string Address = "203.0.113.25";

    internal const string Domain = "newserver.example";

    internal const string Host = "mail.newserver.example";

    private static readonly Lazy<GenericNameCatalog> Generic = new(() => GenericNameCatalog.Build(
        Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "readiness"), "*.json").Select(CatalogDocument.Load), []));

    internal static GenericNameCatalog GenericNames => Generic.Value;

    internal static async Task<IReadOnlyList<ReadinessCheck>> RunAsync(
        IDnsTransport transport, ReadinessSubject subject, Func<CheckTopic, bool>? isWanted = null)
    {
        List<ReadinessCheck> checks = [];
        await new ReadinessRun(new DnsMemory().Over(transport), GenericNames, ShippedProviders.Current, isWanted).RunAsync(subject, checks.Add, CancellationToken.None);
        return checks;
    }

    internal static async Task<ReadinessCheck> OneAsync(IDnsTransport transport, CheckTopic topic, ReadinessSubject subject) =>
        (await RunAsync(transport, subject, t => t == topic))[0];

    internal static ReadinessSubject Sender(string? address = Address, string? domain = Domain, string? hello = Host, params string[] selectors) => new()
    {
        Addresses = address is null ? [] : [IPAddress.Parse(address)],
        Domain = domain,
        HelloName = hello,
        Selectors = selectors,
    };

    internal static FakeTransport Ptr(this FakeTransport transport, string address, params string[] names) =>
        transport.On(QuestionName.Reverse(IPAddress.Parse(address)), DnsRecordKind.Ptr, new DnsAnswer { Outcome = DnsOutcome.Records, Names = names, Ttl = Reply.Ttl });

    /// <summary>A host with A or AAAA records.</summary>
    internal static FakeTransport Host4(this FakeTransport transport, string name, string addresses) =>
        transport.A(name, addresses).On(name, DnsRecordKind.Aaaa, Reply.NoData);
}
