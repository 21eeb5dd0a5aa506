using System;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Binding;
using DelistTools.Diagnosis;
using DelistTools.Mail;
using DelistTools.Placement;

namespace DelistTools.Commands;

/// <summary>Finds a message in a mailbox over IMAP, waits for it where it is not there yet, and says where it landed.</summary>
[Cmdlet(VerbsCommunications.Receive, "ProbeMail", HelpUri = "https://github.com/delisttools/delisttools/blob/main/docs/en-US/Receive-ProbeMail.md")]
[OutputType(typeof(ProbePlacement))]
public sealed class ReceiveProbeMailCommand : WorkCommand
{
    /// <summary>Servers let one user in only so often at a time.</summary>
    private const int Window = 4;

    private readonly LoginTurns _logins = new();
    private ProbeSearch? _search;

    // A field of the enum's own type would load the engine's assembly at import.
    private int _security;

    /// <summary>The Message-ID of the probe, with angle brackets or without.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public string?[]? MessageId { get; set; }

    /// <summary>The server of the mailbox: a host name or an address, with a port if it is not the usual one.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string ImapServer { get; set; } = "";

    /// <summary>The user name and the password of the mailbox, or an access token as the password.</summary>
    [Parameter(Mandatory = true)]
    [Credential]
    [ValidateNotNull]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>The password of the credential is an access token of OAuth 2.0.</summary>
    [Parameter]
    public SwitchParameter OAuth { get; set; }

    /// <summary>How the connection is encrypted.</summary>
    [Parameter]
    public ImapSecurity Security
    {
        get => (ImapSecurity)_security;
        set => _security = (int)value;
    }

    /// <summary>Takes any certificate, and sends the password to whoever has it.</summary>
    [Parameter]
    public SwitchParameter SkipCertificateCheck { get; set; }

    /// <summary>When the message was sent, for the delay.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TimeText]
    public DateTime? SentAt { get; set; }

    /// <summary>Seconds to wait for the message; 0: one look.</summary>
    [Parameter]
    [ValidateRange(0.0, 86400.0)]
    public double WaitSeconds { get; set; } = 300;

    private protected override string Activity => "Waiting for mail";

    /// <summary>Long enough to log out, and short enough for whoever has stopped the command.</summary>
    private protected override TimeSpan Farewell => TimeSpan.FromMilliseconds(700);

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        MailServerAddress? server = MailServerAddress.TryParse(ImapServer);
        if (server is null)
        {
            Fail(new Problem("InvalidMailServer", ImapServer, ImapServer));
        }

        MailboxLogin login = new(server!, Security)
        {
            User = Credential.UserName ?? "",
            Secret = Credential.GetNetworkCredential().Password,
            IsToken = OAuth,
            SkipCertificateCheck = SkipCertificateCheck,
        };

        // The files are read here, since what is wrong with them can be told from this thread only.
        Catalog.ProviderCatalog providers = LoadProviders();
        RefusalDiagnosis diagnosis = new(LoadSignatures(), () => providers);
        _search = new ProbeSearch(
            stopping => _logins.TakeAsync(() => new MailboxConnector(login, Trace).OpenAsync(stopping), stopping),
            login.Server, diagnosis, new ProbePace(), Trace);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // A probe that was refused has none, and comes down the pipeline all the same.
        foreach (string? id in MessageId ?? new string?[] { null })
        {
            ProbeMessage? message = ProbeMessage.TryParse(id, SentAt);
            if (message is null)
            {
                WriteProblem(new Problem("InvalidMessageId", id ?? "", id ?? ""));
                continue;
            }

            StartWork(Window, () => FindAsync(message, StopToken));
        }

        Pump.Drain();
    }

    private async Task FindAsync(ProbeMessage message, CancellationToken stopping)
    {
        try
        {
            ProbePlacement placement = await _search!.FindAsync(message, TimeSpan.FromSeconds(WaitSeconds), stopping).ConfigureAwait(false);
            Pump.Post(() => WriteObject(placement));
        }
        catch (MailboxException e)
        {
            // The same would come of every other message, and a wrong password that is tried again locks the account.
            Pump.Post(() => Fail(e.Problem));
        }
    }
}
