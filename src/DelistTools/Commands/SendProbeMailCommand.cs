using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Dns;
using DelistTools.Mail;
using DelistTools.Pipeline;
using DelistTools.Probing;

namespace DelistTools.Commands;

/// <summary>Makes one honest attempt at a recipient's mail server, and says what it answers to this machine.</summary>
[Cmdlet(
    VerbsCommunications.Send, "ProbeMail", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = DirectSet,
    HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Send-ProbeMail.md")]
[OutputType(typeof(ProbeResult), ParameterSetName = new[] { DirectSet, RelaySet })]
[OutputType(typeof(Port25Result), ParameterSetName = new[] { Port25Set })]
public sealed class SendProbeMailCommand : NameServerCommand
{
    private const string DirectSet = "Direct";

    private const string RelaySet = "Relay";

    private const string Port25Set = "Port25";


    // Numbers, since a field of an enum's type would have the engine's assembly loaded as the module is imported.
    private int _until = (int)SmtpStage.Data;
    private int _family;
    private bool _done;

    /// <summary>The recipient: a mailbox of your own at the provider.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = DirectSet)]
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    public string To { get; set; } = "";

    /// <summary>The sender, of a domain of your own.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = DirectSet)]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    public string From { get; set; } = "";

    /// <summary>The stage at which the probe stops and sends nothing; Data, which sends the message, where left out.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [ValidateSet(nameof(SmtpStage.Connect), nameof(SmtpStage.Hello), nameof(SmtpStage.StartTls), nameof(SmtpStage.MailFrom), nameof(SmtpStage.Recipient), nameof(SmtpStage.Data))]
    public SmtpStage Until
    {
        get => (SmtpStage)_until;
        set => _until = (int)value;
    }

    /// <summary>The address of this machine to send from.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = Port25Set)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MachineAddressCompleter))]
    public string? LocalAddress { get; set; }

    /// <summary>The name for EHLO; this machine's full name where left out.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(HelloNameCompleter))]
    public string? HelloName { get; set; }

    /// <summary>A host, with its port if it is not 25, instead of those of the recipient's domain.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [ValidateNotNullOrEmpty]
    public string? MailExchanger { get; set; }

    /// <summary>IPv4 or IPv6 only.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = Port25Set)]
    public ProbeAddressFamily AddressFamily
    {
        get => (ProbeAddressFamily)_family;
        set => _family = (int)value;
    }

    /// <summary>A relay, with its port if it is not 587, that the message is handed to.</summary>
    [Parameter(Mandatory = true, ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    public string? MailServer { get; set; }

    /// <summary>The account at the relay.</summary>
    [Parameter(ParameterSetName = RelaySet)]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Takes any certificate of the relay's.</summary>
    [Parameter(ParameterSetName = RelaySet)]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>A file with the private key that the message is signed with.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    public string? DkimKey { get; set; }

    /// <summary>The selector under which the public key stands.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(DkimSelectorCompleter))]
    public string? DkimSelector { get; set; }

    /// <summary>The signing domain; the sender's where left out.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = RelaySet)]
    [ValidateNotNullOrEmpty]
    public string? DkimDomain { get; set; }

    /// <summary>Asks servers of several operators for their greeting, and sends nothing: whether port 25 leads out.</summary>
    [Parameter(Mandatory = true, ParameterSetName = Port25Set)]
    public SwitchParameter TestPort25 { get; set; }

    /// <summary>The operators' domains; well-known ones where left out.</summary>
    [Parameter(ParameterSetName = Port25Set)]
    [ValidateNotNullOrEmpty]
    [ValidateCount(1, 10)]
    public string[] OperatorDomain { get; set; } = Port25Check.Domains;

    /// <summary>Leaves the recipient's address in the transcript.</summary>
    [Parameter(ParameterSetName = DirectSet)]
    [Parameter(ParameterSetName = RelaySet)]
    public SwitchParameter IncludeRecipient { get; set; }

    /// <summary>
    /// The resolver to ask, with its port if it is not 53; the system's where left out. Of several, each further one only
    /// where those before it do not answer.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NameServerCompleter))]
    public string[]? NameServer { get; set; }

    /// <summary>Seconds that a connection, and each reply, may take.</summary>
    [Parameter]
    [ValidateRange(1.0, 600.0)]
    public double TimeoutSeconds { get; set; } = 60;

    private protected override TimeSpan Timeout { get; } = TimeSpan.FromSeconds(5);

    private protected override string Activity => "Probing";

    /// <summary>Long enough to say goodbye.</summary>
    private protected override TimeSpan Farewell => TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TestPort25)
        {
            CheckPort25();
            return;
        }

        if (_done)
        {
            WriteProblem(new Problem("OneProbeOnly", To, To));
            return;
        }

        _done = true;
        ProbeOptions options = Options();
        if (!MayDo(options.To, Action(options)))
        {
            return;
        }

        UseNameServer(NameServer);
        ProviderCatalog providers = LoadProviders();
        SignatureCatalog signatures = LoadSignatures();
        StartWork(1, () => ProbeAsync(options, providers, signatures));
    }

    private void CheckPort25()
    {
        string[] domains = OperatorDomain.Select(d => DomainNameText.Normalise(d) ?? Invalid(d)).ToArray();
        ProbeOptions options = new()
        {
            Until = SmtpStage.Connect,
            LocalAddress = Read(ProbeArguments.Local(LocalAddress)),
            Family = AddressFamily,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            Listener = Trace is null ? null : line => Trace(line.ToString()),
        };
        if (!MayDo(string.Join(", ", domains), "Connect to their mail servers, wait for the greeting, and leave"))
        {
            return;
        }

        UseNameServer(NameServer);
        StartWork(1, async () =>
        {
            IDnsTransport transport = await SucceedingTransportAsync().ConfigureAwait(false);
            ProbeTargets[] targets = await Task.WhenAll(domains.Select(d => ProbeTargets.FindAsync(transport, d, options, DirectProbe.Below, StopToken))).ConfigureAwait(false);
            Port25Result result = await Port25Check.RunAsync(options, targets, StopToken).ConfigureAwait(false);
            Pump.Post(() => WriteObject(result));
        });
    }

    private string Invalid(string domain)
    {
        Fail(new Problem("InvalidMailDomain", domain, domain));
        return domain;
    }

    private async Task ProbeAsync(ProbeOptions options, ProviderCatalog providers, SignatureCatalog signatures)
    {
        IDnsTransport transport = await SucceedingTransportAsync().ConfigureAwait(false);
        OperatorTurns turns = new(CatalogStore.UserFolder());
        (ProbeResult? result, Problem? problem) = MailServer is null
            ? await new DirectProbe(
                options, MailExchanger is null ? null : MailServerAddress.TryParse(MailExchanger), providers, signatures, turns).MakeAsync(transport, StopToken).ConfigureAwait(false)
            : await ProbeThroughAsync(MailServerAddress.TryParse(MailServer)!, transport, turns, options, providers, signatures).ConfigureAwait(false);
        Pump.Post(() =>
        {
            if (problem is not null)
            {
                WriteProblem(problem);
            }
            else
            {
                WriteObject(result);
            }
        });
    }

    private async Task<(ProbeResult? Result, Problem? Problem)> ProbeThroughAsync(
        MailServerAddress relay, IDnsTransport transport, OperatorTurns turns, ProbeOptions options, ProviderCatalog providers, SignatureCatalog signatures)
    {
        (Problem? problem, string? note) = await SenderDomain.CheckAsync(transport, options.SenderDomain, StopToken).ConfigureAwait(false);
        bool isOwn = MailArguments.IsOwn(relay, out IPAddress? address);
        problem ??= DirectProbe.TakeTurn(
            turns, new[] { new ProbeHost(relay.Host, 0, isOwn ? new[] { address! } : Array.Empty<IPAddress>()) }, options, providers);
        if (problem is not null)
        {
            return (null, problem);
        }

        RelaySubmission submission = MailArguments.Relay(relay, Credential, SkipCertificateCheck);
        ProbeRun run = DirectProbe.Run(options, providers, signatures);
        run.Note(note);
        return await run.RunThroughAsync(submission, relay.Host, StopToken).ConfigureAwait(false);
    }

    /// <summary>Looks through all that was given, before anything goes to the network. Ends the command where something is wrong.</summary>
    private ProbeOptions Options()
    {
        ProbeArguments arguments = new()
        {
            To = To,
            From = From,
            HelloName = HelloName,
            MailExchanger = MailExchanger,
            MailServer = MailServer,
            LocalAddress = LocalAddress,
            Others = new[] { ("-DkimKey", DkimKey), ("-DkimSelector", DkimSelector), ("-DkimDomain", DkimDomain), ("-Credential", Credential?.UserName) },
        };
        return Read(arguments.Read(o => new ProbeOptions
        {
            To = o.To,
            From = o.From,
            HelloName = o.HelloName,
            Until = Until,
            LocalAddress = o.LocalAddress,
            Family = AddressFamily,
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            ShowsRecipient = IncludeRecipient,
            Key = Key(),
            Listener = Trace is null ? null : line => Trace(line.ToString()),
        }))!;
    }

    private T? Read<T>((T? Value, Problem? Problem) read)
    {
        if (read.Problem is not null)
        {
            Fail(read.Problem);
        }

        return read.Value;
    }

    private DkimKey? Key()
    {
        (DkimKey? key, Problem? problem) = DkimKeyFile.Read(DkimKey, DkimSelector, DkimDomain, SessionState.Path.GetUnresolvedProviderPathFromPSPath);
        if (problem is not null)
        {
            Fail(problem);
        }

        return key;
    }

    private string Action(ProbeOptions options)
    {
        string where = (MailServer ?? MailExchanger ?? "the mail servers of " + options.RecipientDomain) + (LocalAddress is null ? "" : " from " + LocalAddress);
        return options.Until == SmtpStage.Data ? "Send one test message by way of " + where : "Connect to " + where + " and stop after " + options.Until;
    }
}
