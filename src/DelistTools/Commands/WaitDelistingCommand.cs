using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Probing;
using DelistTools.Waiting;

namespace DelistTools.Commands;

/// <summary>Waits until an address is off its lists, or a case is over, and says what ended the wait.</summary>
[Cmdlet(
    VerbsLifecycle.Wait, "Delisting", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = CaseSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Wait-Delisting.md")]
[OutputType(typeof(DelistingWait))]
public sealed class WaitDelistingCommand : NameServerCommand
{
    private const string AddressSet = "Address";

    private const string IdSet = "Id";

    // The default one: a case has a target, too, and would be taken for an address by it.
    private const string CaseSet = "Case";

    private readonly ConcurrentDictionary<string, string> _statuses = new(StringComparer.Ordinal);
    private ProviderCatalog _providers = null!;
    private TargetParser _parser = null!;
    private ListAsker _asker = null!;
    private FreshResolver _resolver = null!;
    private CaseStore? _store;
    private ProbeOptions? _probe;
    private bool _isProbing;

    // A number, since a field of an enum's type would have the engine's assembly loaded as the module is imported.
    private int _until = (int)SmtpStage.Recipient;

    /// <summary>Addresses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = AddressSet)]
    [Alias("IPAddress", "IP", "Target")]
    [AddressText]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(CaseTargetCompleter))]
    public string[] Address { get; set; } = Array.Empty<string>();

    /// <summary>Lists to wait for, by id or name, with wildcards; those that have the address now where left out.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true, ParameterSetName = AddressSet)]
    [Alias("ListedOn")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlocklistNameCompleter))]
    [AllowEmptyCollection]
    public string[]? Blocklist { get; set; }

    /// <summary>The numbers of cases.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    [ArgumentCompleter(typeof(CaseIdCompleter))]
    public int[] Id { get; set; } = Array.Empty<int>();

    /// <summary>Cases, as Get-DelistingCase gives them.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = CaseSet)]
    public DelistingCase[] Case { get; set; } = Array.Empty<DelistingCase>();

    /// <summary>Closes a case that is over.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    public SwitchParameter CloseCase { get; set; }

    /// <summary>The recipient of probes: a mailbox of your own at the provider that the case is with.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateNotNullOrEmpty]
    public string? To { get; set; }

    /// <summary>The sender of probes, of a domain of your own.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateNotNullOrEmpty]
    public string? From { get; set; }

    /// <summary>The stage at which probes stop: Recipient, or Data for a message that is sent.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateSet(nameof(SmtpStage.Recipient), nameof(SmtpStage.Data))]
    public SmtpStage Until
    {
        get => (SmtpStage)_until;
        set => _until = (int)value;
    }

    /// <summary>The name for EHLO; this machine's full name where left out.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HelloNameCompleter))]
    public string? HelloName { get; set; }

    /// <summary>The address of this machine to probe from.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string? LocalAddress { get; set; }

    /// <summary>A host, with its port if it is not 25, instead of those of the recipient's domain.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateNotNullOrEmpty]
    public string? MailExchanger { get; set; }

    /// <summary>The file that the cases are kept in, or a folder for it.</summary>
    [Parameter(ParameterSetName = IdSet)]
    [Parameter(ParameterSetName = CaseSet)]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    /// <summary>Waits for reserved addresses.</summary>
    [Parameter(ParameterSetName = AddressSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Seconds that the whole wait may take; 0: without end.</summary>
    [Parameter]
    [ValidateRange(0.0, 315_576_000.0)]
    public double TimeoutSeconds { get; set; }

    /// <summary>Seconds that a list may take to answer.</summary>
    [Parameter]
    [ValidateRange(0.1, 300.0)]
    public double LookupTimeoutSeconds { get; set; } = 5;

    /// <summary>
    /// The resolver to ask, with its port if it is not 53; the system's where left out. Of several, each further one only
    /// where those before it do not answer.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameServerCompleter))]
    public string[]? NameServer { get; set; }

    private protected override TimeSpan Timeout => TimeSpan.FromSeconds(LookupTimeoutSeconds);

    private protected override string Activity => "Waiting for delisting";

    private protected override string ProgressDetail
    {
        get
        {
            string[] statuses = _statuses.ToArray().Select(s => s.Value).OrderBy(s => s, StringComparer.Ordinal).ToArray();
            return statuses.Length == 0 ? "" : ", " + statuses[0] + (statuses.Length == 1 ? "" : ", and " + (statuses.Length - 1) + " more");
        }
    }

    /// <summary>Long enough for a probe to say goodbye.</summary>
    private protected override TimeSpan Farewell => _isProbing ? TimeSpan.FromMilliseconds(500) : TimeSpan.Zero;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _providers = LoadProviders();
        _parser = new TargetParser(_providers.Lists, Force);
        _resolver = FindFreshResolver(NameServer);
        _asker = new ListAsker(
            _providers.Lists,
            _resolver.OpenAsync,
            new BlocklistRunOptions { Timeout = Timeout, Budget = Budget, TestMemory = TestMemory, Files = FileOptions(), Trace = Trace, Warn = Warn });
        if (To is null != From is null)
        {
            Fail(new Problem("WaitProbeIncomplete", To is null ? "-To" : "-From", To is null ? "-To" : "-From"));
        }

        if (To is not null)
        {
            (_probe, Problem? problem) = new ProbeArguments
            {
                To = To, From = From!, HelloName = HelloName, MailExchanger = MailExchanger, LocalAddress = LocalAddress,
            }.Read(o => new ProbeOptions
            {
                To = o.To, From = o.From, HelloName = o.HelloName, LocalAddress = o.LocalAddress, Until = Until,
                Listener = Trace is null ? null : line => Trace(line.ToString()),
            });
            if (problem is not null)
            {
                Fail(problem);
            }
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AddressSet)
        {
            StartAddresses();
        }
        else
        {
            foreach (int id in ParameterSetName == CaseSet ? Case.Select(c => c.Id) : Id)
            {
                StartCase(id);
            }
        }

        Pump.Drain();
    }

    private void StartAddresses()
    {
        IReadOnlyList<SelectedList> lists = SelectLists(_providers.Lists, ListSelector.AddressKinds, Blocklist, impacts: null, zones: null);

        if (lists.Count == 0)
        {
            return;
        }

        bool isNamed = Blocklist is { Length: > 0 };
        foreach (string text in Address)
        {
            TargetText target = _parser.Parse(text);
            Problem? problem = target.Problem
                ?? (target.HostName is not null || target.Range!.Count > 1 ? new Problem("WaitNeedsAddress", text, text) : null);
            if (problem is not null)
            {
                WriteProblem(problem);
                continue;
            }

            IPAddress address = target.Range!.First;
            AddressWait wait = new(_asker, l => StatedTimes.Of(l, _providers, SystemClock.Instance.UtcNow), Options(text));
            Start(text, () => wait.WaitAsync(
                address, isNamed ? lists.Select(l => l.List).ToList() : Array.Empty<DelistTools.Blocklist>(), lists, StopToken));
        }
    }

    private void StartCase(int id)
    {
        _store ??= new CaseStore(FindStore(StorePath), SystemClock.Instance);
        DelistingCase? about;
        try
        {
            about = _store.Find(id, StopToken);
        }
        catch (OperationCanceledException) when (StopToken.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (StoreException e)
        {
            ThrowTerminatingError(ErrorRecords.Of(e.Problem, e.InnerException));
            return;
        }

        if (about is null)
        {
            WriteProblem(new Problem("CaseNotFound", id, id, _store.Path));
            return;
        }

        bool isProbed = _probe is not null && about.ClosedAt is null && !CaseWait.AsksLists(about, _providers.Lists);
        if (isProbed && _isProbing)
        {
            WriteProblem(new Problem("OneProbeOnly", To!, To!));
            return;
        }

        if (isProbed && ProbePlace.Of(_probe!.RecipientDomain, MailExchanger is null ? null : MailServerAddress.TryParse(MailExchanger)?.Host, _providers) is { } reached
            && ProbePlace.IsElsewhere(reached, about.For, _providers))
        {
            WriteProblem(new Problem("WaitProbeElsewhere", To!, To!, reached, id, about.For));
            return;
        }

        string what = isProbed
            ? "Wait for case " + id + ", with a probe at its time and then one in six hours or more, until " + Until + " by way of "
                + (MailExchanger ?? "the mail servers of " + _probe!.RecipientDomain)
            : "Wait for case " + id + ", and write into it what changes";

        // Asking lists, and writing down what they say, is what the command is for: only a probe goes to somebody.
        if ((isProbed || IsWhatIf()) && !MayDo(isProbed ? _probe!.To : NetworkText.Clean(about.ToString()), what))
        {
            return;
        }

        _isProbing |= isProbed;
        CaseWait wait = new(_store, _providers, _asker, isProbed ? Probe() : null, Options("case " + id), CloseCase);
        Start("case " + id, () => wait.WaitAsync(id, StopToken));
    }

    private CaseWait.CaseProbe Probe()
    {
        DirectProbe probe = new(
            _probe!, MailExchanger is null ? null : MailServerAddress.TryParse(MailExchanger), _providers, LoadSignatures(), new OperatorTurns(CatalogStore.UserFolder()));
        return async stopping => await probe.MakeAsync(await _resolver.OpenAsync(stopping).ConfigureAwait(false), stopping).ConfigureAwait(false);
    }

    private WaitOptions Options(string key) => new()
    {
        Limit = TimeoutSeconds > 0 ? TimeSpan.FromSeconds(TimeoutSeconds) : null,
        Trace = Trace,
        Warn = text => Pump.Post(() => WriteWarning(text)),
        Status = text => _statuses[key] = text,
    };

    private void Start(string key, Func<Task<DelistingWait>> work) => StartWork(int.MaxValue, async () =>
    {
        try
        {
            DelistingWait ended = await work().ConfigureAwait(false);
            Pump.Post(() =>
            {
                WriteObject(ended);
                if (ended.Fault is not null)
                {
                    WriteProblem(ended.Fault);
                }
            });
        }
        catch (StoreException e)
        {
            Pump.Post(() => WriteError(ErrorRecords.Of(e.Problem, e.InnerException)));
        }
        catch (WaitException e)
        {
            Pump.Post(() => WriteProblem(e.Problem));
        }
        finally
        {
            _statuses.TryRemove(key, out _);
        }
    });

    private bool IsWhatIf() => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? bound)
        ? bound is SwitchParameter { IsPresent: true }
        : GetVariableValue("WhatIfPreference") is true or SwitchParameter { IsPresent: true };
}
