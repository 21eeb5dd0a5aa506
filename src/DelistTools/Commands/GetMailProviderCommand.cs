using System;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Dns;
using DelistTools.Providers;

namespace DelistTools.Commands;

/// <summary>Gives the providers that receive mail for many, and finds who receives it for a domain.</summary>
[Cmdlet(
    VerbsCommon.Get, "MailProvider", DefaultParameterSetName = NameSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Get-MailProvider.md")]
[OutputType(typeof(MailProvider))]
public sealed class GetMailProviderCommand : NameServerCommand
{
    private const string NameSet = "Name";

    private const string DomainSet = "Domain";

    private const string MailExchangerSet = "MailExchanger";

    private const string GreetingSet = "Greeting";

    private const int Window = 20;

    private ProviderSearch? _search;
    private bool _opened;

    /// <summary>Ids or names, with wildcards.</summary>
    [Parameter(Position = 0, ParameterSetName = NameSet, ValueFromPipelineByPropertyName = true)]
    [Alias("Id")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(MailProviderCompleter))]
    [ValidateNotNullOrEmpty]
    public string[]? Name { get; set; }

    /// <summary>Domains or mail addresses whose mail somebody receives.</summary>
    [Parameter(Mandatory = true, ParameterSetName = DomainSet, ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    public string[] Domain { get; set; } = Array.Empty<string>();

    /// <summary>Hosts that receive mail.</summary>
    [Parameter(Mandatory = true, ParameterSetName = MailExchangerSet)]
    [ValidateNotNullOrEmpty]
    public string[] MailExchanger { get; set; } = Array.Empty<string>();

    /// <summary>What a server says first.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GreetingSet)]
    [ValidateNotNullOrEmpty]
    public string[] Greeting { get; set; } = Array.Empty<string>();

    /// <summary>Asks nobody: only what the catalogue knows of domains.</summary>
    [Parameter(ParameterSetName = DomainSet)]
    public SwitchParameter Offline { get; set; }

    /// <summary>
    /// The resolver to ask, with its port if it is not 53; the system's where left out. Of several, each further one only
    /// where those before it do not answer.
    /// </summary>
    /// <remarks>In every set, though only a domain is looked up: a default for it must not decide what is asked for.</remarks>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameServerCompleter))]
    public string[]? NameServer { get; set; }

    /// <summary>Seconds that a look-up may take.</summary>
    [Parameter(ParameterSetName = DomainSet)]
    [ValidateRange(0.1, 300.0)]
    public double TimeoutSeconds { get; set; } = 5;

    private protected override TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    private protected override string Activity => "Looking up mail exchangers";

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _search = new ProviderSearch(LoadProviders());
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case DomainSet when Offline:
                Write(Domain, _search!.ByKnownDomain);
                break;
            case DomainSet:
                LookUp();
                break;
            case MailExchangerSet:
                Write(MailExchanger, _search!.ByMailExchanger);
                break;
            case GreetingSet:
                Write(Greeting, _search!.ByGreeting);
                break;
            default:
                Write(Name ?? new[] { "*" }, n => _search!.ByName(NamePatterns.Of(n)));
                break;
        }
    }

    private void LookUp()
    {
        // Only now is it known that a resolver is wanted: domains may come through the pipeline.
        if (!_opened)
        {
            UseNameServer(NameServer);
            _opened = true;
        }

        foreach (string domain in Domain)
        {
            StartWork(Window, async () =>
            {
                IDnsTransport transport = await SucceedingTransportAsync(DnsMemory.Process).ConfigureAwait(false);
                ProviderMatch match = await _search!.ByDomainAsync(transport, domain, StopToken).ConfigureAwait(false);
                Pump.Post(() => Write(match));
            });
        }

        Pump.Drain();
    }

    private void Write(string[] texts, Func<string, ProviderMatch> find)
    {
        foreach (string text in texts)
        {
            Write(find(text));
        }
    }

    private void Write(ProviderMatch match)
    {
        if (match.Problem is not null)
        {
            WriteProblem(match.Problem);
            return;
        }

        if (match.Warning is not null)
        {
            WriteWarning(NetworkText.Clean(match.Warning));
        }

        WriteObject(match.Providers, true);
    }
}
