using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using DelistTools.Blocklists;
using DelistTools.Cases;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using DelistTools.Dns;
using DelistTools.Probing;
using DelistTools.Mail;
using DelistTools.Placement;
using DelistTools.Routing;
using MimeKit;
using MimeKit.Cryptography;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Security;

namespace DelistTools.Desktop;

/// <summary>
/// One DNS question and one signed message, which between them touch every package of the desktop folder; and the model
/// case from the reply to the plan, which reads every part of the catalogue.
/// </summary>
internal static class Work
{
    internal static void Run(string nameServer, string name)
    {
        DnsClientTransport transport = new(NameServerAddress.TryParse(nameServer)!, TimeSpan.FromSeconds(10));
        DnsAnswer answer = transport.AskAsync(name, DnsRecordKind.A, CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine("dns " + answer.Outcome + " " + string.Join(",", answer.Addresses) + " " + answer.FailureDetail);
        Console.WriteLine("name " + QuestionName.MappedLabels("127.0.0.2"));

        DomainText domain = new DomainParser(CatalogStore.Process.Load(out _), CatalogStore.Process.LoadSuffixes(out _), force: false).Parse("https://www.食狮.公司.cn/");
        Console.WriteLine("domain " + domain.Target!.Registrable);

        DelistingRoute route = PlanTheModelCase();
        Console.WriteLine("route outlook-ou-002 " + route.Target + " " + string.Join(" ", route.For));

        MimeMessage message = new();
        message.From.Add(MailboxAddress.Parse("postmaster@example.org"));
        message.To.Add(MailboxAddress.Parse("postmaster@example.net"));
        message.Subject = "Grüße";
        message.Body = new TextPart("plain") { Text = "One honest line.\r\n" };
        Sign(message);
        using MemoryStream written = new();
        message.WriteTo(written);
        written.Position = 0;
        MimeMessage read = MimeMessage.Load(written);
        Console.WriteLine("mime " + read.Subject + " signed " + (read.Headers[HeaderId.DkimSignature] is not null));
    }

    /// <summary>A line for each refusal in the files of a folder.</summary>
    internal static void ReadRefusals(string folder)
    {
        RefusalDiagnosis diagnosis = new(CatalogStore.Process.LoadSignatures(out _), () => CatalogStore.Process.LoadProviders(out _));
        RefusalFiles files = new(diagnosis, p => Console.WriteLine("problem " + p.Id + " " + p.Target), _ => { }, CancellationToken.None);
        foreach (MailRefusal refusal in files.Read(folder))
        {
            Console.WriteLine(string.Join(
                "|", "refusal", Path.GetFileName(refusal.SourcePath), refusal.Recipient, refusal.Cause, refusal.RuleId, refusal.RefusedAddress,
                refusal.RemoteMta, refusal.OccurredAt?.ToString("s", CultureInfo.InvariantCulture), refusal.ReplyText));
        }
    }

    /// <summary>A case that is opened, goes on and is read again; the machine code under it comes from the module's folder.</summary>
    internal static void KeepCase(string folder)
    {
        string home = Path.Combine(folder, "store");
        CaseStore store = new(new StoreFile(Path.Combine(home, "cases.db")), SystemClock.Instance);
        DelistingRoute route = PlanTheModelCase();
        store.Create(new NewCase { Target = route.Target, For = "microsoft-consumer", Name = "Outlook.com", Route = route }, false, CancellationToken.None);
        store.Change(1, edit => edit.Add(CaseEventKind.Note, "Grüße"), CancellationToken.None);
        DelistingCase found = store.Find(1, CancellationToken.None)!;
        Console.WriteLine("case " + found + " " + found.Steps.Count + " of " + found.Route.Steps.Count + " " + found.Events[1].Text + " " + found.Route.For[0]);
        Directory.Delete(home, true);
    }

    /// <summary>A line for where a message is.</summary>
    internal static void FindProbe(string server, string user, string password, string id)
    {
        MailboxLogin login = new(MailServerAddress.TryParse(server)!, ImapSecurity.None) { User = user, Secret = password };
        RefusalDiagnosis diagnosis = new(CatalogStore.Process.LoadSignatures(out _), () => CatalogStore.Process.LoadProviders(out _));
        ProbeSearch search = new(t => new MailboxConnector(login, null).OpenAsync(t), login.Server, diagnosis, new ProbePace(), null);
        ProbePlacement placement = search.FindAsync(ProbeMessage.TryParse(id, null)!, TimeSpan.Zero, CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine("probe " + placement);

        // Given up while it listens: on this platform a read cannot be.
        using CancellationTokenSource stop = new();
        ProbeSearch listening = new(
            t => new MailboxConnector(login, null).OpenAsync(t), login.Server, diagnosis, new ProbePace(),
            t => stop.CancelAfter(t.Contains("Listening") ? 0 : Timeout.Infinite));
        try
        {
            listening.FindAsync(ProbeMessage.TryParse("missing" + id, null)!, TimeSpan.FromHours(1), stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("probe stopped");
        }
    }

    /// <summary>Three probes: of a server, of one that falls silent, and of the latter with nobody who waits.</summary>
    internal static void Probe(string mailServer)
    {
        MailServerAddress server = MailServerAddress.TryParse(mailServer)!;
        Probe(server, TimeSpan.FromSeconds(60), CancellationToken.None);
        Probe(server, TimeSpan.FromSeconds(1), CancellationToken.None);
        using CancellationTokenSource stop = new(TimeSpan.FromSeconds(1));
        try
        {
            Probe(server, TimeSpan.FromSeconds(60), stop.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("smtp stopped");
        }
    }

    private static void Probe(MailServerAddress server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ProbeOptions options = new() { To = "b@receiver.internal", From = "a@sender.internal", HelloName = "mail.sender.internal", Timeout = timeout };
        RefusalDiagnosis Diagnosis(SenderAddresses sender) =>
            new(CatalogStore.Process.LoadSignatures(out _), () => CatalogStore.Process.LoadProviders(out _), sender: sender);
        ProbeTargets targets = ProbeTargets.Of(new ProbeHost("mx.receiver.internal", server.Port!.Value, new[] { System.Net.IPAddress.Parse(server.Host) }));
        ProbeResult result = new ProbeRun(options, Diagnosis, _ => null).RunAsync(targets, cancellationToken).GetAwaiter().GetResult();
        Console.WriteLine("smtp " + result.Outcome + " " + result.Stage + " " + result.ReplyCode + " " + (result.Tls is null ? "clear" : "tls"));
    }

    private static DelistingRoute PlanTheModelCase()
    {
        const string Reply = "550 OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren't sent. Please contact your "
            + "Internet service provider since part of their network is on our block list.";
        ProviderCatalog ways = CatalogStore.Process.LoadProviders(out _);
        RefusalDiagnosis diagnosis = new(CatalogStore.Process.LoadSignatures(out _), () => ways);
        FindingReader reader = new(ways);
        MailRefusal refusal = diagnosis.Read(Reply).Single();
        return new RoutePlanner(ways, DateTime.UtcNow).Plan(new[] { reader.Read(refusal, null) }, UpstreamAnswers.None);
    }

    private static void Sign(MimeMessage message)
    {
        RsaKeyPairGenerator generator = new();
        generator.Init(new KeyGenerationParameters(new SecureRandom(), 1024));
        AsymmetricCipherKeyPair pair = generator.GenerateKeyPair();
        DkimSigner signer = new(pair.Private, "example.org", "lab");
        message.Prepare(EncodingConstraint.SevenBit);
        signer.Sign(message, new[] { HeaderId.From, HeaderId.Subject });
    }
}
