using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Dns;
using DelistTools.Providers;
using DelistTools.Readiness;
using DelistTools.Routing;

namespace DelistTools.Commands;

/// <summary>Makes a plan of what was found: whom to ask first, with which words, and whether it is worth it.</summary>
[Cmdlet(VerbsCommon.Get, "DelistingRoute", SupportsShouldProcess = true, DefaultParameterSetName = FindingSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Get-DelistingRoute.md")]
[OutputType(typeof(DelistingRoute))]
public sealed class GetDelistingRouteCommand : ListQuestionCommand
{
    private const string FindingSet = "Finding";
    private const string BlocklistSet = "Blocklist";
    private const string ProviderSet = "Provider";
    private const string DomainSet = "Domain";

    // Enough to keep the lists busy, and few enough for the first plans to come soon.
    private const int PlansAtOnce = 8;

    private readonly FindingWindow _window = new();
    private ProviderCatalog? _catalog;
    private FindingReader? _reader;
    private RoutePlanner? _planner;
    private readonly List<ReadinessCheck> _readiness = new();

    // Of this run alone: whoever has just mended a record wants to see it.
    private readonly DnsMemory _senders = new();
    private GenericNameCatalog? _generic;
    private RefusalTexts? _texts;
    private Lazy<Task<BlocklistRun>>? _run;
    private readonly Dictionary<int, DelistingRoute> _early = new();
    private string?[] _targets = { null };
    private int _asked;
    private int _written;
    private ProviderMatch?[] _matches = Array.Empty<ProviderMatch?>();

    /// <summary>What other commands found, or the text of a refusal.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = FindingSet)]
    [AllowEmptyString]
    public PSObject[] InputObject { get; set; } = Array.Empty<PSObject>();

    /// <summary>Lists, by id or name, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BlocklistSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlocklistNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Blocklist { get; set; } = Array.Empty<string>();

    /// <summary>Providers, by id or name, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ProviderSet)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MailProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Provider { get; set; } = Array.Empty<string>();

    /// <summary>Domains that mail is sent to, or addresses in them.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DomainSet)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = Array.Empty<string>();

    /// <summary>The address that the mail is sent from, where the finding does not say.</summary>
    [Parameter]
    [Alias("IPAddress", "IP")]
    [AddressText]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string[]? Address { get; set; }

    /// <summary>What Test-SenderReadiness found, for the steps on the sender's own side.</summary>
    [Parameter]
    [ValidateNotNull]
    public ReadinessCheck[] Readiness { get; set; } = Array.Empty<ReadinessCheck>();

    /// <summary>Asks the lists of the route now, and says of each step whether it is needed.</summary>
    [Parameter]
    public SwitchParameter Check { get; set; }

    /// <summary>Opens the page of a step in the browser.</summary>
    [Parameter]
    public SwitchParameter Open { get; set; }

    /// <summary>The number of the step whose page is opened; the first with a page where left out.</summary>
    [Parameter]
    [ValidateRange(1, 1000)]
    public int Step { get; set; }

    private protected override string Activity => "Asking the lists of the route";

    private protected override bool AsksLists => Check || ParameterSetName == DomainSet;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _catalog = LoadProviders();
        _reader = new FindingReader(_catalog);
        _planner = new RoutePlanner(_catalog, DateTime.UtcNow);
        _run = new Lazy<Task<BlocklistRun>>(async () => new BlocklistRun(
            Catalog, Array.Empty<SelectedList>(), await TransportAsync().ConfigureAwait(false), RunOptions()));
        _readiness.AddRange(Readiness);
        _generic = Check ? LoadGenericNames() : null;
        if (Address is not null)
        {
            _targets = Address.Select(Parse).ToArray();
        }

        switch (ParameterSetName)
        {
            case BlocklistSet:
                AddLists();
                break;
            case ProviderSet:
                AddProviders();
                break;
            case DomainSet:
                AddDomains();
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == FindingSet)
        {
            foreach (PSObject item in InputObject)
            {
                Add(item);
            }
        }

        Pump.Drain();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_texts is not null)
        {
            Add(_texts.End());
        }

        // Domains may still be looked up, and what belongs together has to be there before it is put together.
        WaitBelow(1);
        for (int i = 0; i < _matches.Length; i++)
        {
            // In the order in which the user named them, whoever was found first.
            Add(_matches[i]!, Domain[i]);
        }

        bool isAlone = _window.Held == 0 && _asked == 0 && _written == 0;
        foreach (IReadOnlyList<Finding> group in _window.Flush())
        {
            Plan(group);
        }

        // Where nothing else was found, what fails on the sender's side is what the plan is about.
        foreach (Finding finding in isAlone ? FindingReader.Read(_readiness) : Array.Empty<Finding>())
        {
            Plan(new[] { finding });
        }

        base.EndProcessing();
        if (_run!.IsValueCreated)
        {
            Report(_run.Value);
        }
    }

    private void AddLists()
    {
        foreach (NamePattern pattern in NamePatterns.Of(Blocklist))
        {
            IReadOnlyList<Blocklist> found = ListSelector.Find(Catalog, pattern);
            if (found.Count == 0)
            {
                WriteProblem(new ListSelector(Catalog).Unknown(pattern.Text));
            }

            Add(found.SelectMany(l => _targets.Select(t => FindingReader.Read(l, t))));
        }
    }

    private void AddProviders()
    {
        ProviderSearch search = new(_catalog!);
        foreach (NamePattern pattern in NamePatterns.Of(Provider))
        {
            ProviderMatch match = search.ByName(pattern);
            if (match.Providers.Count == 0)
            {
                WriteProblem(match.Problem ?? search.Unknown(pattern.Text));
            }

            Add(match.Providers.SelectMany(p => _targets.Select(t => FindingReader.Read(p, t))));
        }
    }

    private void AddDomains()
    {
        ProviderSearch search = new(_catalog!);
        _matches = new ProviderMatch?[Domain.Length];
        for (int i = 0; i < Domain.Length; i++)
        {
            int place = i;
            string domain = Domain[i];
            StartWork(PlansAtOnce, async () =>
            {
                IDnsTransport transport = await SucceedingTransportAsync(DnsMemory.Process).ConfigureAwait(false);
                ProviderMatch match = await search.ByDomainAsync(transport, domain, StopToken).ConfigureAwait(false);
                Pump.Post(() => _matches[place] = match);
            });
        }
    }

    private void Add(ProviderMatch match, string domain)
    {
        if (match.Warning is not null)
        {
            WriteWarning(NetworkText.Clean(match.Warning));
        }

        if (match.Problem is { Id: not ("UnknownMailProvider" or "MxLookupFailed") })
        {
            WriteProblem(match.Problem);
        }
        else if (match.Problem is not null)
        {
            // Nobody who is known, or nobody could say who: there is a way to go all the same.
            string why = ErrorRecords.Of(match.Problem).Exception.Message;
            Add(_targets.Select(t => FindingReader.Read(MailDomainText.Parse(domain)!, t, why)));
        }
        else
        {
            Add(match.Providers.SelectMany(p => _targets.Select(t => FindingReader.Read(p, t, MailDomainText.Parse(domain)))));
        }
    }

    private void Add(PSObject item)
    {
        switch (item.BaseObject)
        {
            case IpBlocklistResult result:
                Add(_reader!.Read(result));
                break;
            case DomainBlocklistResult result:
                Add(_reader!.Read(result));
                break;
            case BlocklistCheck check:
                Add(_reader!.Read(check));
                break;
            case Blocklist list:
                Add(_targets.Select(t => FindingReader.Read(list, t)));
                break;
            case MailProvider provider:
                Add(_targets.Select(t => FindingReader.Read(provider, t)));
                break;
            case MailRefusal refusal:
                Add(new[] { refusal });
                break;
            case ReadinessCheck looked:
                _readiness.Add(looked);
                break;
            case ProbeResult { Refusal: not null } probe:
                Add(_targets.Select(t => _reader!.Read(probe.Refusal!, t ?? probe.SeenAddress ?? probe.LocalAddress)));
                break;
            case ProbeResult probe:
                WriteVerbose("The probe to " + NetworkText.Clean(probe.To) + " met no refusal (" + probe.Outcome + "), so there is nothing to plan.");
                break;
            case string text:
                _texts ??= new RefusalTexts(new RefusalDiagnosis(LoadSignatures(), () => _catalog!), WriteProblem, StopToken);
                Add(_texts.Add(text));
                break;
            default:
                WriteProblem(new Problem("InvalidFinding", item.BaseObject, item.ToString(), item.BaseObject.GetType().Name));
                break;
        }
    }

    private void Add(IEnumerable<MailRefusal> refusals) =>
        Add(refusals.SelectMany(r => _targets.Select(t => _reader!.Read(r, t))));

    private void Add(IEnumerable<Finding> findings)
    {
        foreach (IReadOnlyList<Finding> group in findings.SelectMany(_window.Add))
        {
            Plan(group);
        }
    }

    private void Plan(IReadOnlyList<Finding> findings)
    {
        if (!Check)
        {
            _written++;
            Write(_planner!.Plan(findings, UpstreamAnswers.None, new ReadinessAnswers(_readiness)));
            return;
        }

        int place = _asked++;
        ReadinessCheck[] given = _readiness.ToArray();
        StartWork(PlansAtOnce, async () =>
        {
            IReadOnlyList<Station> stations = _planner!.Stations(findings, UpstreamAnswers.None);
            UpstreamAnswers answers = await UpstreamCheck.AskAsync(stations, () => _run!.Value, StopToken).ConfigureAwait(false);
            ReadinessAnswers readiness = new(given.Concat(await LookAtSenderAsync(findings, stations, given).ConfigureAwait(false)));
            DelistingRoute route = _planner.Plan(findings, answers, readiness);
            Pump.Post(() => WriteInOrder(place, route));
        });
    }

    /// <summary>Looks at what the plan's fixes are about, unless the user has brought the answer along.</summary>
    private async Task<IReadOnlyList<ReadinessCheck>> LookAtSenderAsync(IReadOnlyList<Finding> findings, IReadOnlyList<Station> stations, ReadinessCheck[] given)
    {
        PlannedSender sender = PlannedSender.Of(findings);
        ReadinessAnswers known = new ReadinessAnswers(given).For(sender.Domain);
        HashSet<string> wanted = new(
            stations.Where(s => s.Fix is not null && known.Of(s.Fix, s.Targets).Count == 0).Select(s => s.Fix!.Id), StringComparer.Ordinal);
        List<ReadinessCheck> checks = new();
        if (wanted.Count > 0 && (sender.Addresses.Count > 0 || sender.Domain is not null))
        {
            IDnsTransport transport = await SucceedingTransportAsync(_senders).ConfigureAwait(false);
            ReadinessRun run = new(transport, _generic!, _catalog!, topic => topic.Fix is not null && wanted.Contains(topic.Fix));
            ReadinessSubject subject = new()
            {
                Senders = sender.Addresses.Select(a => new SendingHost(a)).ToList(),
                Domain = sender.Domain,

                // A refusal names the envelope's sender.
                EnvelopeDomain = sender.Domain,
            };
            await run.RunAsync(subject, checks.Add, StopToken).ConfigureAwait(false);
        }

        return checks;
    }

    /// <summary>Plans come out in the order of what they are made of, whichever lists answer first.</summary>
    private void WriteInOrder(int place, DelistingRoute route)
    {
        _early.Add(place, route);
        while (_early.TryGetValue(_written, out DelistingRoute? next))
        {
            _early.Remove(_written++);
            Write(next);
        }
    }

    private void Write(DelistingRoute route)
    {
        WriteObject(route);
        if (!Open)
        {
            return;
        }

        DelistingStep? step = route.Steps.FirstOrDefault(
            s => s.Url is not null && (Step == 0 ? s.State != StepState.NotNeeded : s.Order == Step));
        if (step is null)
        {
            WriteProblem(new Problem("RouteHasNoPage", route, route.Target ?? string.Join(", ", route.For), Step == 0 ? "" : Step + " "));
        }
        else if (MayDo(step.Url, "Open in the browser"))
        {
            string? problem = PageOpener.Open(step.Url!, Host);
            if (problem is not null)
            {
                WriteProblem(new Problem("PageNotOpened", step.Url!, step.Url!, problem));
            }
        }
    }

    private string Parse(string text)
    {
        if (!IpAddressText.TryParse(text.Trim(), out IPAddress? address))
        {
            Fail(new Problem("SendingAddressInvalid", text, text));
        }

        return address!.ToString();
    }
}
