using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Pipeline;
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

    private readonly List<SenderGroup> _senders = new();
    private readonly Dictionary<int, Action> _early = new();
    private int _written;
    private Lazy<Task<IDnsTransport>>? _queue;
    private ProviderCatalog? _providers;
    private GenericNameCatalog? _generic;
    private IReadOnlyList<RouteFix>? _asked;

    /// <summary>Addresses that mail is sent from, or names of the servers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "IP", "RefusedAddress")]
    [SenderAddress]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string[]? Address { get; set; }

    /// <summary>The domain of the From field, or an address in it.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Sender", "From")]
    [AllowNull]
    [AllowEmptyString]
    public string? Domain { get; set; }

    /// <summary>The name that the server gives with HELO or EHLO.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(HelloNameCompleter))]
    public string? HelloName { get; set; }

    /// <summary>Selectors of the DKIM keys that the server signs with.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    [ArgumentCompleter(typeof(DkimSelectorCompleter))]
    public string[]? DkimSelector { get; set; }

    /// <summary>The domain that signs, where it is another one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? DkimDomain { get; set; }

    /// <summary>The domain of the envelope's sender, where it is another one.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string? EnvelopeDomain { get; set; }

    /// <summary>Only what these providers ask for, and what nobody but a person can look at.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MailProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Provider { get; set; }

    /// <summary>
    /// The resolver to ask, with its port if it is not 53; the system's where left out. Of several, each further one only
    /// where those before it do not answer.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameServerCompleter))]
    public string[]? NameServer { get; set; }

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
        _queue = new Lazy<Task<IDnsTransport>>(async () => new QueuedTransport(await SucceedingTransportAsync().ConfigureAwait(false), new SemaphoreSlim(QueuedTransport.Usual)));
        if (GivenProblem() is { } problem)
        {
            Fail(problem);
        }

        _asked = Provider is null ? null : AskedBy(Provider);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (GivenProblem() is { } wrong)
        {
            WriteProblem(wrong);
            return;
        }

        string[] addresses = (Address ?? Array.Empty<string>()).Where(a => a is not null).Select(a => a.Trim()).Where(a => a.Length > 0).ToArray();
        string? domain = Parse(Domain);
        if (domain is null && !string.IsNullOrWhiteSpace(Domain))
        {
            PassOver(Domain!, addresses.Length > 0);
            if (addresses.Length == 0)
            {
                return;
            }
        }

        if (addresses.Length == 0 && domain is null)
        {
            WriteProblem(new Problem("NoSenderToTest", Domain ?? ""));
            return;
        }

        SenderGroup sender = new(domain, Parse(EnvelopeDomain), Parse(DkimDomain), Selectors().ToList());
        int known = _senders.FindIndex(sender.IsSame);
        if (known < 0)
        {
            known = _senders.Count;
            _senders.Add(sender);
        }

        string? hello = string.IsNullOrWhiteSpace(HelloName) ? null : HelloName!.Trim();
        _senders[known].Servers.AddRange(addresses.Select(a => (a, hello)));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        for (int i = 0; i < _senders.Count; i++)
        {
            int place = i;
            StartWork(SendersAtOnce, async () =>
            {
                Action write = await TestAsync(_senders[place]).ConfigureAwait(false);
                Pump.Post(() => WriteInOrder(place, write));
            });
        }

        base.EndProcessing();
    }

    /// <summary>Senders come out in the order in which they came, whichever is looked at sooner.</summary>
    private void WriteInOrder(int place, Action write)
    {
        _early.Add(place, write);
        while (_early.TryGetValue(_written, out Action? next))
        {
            _early.Remove(_written++);
            next();
        }
    }

    /// <summary>What is wrong with the selectors and domains that were given; null where nothing is.</summary>
    private Problem? GivenProblem()
    {
        if (Selectors().FirstOrDefault(s => !DomainNameText.IsHostLike(s + ".example")) is { } selector)
        {
            return new Problem("DkimSelectorInvalid", selector, selector);
        }

        string? domain = new[] { DkimDomain, EnvelopeDomain }.FirstOrDefault(d => !string.IsNullOrWhiteSpace(d) && Parse(d) is null);
        return domain is null ? null : new Problem("InvalidMailDomain", domain, domain);
    }

    /// <summary>The selectors, also where somebody gave the whole name of the record.</summary>
    private IEnumerable<string> Selectors() => (DkimSelector ?? Array.Empty<string>()).Where(s => !string.IsNullOrWhiteSpace(s)).Select(s =>
    {
        int end = s.IndexOf("._domainkey", StringComparison.OrdinalIgnoreCase);
        return (end < 0 ? s : s.Substring(0, end)).Trim();
    });

    private static string? Parse(string? text) => string.IsNullOrWhiteSpace(text) ? null : MailDomainText.Parse(text!);

    /// <summary>A sender of whom there is no domain to look at. His server's address is looked at all the same.</summary>
    private void PassOver(string text, bool hasAddress)
    {
        if (hasAddress && text.Trim() == "<>")
        {
            WriteVerbose("The message has no sender, as bounces have none, so only its address is looked at.");
        }
        else if (hasAddress && text.IndexOf('@') >= 0)
        {
            WriteWarning("'" + NetworkText.Clean(text) + "' has no domain that DNS could tell anything about, so only the address is looked at.");
        }
        else
        {
            WriteProblem(new Problem("InvalidMailDomain", text, text));
        }
    }

    /// <summary>Looks at one sender, and gives what is to be written.</summary>
    private async Task<Action> TestAsync(SenderGroup sender)
    {
        // Remembered for this look alone: whoever has mended a record wants to see it.
        IDnsTransport transport = new DnsMemory().Over(await _queue!.Value.ConfigureAwait(false));
        List<Problem> problems = new();
        List<SendingHost> hosts = await ResolveAsync(transport, sender.Servers.Distinct().ToList(), problems).ConfigureAwait(false);
        ReadinessSubject subject = new()
        {
            Senders = hosts,
            Domain = sender.Domain,
            EnvelopeDomain = sender.EnvelopeDomain,
            SigningDomain = sender.SigningDomain,
            Selectors = sender.Selectors,
        };
        List<ReadinessCheck> checks = new();
        if (hosts.Count > 0 || sender.Domain is not null)
        {
            ReadinessRun run = new(transport, _generic!, _providers!, _asked is null ? null : t => _asked.Any(f => f.Subject == t.Fix));
            await run.RunAsync(subject, checks.Add, StopToken).ConfigureAwait(false);
            if (_asked is not null)
            {
                checks.AddRange(run.NotGiven(subject));
                checks.AddRange(ByHand(subject, transport.Resolver));
            }
        }

        return () =>
        {
            problems.ForEach(WriteProblem);
            WriteObject(checks, true);
        };
    }

    /// <summary>Of what the providers want, that which no look-up tells anything about.</summary>
    private IEnumerable<ReadinessCheck> ByHand(ReadinessSubject subject, string resolver)
    {
        CheckWriter writer = new(_providers!, resolver, SystemClock.Instance, subject.Domain);
        string? address = subject.Senders.Count == 0 ? null : string.Join(", ", subject.Senders.Select(s => s.Address.ToString()));
        return _asked!.Where(f => CheckTopics.All.All(t => t.Fix != f.Subject))
            .Select(fix => writer.ByHand(fix, subject.Domain ?? address ?? "", text => Places.Fill(text, name => name switch
            {
                "address" or "addresses" or "target" => address,
                "hostName" => subject.Senders.Select(s => s.HelloName).FirstOrDefault(h => h is not null),
                "senderDomain" => subject.Domain,
                _ => null,
            })));
    }

    /// <summary>The addresses, each with what the server says there: the name that was given, or the one that led to it.</summary>
    private async Task<List<SendingHost>> ResolveAsync(IDnsTransport transport, List<(string Address, string? HelloName)> servers, List<Problem> problems)
    {
        string?[] names = servers.Select(s => IpAddressText.TryParse(s.Address, out _) ? null : DomainNameText.Normalise(s.Address)).ToArray();
        HostAddresses?[] found = await Task.WhenAll(names.Select(
            async n => n is null ? null : await HostAddresses.FindAsync(transport, n, StopToken).ConfigureAwait(false))).ConfigureAwait(false);
        List<SendingHost> hosts = new();
        for (int i = 0; i < servers.Count; i++)
        {
            (string text, string? hello) = servers[i];
            if (IpAddressText.TryParse(text, out IPAddress? address))
            {
                hosts.Add(new SendingHost(address, hello));
            }
            else if (found[i] is { Addresses.Count: > 0 } host)
            {
                hosts.AddRange(host.Addresses.Select(a => new SendingHost(a, hello ?? names[i])));
            }
            else
            {
                problems.Add(found[i]?.Problem(text, names[i]!, transport.Resolver) ?? new Problem("SendingAddressInvalid", text, text));
            }
        }

        foreach (SendingHost inside in hosts.Where(h => !ReservedAddresses.IsForMail(h.Address)).ToList())
        {
            string what = ReservedAddresses.Describe(new AddressRange(inside.Address, inside.Address))!;
            hosts.Remove(inside);
            problems.Add(new Problem("AddressNotPublic", inside.Address.ToString(), inside.Address.ToString(), what));
        }

        // One that was given by its number, too, is known by the name that led to it.
        return hosts.GroupBy(h => h.Address).Select(g => g.FirstOrDefault(h => h.HelloName is not null) ?? g.First()).ToList();
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
