using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>Looks at a sender's own side: what operators look at before they grant a removal.</summary>
internal sealed class ReadinessRun
{
    /// <summary>A host has few addresses that mail is sent from; a name that leads to dozens is not one server's.</summary>
    private const int MostFoundAddresses = 2;

    private readonly IDnsTransport _transport;
    private readonly Func<CheckTopic, bool> _isWanted;
    private readonly ReverseNameChecks _reverse;
    private readonly HelloNameCheck _hello;
    private readonly SenderDomainChecks _sender;
    private readonly SpfChecks _spf;
    private readonly DkimChecks _dkim;
    private readonly DmarcChecks _dmarc;
    private readonly TransportPolicyChecks _policies;

    /// <param name="transport">The way to the resolver, best one that remembers: several checks ask the same.</param>
    /// <param name="generic">The ways in which names are made by machine.</param>
    /// <param name="catalog">Who asks for what.</param>
    /// <param name="isWanted">What is looked at; null: everything.</param>
    /// <param name="clock">The time; null: the machine's.</param>
    internal ReadinessRun(
        IDnsTransport transport, GenericNameCatalog generic, ProviderCatalog catalog, Func<CheckTopic, bool>? isWanted = null, IClock? clock = null)
    {
        _transport = transport;
        _isWanted = isWanted ?? (_ => true);
        CheckWriter writer = new(catalog, transport.Resolver, clock ?? SystemClock.Instance);
        _reverse = new ReverseNameChecks(_transport, generic, writer);
        _hello = new HelloNameCheck(_transport, writer);
        _sender = new SenderDomainChecks(_transport, writer);
        _spf = new SpfChecks(_transport, writer);
        _dkim = new DkimChecks(_transport, writer);
        _dmarc = new DmarcChecks(_transport, writer);
        _policies = new TransportPolicyChecks(_transport, writer);
    }

    /// <summary>Looks at all of it at once, and tells it in order.</summary>
    /// <param name="subject">The sender.</param>
    /// <param name="landed">Gets each check.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task RunAsync(ReadinessSubject subject, Action<ReadinessCheck> landed, CancellationToken cancellationToken)
    {
        List<Task<IReadOnlyList<ReadinessCheck>>> groups = new();
        if (Wants(CheckTopics.PtrRecord, CheckTopics.PtrName, CheckTopics.PtrForward, CheckTopics.HelloName))
        {
            groups.AddRange(subject.Addresses.Select(a => AddressAsync(a, subject.HelloName, cancellationToken)));
            groups.Add(OtherFamilyAsync(subject, cancellationToken));
        }

        if (subject.Domain is { } domain)
        {
            Add(groups, () => _sender.RunAsync(domain, cancellationToken), CheckTopics.SenderDomain, CheckTopics.RoleMailboxes);
            Add(
                groups, () => _spf.RunAsync(subject.EnvelopeDomain ?? domain, subject.Addresses, Hello(subject.HelloName), cancellationToken),
                CheckTopics.Spf, CheckTopics.SpfRecord, CheckTopics.SpfHello);
            Add(groups, () => _dkim.RunAsync(subject.SigningDomain ?? domain, subject.Selectors, cancellationToken), CheckTopics.Dkim);
            Add(
                groups, () => _dmarc.RunAsync(domain, subject.EnvelopeDomain ?? domain, subject.SigningDomain ?? domain, cancellationToken),
                CheckTopics.Dmarc, CheckTopics.DmarcAlignment);
            Add(groups, () => _policies.RunAsync(domain, cancellationToken), CheckTopics.MtaSts, CheckTopics.TlsRpt);
        }

        foreach (Task<IReadOnlyList<ReadinessCheck>> group in groups)
        {
            foreach (ReadinessCheck check in (await group.ConfigureAwait(false)).Where(c => CheckTopics.All.Any(t => t.Name == c.Name && _isWanted(t))))
            {
                landed(check);
            }
        }
    }

    private void Add(
        List<Task<IReadOnlyList<ReadinessCheck>>> groups, Func<Task<IReadOnlyList<ReadinessCheck>>> group, params CheckTopic[] topics)
    {
        if (Wants(topics))
        {
            groups.Add(group());
        }
    }

    /// <summary>The name as it is asked; null where nobody gave one, or it is none.</summary>
    private static string? Hello(string? given) => given is null ? null : DomainNameText.Normalise(given);

    private bool Wants(params CheckTopic[] topics) => topics.Any(_isWanted);

    private async Task<IReadOnlyList<ReadinessCheck>> AddressAsync(IPAddress address, string? helloName, CancellationToken cancellationToken)
    {
        ReverseNames reverse = await _reverse.RunAsync(address, Hello(helloName), cancellationToken).ConfigureAwait(false);
        ReadinessCheck hello = await _hello.RunAsync(helloName, address, reverse, cancellationToken).ConfigureAwait(false);
        return reverse.Checks.Append(hello).ToList();
    }

    /// <summary>
    /// A host that has an address of the other kind mostly sends from it too, and that one is often forgotten.
    /// </summary>
    private async Task<IReadOnlyList<ReadinessCheck>> OtherFamilyAsync(ReadinessSubject subject, CancellationToken cancellationToken)
    {
        string? name = Hello(subject.HelloName);
        if (name is null || subject.Addresses.Count == 0)
        {
            return Array.Empty<ReadinessCheck>();
        }

        HostAddresses host = await HostAddresses.FindAsync(_transport, name, cancellationToken).ConfigureAwait(false);
        IPAddress[] others = host.Addresses
            .Where(a => subject.Addresses.All(s => s.AddressFamily != a.AddressFamily) && ReservedAddresses.IsForMail(a)).Take(MostFoundAddresses).ToArray();
        IReadOnlyList<ReadinessCheck>[] checks = await Task.WhenAll(others.Select(a => AddressAsync(a, subject.HelloName, cancellationToken))).ConfigureAwait(false);
        return checks.SelectMany(c => c).ToList();
    }
}
