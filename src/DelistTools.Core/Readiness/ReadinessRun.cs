using System;
using System.Collections.Generic;
using System.Linq;
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
    private readonly AdvisedNames _names;
    private readonly CheckWriter _writer;
    private readonly ReverseNameChecks _reverse;
    private readonly HelloNameCheck _hello;

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
        _names = new AdvisedNames(generic);
        _writer = new CheckWriter(catalog, transport.Resolver, clock ?? SystemClock.Instance);
        _reverse = new ReverseNameChecks(transport, _names, _writer);
        _hello = new HelloNameCheck(_names, _writer);
    }

    /// <summary>Looks at all of it at once, and tells it in order.</summary>
    /// <param name="subject">The sender.</param>
    /// <param name="landed">Gets each check.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task RunAsync(ReadinessSubject subject, Action<ReadinessCheck> landed, CancellationToken cancellationToken)
    {
        List<Task<IReadOnlyList<ReadinessCheck>>> groups = new();
        Task<IReadOnlyList<SendingHost>> found = FindOthersAsync(subject, cancellationToken);
        if (Wants(CheckTopics.PtrRecord, CheckTopics.PtrName, CheckTopics.PtrForward, CheckTopics.HelloName))
        {
            groups.AddRange(subject.Senders.Select(s => AddressAsync(s, subject.Domain, cancellationToken)));
            groups.Add(OthersAsync(found, subject.Domain, cancellationToken));
        }

        if (subject.Domain is { } domain)
        {
            CheckWriter writer = _writer.About(domain);
            Add(groups, () => new SenderDomainChecks(_transport, writer).RunAsync(domain, cancellationToken), CheckTopics.SenderDomain, CheckTopics.RoleMailboxes);
            Add(groups, () => SpfAsync(subject, found, writer, cancellationToken), CheckTopics.Spf, CheckTopics.SpfRecord, CheckTopics.SpfHello);
            Add(groups, () => new DkimChecks(_transport, writer).RunAsync(subject.SigningDomain ?? domain, subject.Selectors, cancellationToken), CheckTopics.Dkim);
            Add(groups, () => new DmarcChecks(_transport, writer).RunAsync(subject, cancellationToken), CheckTopics.Dmarc, CheckTopics.DmarcAlignment);
            Add(groups, () => new TransportPolicyChecks(_transport, writer).RunAsync(domain, cancellationToken), CheckTopics.MtaSts, CheckTopics.TlsRpt);
        }

        foreach (Task<IReadOnlyList<ReadinessCheck>> group in groups)
        {
            foreach (ReadinessCheck check in (await group.ConfigureAwait(false)).Where(c => CheckTopics.All.Any(t => t.Name == c.Name && _isWanted(t))))
            {
                landed(check);
            }
        }

        await found.ConfigureAwait(false);
    }

    /// <summary>What is wanted and could not be looked at because nobody gave an address, or a domain; one for each fix.</summary>
    internal IEnumerable<ReadinessCheck> NotGiven(ReadinessSubject subject)
    {
        foreach (CheckTopic topic in CheckTopics.All.Where(t => t.Fix is not null && _isWanted(t)).GroupBy(t => t.Fix).Select(g => g.First()))
        {
            if (subject.Senders.Count == 0 && topic.NeedsAddress)
            {
                yield return _writer.About(subject.Domain).NotGiven(topic, subject.Domain ?? "", "Nobody said from which address the mail is sent.", "Give it with -Address.");
            }
            else if (subject.Domain is null && topic.NeedsDomain)
            {
                yield return _writer.NotGiven(
                    topic, string.Join(", ", subject.Senders.Select(s => s.Address.ToString())), "Nobody said for which domain the mail is sent.", "Give it with -Domain.");
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

    private bool Wants(params CheckTopic[] topics) => topics.Any(_isWanted);

    private async Task<IReadOnlyList<ReadinessCheck>> AddressAsync(SendingHost sender, string? domain, CancellationToken cancellationToken)
    {
        Task<ReverseNames> reverse = _reverse.RunAsync(sender, domain, cancellationToken);
        HostAddresses? forward = sender.Hello is null ? null : await HostAddresses.FindAsync(_transport, sender.Hello, cancellationToken).ConfigureAwait(false);
        ReverseNames names = await reverse.ConfigureAwait(false);
        return names.Checks.Append(_hello.Of(sender, domain, names, forward)).ToList();
    }

    private async Task<IReadOnlyList<ReadinessCheck>> OthersAsync(Task<IReadOnlyList<SendingHost>> found, string? domain, CancellationToken cancellationToken)
    {
        IReadOnlyList<ReadinessCheck>[] checks = await Task.WhenAll(
            (await found.ConfigureAwait(false)).Select(s => AddressAsync(s, domain, cancellationToken))).ConfigureAwait(false);
        return checks.SelectMany(c => c).ToList();
    }

    private async Task<IReadOnlyList<ReadinessCheck>> SpfAsync(
        ReadinessSubject subject, Task<IReadOnlyList<SendingHost>> found, CheckWriter writer, CancellationToken cancellationToken)
    {
        string domain = subject.EnvelopeDomain ?? subject.Domain!;
        List<SendingHost> senders = subject.Senders.Concat(await found.ConfigureAwait(false)).ToList();
        Task<IReadOnlyList<ReadinessCheck>> own = new SpfChecks(_transport, writer).RunAsync(domain, senders, cancellationToken);
        Task<IReadOnlyList<ReadinessCheck>> hello = new SpfHelloChecks(_transport, _names, _writer).RunAsync(domain, senders, cancellationToken);
        return (await own.ConfigureAwait(false)).Concat(await hello.ConfigureAwait(false)).ToList();
    }

    /// <summary>
    /// The addresses of the other kind that HELO names have: a host that has one mostly sends from it too, and that one is
    /// often forgotten.
    /// </summary>
    private async Task<IReadOnlyList<SendingHost>> FindOthersAsync(ReadinessSubject subject, CancellationToken cancellationToken)
    {
        IGrouping<string, SendingHost>[] hosts = subject.Senders.Where(s => s.Hello is not null).GroupBy(s => s.Hello!).ToArray();
        HostAddresses[] addresses = await Task.WhenAll(hosts.Select(h => HostAddresses.FindAsync(_transport, h.Key, cancellationToken))).ConfigureAwait(false);
        return hosts.SelectMany((h, i) => addresses[i].Addresses
                .Where(a => h.All(s => s.Address.AddressFamily != a.AddressFamily) && ReservedAddresses.IsForMail(a)).Take(MostFoundAddresses)
                .Select(a => new SendingHost(a, h.First().HelloName)))
            .Where(f => subject.Senders.All(s => !s.Address.Equals(f.Address)))
            .GroupBy(f => f.Address).Select(g => g.First()).ToList().AsReadOnly();
    }
}
