using System;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Lab;

/// <summary>
/// The model case on loopback: Hotmail refuses a new server's mail, no public list has its address, and the cure is one
/// form at the private list that Hotmail follows. Nothing leaves the machine.
/// </summary>
/// <example>From PowerShell 7.4:
/// <code>
/// Add-Type -Path ./DelistTools.Lab.dll
/// $lab = [DelistTools.Lab.ModelCaseLab]::Start()
/// $env:DELISTTOOLS_CATALOG = $lab.CatalogPath
/// $lab.SendMail('tom@newserver.internal', 'someone@hotmail.com').Bounce
/// Test-IpBlocklist $lab.NewServer -Blocklist lab-*, spamhaus-zen -NameServer $lab.NameServer -Force
/// $lab.Symantec.IsListed($lab.NewServer)
/// $null = $lab.Symantec.RequestRemoval($lab.NewServer)
/// $lab.SendMail('tom@newserver.internal', 'someone@hotmail.com').IsDelivered
/// $lab.Dispose()
/// </code></example>
public sealed class ModelCaseLab : IDisposable
{
    /// <summary>The address of the new server: on no public list, and on the private one.</summary>
    public const string NewServerAddress = "203.0.113.25";

    /// <summary>The address of a second server: on three of the lab's lists.</summary>
    public const string SecondServerAddress = LabZones.ThreeOperators;

    /// <summary>The MX host of hotmail.com.</summary>
    public const string HotmailExchanger = "hotmail-com.olc.protection.outlook.com";

    /// <summary>The name by which the new server introduces itself.</summary>
    public const string HelloName = "mail.newserver.internal";

    /// <summary>The domain that the new server sends for.</summary>
    public const string SenderDomain = "newserver.internal";

    // The public half of a key of 2048 bits that signs nothing.
    private const string DkimRecord = 
        "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAzhxV+5iop6UVVrE7modcf7VIHgUke2PxrG1cljzRlBdTBlkEnkHb62TJ"
        + "l7aiD4kv0pq/PyeQgcJKESOdNZInMgKYRJA2mvTxs8DpdOm+Dp3pXUGX6YbQXps4tcqDM4VzNdjEaUXyjKdRzollkSdmhri2bzjYpQ0l69cxHYxZrOj4liQt"
        + "thak+jYOKE2TMoZZ7EnuLDW1kSyALPC4STkkb1WxBW/lESG5KWMmf9AGtgEc7l/4BLwPqgvmbfZm8MqSvmwgUzug9n+jA0hBNY8HCXUbd6PT0+CACOxQrU9w"
        + "IvnwVx62YN2lXo/Eja4kAWlm2yMiMs2Qul8Z8PUKJYdOrQIDAQAB";

    private const string Refusal =
        "OU-002 (COL004-MC3F9) Unfortunately, messages from {0} weren't sent. Please contact your Internet service "
        + "provider since part of their network is on our block list. You can also refer your provider to "
        + "http://mail.live.com/mail/troubleshooting.aspx#errors.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _folder;

    private ModelCaseLab(ScratchFolder folder)
    {
        _folder = folder;
        CatalogPath = folder.Write("lab-catalog.json", LabData.HealthyCatalog());
        Symantec.List(NewServerAddress);
        Smtp = LoopbackSmtpServer.Start(new SmtpBehaviours(HotmailExchanger).On(SmtpTurnKind.MailFrom, RefuseListed));
        try
        {
            SetUpDns();
            Dns = LoopbackDnsServer.Start(Behaviours);
            Mailbox = LoopbackMailbox.Start(() => [.. Smtp.Messages.Select(Delivered)]);
        }
        catch
        {
            Dns?.Dispose();
            Smtp.Dispose();
            throw;
        }
    }

    /// <summary>The name server to ask, as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => Dns.NameServer;

    /// <summary>Hotmail's mail server, as <c>127.0.0.1:port</c>.</summary>
    public string MailServer => Smtp.MailServer;

    /// <summary><see cref="NewServerAddress"/>.</summary>
    public string NewServer => NewServerAddress;

    /// <summary><see cref="SecondServerAddress"/>.</summary>
    public string SecondServer => SecondServerAddress;

    /// <summary>
    /// A catalogue overlay with the lab's healthy lists, ids beginning with <c>lab-</c>; in a temporary folder that goes
    /// with <see cref="Dispose"/>.
    /// </summary>
    public string CatalogPath { get; }

    /// <summary>The private list that Hotmail follows; for the eye only.</summary>
    public PrivateList Symantec { get; } = new("Symantec");

    /// <summary>The new server's own domain: in order but for the DMARC record, which nobody has published yet.</summary>
    public DnsTable SenderZone { get; } = new DnsTable(SenderDomain)
        .Mx("@", 10, HelloName + ".")
        .Address("mail", NewServerAddress)
        .Txt("@", "v=spf1 ip4:" + NewServerAddress + " -all")
        .Txt("mail", "v=spf1 a -all")
        .Txt("s1._domainkey", DkimRecord);

    /// <summary>The lab's lists; of these, the healthy ones are served.</summary>
    public LabZones Zones { get; } = new();

    /// <summary>The name server's set-up, to add further names and faults.</summary>
    public DnsBehaviours Behaviours { get; } = new();

    /// <summary>The name server itself, with its counts.</summary>
    public LoopbackDnsServer Dns { get; }

    /// <summary>Hotmail's mail server itself, with its sessions and messages.</summary>
    public LoopbackSmtpServer Smtp { get; }

    /// <summary>The mailbox at Hotmail that the mail goes to: what its mail server has taken is in the inbox.</summary>
    public LoopbackMailbox Mailbox { get; }

    /// <summary>Starts the lab; it answers when this returns.</summary>
    public static ModelCaseLab Start()
    {
        var folder = new ScratchFolder();
        try
        {
            return new ModelCaseLab(folder);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Takes an address off every public list of the lab: its own entries and the ranges that it lies in.</summary>
    /// <returns>False: it was on none.</returns>
    public bool Delist(string address) => Zones.Delist(address) | Zones.DelistRanges(address);

    /// <summary>Publishes a TXT record in the new server's domain, as its administrator would.</summary>
    /// <param name="name">The name, relative to the domain.</param>
    /// <param name="text">The text.</param>
    public void Publish(string name, string text) => SenderZone.Txt(name, text);

    /// <summary>Sends a message from the new server to Hotmail, as the new server's mail software would.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The recipient.</param>
    /// <exception cref="OperationCanceledException">It took more than half a minute.</exception>
    public SmtpDelivery SendMail(string from, string to)
    {
        using var limit = new CancellationTokenSource(Patience);
        var sending = Task.Run(
            () => new SmtpSender(Smtp.EndPoint, HotmailExchanger, HelloName).SendAsync(from, to, Message(from, to), limit.Token));
        return sending.GetAwaiter().GetResult();
    }

    /// <summary>Stops the servers and deletes the overlay.</summary>
    public void Dispose()
    {
        Dns.Dispose();
        Smtp.Dispose();
        Task.Run(async () => await Mailbox.DisposeAsync().ConfigureAwait(false)).GetAwaiter().GetResult();
        _folder.Dispose();
    }

    /// <summary>A message as the receiver files it, with what its server found.</summary>
    private static string Delivered(SmtpMessageTaken message) =>
        $"Authentication-Results: {HotmailExchanger}; spf=pass (sender IP is {NewServerAddress}) smtp.mailfrom={SenderDomain}\r\n"
        + $"Received: from {HelloName} ({NewServerAddress}) by {HotmailExchanger}; {DateTimeOffset.UtcNow.ToString("r", CultureInfo.InvariantCulture)}\r\n"
        + message.Text;

    private static string Message(string from, string to) => string.Join(
        "\r\n",
        "Date: " + DateTimeOffset.Now.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture)
            + DateTimeOffset.Now.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", string.Empty, StringComparison.Ordinal),
        "From: <" + from + ">",
        "To: <" + to + ">",
        "Message-ID: <" + Guid.NewGuid().ToString("N") + "@" + HelloName + ">",
        "Subject: Hello from the new server",
        string.Empty,
        "The server is up. Can you read this?",
        string.Empty);

    /// <summary>
    /// What Hotmail said in such a case. A connection over loopback does not show where it would come from, so that
    /// every client is taken to be the new server.
    /// </summary>
    private SmtpReply? RefuseListed(SmtpTurn turn) => Symantec.IsListed(NewServerAddress)
        ? new SmtpReply(550, string.Format(CultureInfo.InvariantCulture, Refusal, NewServerAddress))
        : null;

    private void SetUpDns()
    {
        // Nothing is to be kept, so that a delisting shows at the very next question.
        Zones.AddHealthyTo(Behaviours, rule => rule.KeepsFor(0));
        foreach (var zone in SpamhausZones())
        {
            Behaviours.Zone(zone).KeepsFor(0);
        }

        Behaviours.Zone(SenderZone).KeepsFor(0);
        Behaviours.Zone(new DnsTable("113.0.203.in-addr.arpa").Ptr("25", HelloName + ".")).KeepsFor(0);
        Behaviours.Zone(new DnsTable("hotmail.com").Mx("@", 2, HotmailExchanger + "."));
        Behaviours.Zone(new DnsTable(HotmailExchanger).Address("@", Smtp.EndPoint.Address.ToString()));
    }

    /// <summary>Real zones, healthy and empty but for the test entries, so that lists of the shipped catalogue answer too.</summary>
    private static DnsblZone[] SpamhausZones()
    {
        const DnsblKinds Both = DnsblKinds.Ip4 | DnsblKinds.Ip6;
        return
        [
            new DnsblZone("zen.spamhaus.org", Both).List("127.0.0.2", "127.0.0.4").List("127.0.0.2", "127.0.0.10"),
            new DnsblZone("sbl.spamhaus.org", Both),
            new DnsblZone("xbl.spamhaus.org", Both) { Code = "127.0.0.4" },
            new DnsblZone("pbl.spamhaus.org", Both) { Code = "127.0.0.10" },
        ];
    }
}
