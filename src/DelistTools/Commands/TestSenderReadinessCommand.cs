using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Providers;
using DelistTools.Readiness;
using DelistTools.Routing;

namespace DelistTools.Commands;

/// <summary>Looks at the sender's own side before anybody is asked for a removal.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SenderReadiness", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Test-SenderReadiness.md")]
[OutputType(typeof(ReadinessCheck))]
public sealed class TestSenderReadinessCommand : NameServerCommand
{
    private const int SendersAtOnce = 4;

    private readonly List<(string? Domain, List<string> Addresses)> _senders = new();
    private ProviderCatalog? _providers;
    private GenericNameCatalog? _generic;
    private IReadOnlyList<RouteFix>? _asked;

    /// <summary>Addresses that mail is sent from, or names of the servers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "IP", "RefusedAddress")]
    [AddressText]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public string[]? Address { get; set; }

    /// <summary>The domain of the From field, or an address in it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Sender")]
    [AllowNull]
    [AllowEmptyString]
    public string? Domain { get; set; }

    /// <summary>The name that the server gives with HELO or EHLO.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? HelloName { get; set; }

    /// <summary>Selectors of the DKIM keys that the server signs with.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] DkimSelector { get; set; } = Array.Empty<string>();

    /// <summary>The domain that signs, where it is another one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? DkimDomain { get; set; }

    /// <summary>The domain of the envelope's sender, where it is another one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? EnvelopeDomain { get; set; }

    /// <summary>Only what these providers ask for, and what nobody but a person can look at.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MailProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>The resolver to ask, with its port if it is not 53; the system's where left out.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? NameServer { get; set; }

    /// <summary>Seconds that a look-up may take.</summary>
    [Parameter]
    [ValidateRange(0.1, 300.0)]
    public double TimeoutSeconds { get; set; } = 5;

    private protected override TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    private protected override string Activity => "Looking at the sender";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        UseNameServer(NameServer);
        _providers = LoadProviders();
        _generic = LoadGenericNames();
        foreach (string selector in DkimSelector.Where(s => !DomainNameText.IsHostLike(s + ".example")))
        {
            Fail(new Problem("DkimSelectorInvalid", selector, selector));
        }

        DkimDomain = Domains(DkimDomain);
        EnvelopeDomain = Domains(EnvelopeDomain);
        _asked = Provider is null ? null : AskedBy(Provider);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] addresses = (Address ?? Array.Empty<string>()).Select(a => a.Trim()).Where(a => a.Length > 0).ToArray();
        string? domain = null;
        if (!string.IsNullOrWhiteSpace(Domain) && (domain = MailDomainText.Parse(Domain!)) is null)
        {
            WriteProblem(new Problem("InvalidMailDomain", Domain!, Domain!));
            return;
        }

        if (addresses.Length == 0 && domain is null)
        {
            WriteProblem(new Problem("NoSenderToTest", Domain ?? ""));
            return;
        }

        // Many addresses of one domain are one sender: its records are looked at once.
        int known = _senders.FindIndex(s => s.Domain == domain);
        if (known < 0)
        {
            _senders.Add((domain, addresses.ToList()));
        }
        else
        {
            _senders[known].Addresses.AddRange(addresses);
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        foreach ((string? domain, List<string> addresses) in _senders)
        {
            StartWork(SendersAtOnce, () => TestAsync(domain, addresses.Distinct(StringComparer.OrdinalIgnoreCase).ToList()));
        }

        base.EndProcessing();
    }

    private async Task TestAsync(string? domain, List<string> texts)
    {
        // Remembered for this look alone: whoever has mended a record wants to see it.
        IDnsTransport transport = new DnsMemory().Over(await TransportAsync().ConfigureAwait(false));
        (List<IPAddress> addresses, string? host) = await ResolveAsync(transport, texts).ConfigureAwait(false);
        if (addresses.Count == 0 && domain is null)
        {
            return;
        }

        ReadinessSubject subject = new()
        {
            Addresses = addresses,
            Domain = domain,
            EnvelopeDomain = EnvelopeDomain,
            SigningDomain = DkimDomain,
            HelloName = HelloName ?? host,
            Selectors = DkimSelector,
        };
        List<ReadinessCheck> checks = new();
        ReadinessRun run = new(transport, _generic!, _providers!, _asked is null ? null : t => _asked.Any(f => f.Id == t.Fix || Covers(f, t)));
        await run.RunAsync(subject, checks.Add, StopToken).ConfigureAwait(false);
        Pump.Post(() =>
        {
            WriteObject(checks, true);
            WriteByHand(subject, transport.Resolver);
        });
    }

    /// <summary>What a provider wants of IPv6 is looked at with the rest of reverse DNS.</summary>
    private static bool Covers(RouteFix fix, CheckTopic topic) => fix.Id == CheckTopics.Ipv6Fix && topic.Fix == CheckTopics.ReverseDnsFix;

    /// <summary>Of what the providers want, that which no look-up tells anything about.</summary>
    private void WriteByHand(ReadinessSubject subject, string resolver)
    {
        CheckWriter writer = new(_providers!, resolver, SystemClock.Instance);
        string? address = subject.Addresses.Count == 0 ? null : string.Join(", ", subject.Addresses.Select(a => a.ToString()));
        foreach (RouteFix fix in (_asked ?? Array.Empty<RouteFix>()).Where(f => CheckTopics.All.All(t => t.Fix != f.Id && !Covers(f, t))))
        {
            WriteObject(writer.ByHand(fix, subject.Domain ?? address ?? "", text => Places.Fill(text, name => name switch
            {
                "address" or "addresses" or "target" => address,
                "hostName" => subject.HelloName,
                "senderDomain" => subject.Domain,
                _ => null,
            })));
        }
    }

    /// <summary>The addresses, and the name of the server where it was given by that.</summary>
    private async Task<(List<IPAddress> Addresses, string? Host)> ResolveAsync(IDnsTransport transport, List<string> texts)
    {
        List<IPAddress> addresses = new();
        string? host = null;
        foreach (string text in texts)
        {
            if (IpAddressText.TryParse(text, out IPAddress? address))
            {
                addresses.Add(address);
                continue;
            }

            string? name = DomainNameText.Normalise(text);
            HostAddresses? found = name is null ? null : await HostAddresses.FindAsync(transport, name, StopToken).ConfigureAwait(false);
            Problem? problem = found is null ? new Problem("SendingAddressInvalid", text, text)
                : found.Addresses.Count > 0 ? null
                : found.Failure is not null ? new Problem("HostLookupFailed", text, name!, transport.Resolver, found.Failure)
                : new Problem("HostNotFound", text, name!, transport.Resolver);
            if (problem is not null)
            {
                Pump.Post(() => WriteProblem(problem));
                continue;
            }

            host ??= name;
            addresses.AddRange(found!.Addresses);
        }

        foreach (IPAddress inside in addresses.Where(a => !ReservedAddresses.IsForMail(a)).ToList())
        {
            string what = ReservedAddresses.Describe(new AddressRange(inside, inside))!;
            addresses.Remove(inside);
            Pump.Post(() => WriteProblem(new Problem("AddressNotPublic", inside.ToString(), inside.ToString(), what)));
        }

        return (addresses.Distinct().ToList(), host);
    }

    private string? Domains(string? text)
    {
        string? domain = text is null ? null : MailDomainText.Parse(text);
        if (text is not null && domain is null)
        {
            Fail(new Problem("InvalidMailDomain", text, text));
        }

        return domain;
    }

    private IReadOnlyList<RouteFix> AskedBy(string[] names)
    {
        ProviderSearch search = new(_providers!);
        RoutePlanner planner = new(_providers!, DateTime.UtcNow);
        List<RouteFix> fixes = new();
        foreach (NamePattern pattern in NamePatterns.Of(names))
        {
            ProviderMatch match = search.ByName(pattern);
            if (match.Providers.Count == 0)
            {
                Fail(match.Problem ?? search.Unknown(pattern.Text));
            }

            fixes.AddRange(match.Providers.SelectMany(p => RoutePrerequisites.Of(planner, p, null)));
        }

        return fixes.GroupBy(f => f.Id).Select(g => g.First()).OrderBy(f => f.Rank).ToList();
    }
}
