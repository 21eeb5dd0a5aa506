using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>
/// The world in which the examples of a page run: all lists of the catalogue on a resolver of the laboratory, mail servers and
/// a mailbox where a stage asks for them, and an empty folder. The stages talk to it by its public members.
/// </summary>
public sealed class ExampleWorld : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("delisttools-examples-");
    private readonly Dictionary<string, string> _environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .ToDictionary(e => (string)e.Key, e => (string)e.Value!, StringComparer.Ordinal);

    private readonly List<IDisposable> _servers = [];
    private readonly List<IAsyncDisposable> _mailboxes = [];
    private readonly LoopbackDnsServer _dns;

    internal ExampleWorld()
    {
        Folder = _root.CreateSubdirectory("work").FullName;
        foreach (DnsblZone zone in Lists.Values.Distinct())
        {
            // Nothing is kept: what happens in the world between two examples shows in the second.
            Behaviours.Zone(zone).KeepsFor(0);
        }

        Behaviours.Zone(Names).KeepsFor(0);
        _dns = LoopbackDnsServer.Start(Behaviours);
        Places["resolver"] = _dns.NameServer;
        Places["folder"] = Folder;
        Places["share"] = _root.CreateSubdirectory("share").FullName;
        Say(_dns.NameServer, "127.0.0.1");
        Say(Folder + Path.DirectorySeparatorChar, "/home/tom/");
        _root.CreateSubdirectory("user");
        File.WriteAllText(CatalogPath, """{ "schema": 1 }""");
        Environment.SetEnvironmentVariable(LabSession.Variable, CatalogPath);
        Environment.SetEnvironmentVariable("DELISTTOOLS_STORE", _root.CreateSubdirectory("store").FullName);
        Environment.SetEnvironmentVariable(StateIsolation.Variable, _root.CreateSubdirectory("state").FullName);
    }

    /// <summary>Where the examples run.</summary>
    public string Folder { get; }

    /// <summary>The resolver, as <c>127.0.0.1:port</c>.</summary>
    public string NameServer => _dns.NameServer;

    /// <summary>The lists by id. Entries may be added and taken away at any time.</summary>
    public IReadOnlyDictionary<string, DnsblZone> Lists { get; } = CatalogZones.Read();

    /// <summary>The public half of a key of 2048 bits that signs nothing.</summary>
    public string DkimKey { get; } = Convert.ToBase64String(System.Security.Cryptography.RSA.Create(2048).ExportSubjectPublicKeyInfo());

    /// <summary>All names that are no list's, from the root.</summary>
    public DnsTable Names { get; } = new("");

    /// <summary>The resolver's set-up.</summary>
    public DnsBehaviours Behaviours { get; } = new();

    /// <summary>What the words in braces of <see cref="Substitutions"/> stand for.</summary>
    public IDictionary<string, string> Places { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The messages that the world's mail servers have taken.</summary>
    public IReadOnlyList<SmtpMessageTaken> Messages => [.. _servers.OfType<LoopbackSmtpServer>().SelectMany(s => s.Messages)];

    private string CatalogPath => Path.Combine(_root.FullName, "user", "catalog.json");

    internal List<(string Of, string As)> Shown { get; } = [];

    /// <summary>What is printed shows these words of the laboratory as those.</summary>
    public void Say(string of, string instead) => Shown.Add((of, instead));

    /// <summary>A list that no catalogue knows, in its zone.</summary>
    public DnsblZone AddList(string zone, DnsblKinds kinds)
    {
        DnsblZone list = new(zone, kinds) { Text = "Listed" };
        Behaviours.Zone(list).KeepsFor(0);
        return list;
    }

    /// <summary>Puts a target on a list.</summary>
    public void List(string id, string target, string? code = null, string? text = null)
    {
        DnsblZone zone = Lists[id];
        zone.List(target, code ?? zone.Code, text);
    }

    /// <summary>A list refuses this resolver.</summary>
    public void Refuse(string id, string code, string text)
    {
        DnsblZone zone = Lists[id];
        Behaviours.Zone(zone.Zone).Replies(new DnsblZone(zone.Zone, zone.Kinds).AnswerAll(code, text));
    }

    /// <summary>A list has no answer for anybody.</summary>
    public void Fail(string id) => Behaviours.Zone(Lists[id].Zone).RepliesCode(DnsResponseCode.ServerFailure);

    /// <summary>A list has lost its IPv6 addresses, the test entry among them.</summary>
    public void LoseIp6(string id)
    {
        DnsblZone zone = Lists[id];
        int labels = zone.Zone.Split('.').Length + 32;
        Behaviours.Zone(zone.Zone).Replies(q => q.Name.Split('.').Length == labels ? DnsReplyPlan.NxDomain(zone.Zone) : zone.Reply(q));
    }

    /// <summary>A list answers again.</summary>
    public void Recover(string id) => Behaviours.Zone(Lists[id]);

    /// <summary>A list lets a target go once it has been asked about it so many times.</summary>
    public void LetGoAfter(string id, string target, int questions)
    {
        DnsblZone zone = Lists[id];
        string reversed = string.Join('.', target.Split('.').Reverse()) + "." + zone.Zone;
        int seen = 0;
        Behaviours.Zone(zone.Zone).Replies(question =>
        {
            DnsReplyPlan plan = zone.Reply(question);
            if (question.Name == reversed && question.Type == DnsRecordType.A && Interlocked.Increment(ref seen) == questions)
            {
                zone.Delist(target);
            }

            return plan;
        });
    }

    /// <summary>Starts a mail server that takes everything, at an address of its own.</summary>
    /// <param name="place">The place that stands for it.</param>
    /// <param name="hostName">Its name, by which it greets and is shown.</param>
    /// <param name="address">Its address as it is shown.</param>
    /// <param name="user">The account that it asks for; null: it asks for none.</param>
    /// <param name="isIp6">Whether it listens on IPv6.</param>
    /// <param name="isRelay">Whether it is a relay, whose name the system's own resolver would have to know: its place is its address.</param>
    public LoopbackSmtpServer StartMail(string place, string hostName, string address, string? user = null, bool isIp6 = false, bool isRelay = false)
    {
        LoopbackSmtpServer server = LoopbackSmtpServer.Start(
            new SmtpBehaviours(hostName),
            new LoopbackSmtpOptions
            {
                Address = isIp6 ? IPAddress.IPv6Loopback : IPAddress.Parse("127.0.0." + (25 + _servers.Count).ToString(CultureInfo.InvariantCulture)),
                User = user,
                Password = user is null ? null : "any",
            });
        _servers.Add(server);
        string port = server.Port.ToString(CultureInfo.InvariantCulture);
        string listens = server.EndPoint.Address.ToString();
        Names.Address(hostName, listens);
        Places[place] = (isRelay ? listens : hostName) + ":" + port;
        Say(Places[place], hostName);
        Say("port " + port, "port 25");
        Say(listens + " [", hostName + " [");
        Say("[" + listens + "]", "[" + address + "]");
        if (isRelay)
        {
            Say(listens, hostName);
        }

        return server;
    }

    /// <summary>Starts a mailbox whose inbox has what the world's mail servers have taken.</summary>
    /// <param name="place">The place that stands for it.</param>
    /// <param name="hostName">Its server's name, as it is shown.</param>
    /// <param name="header">The fields that the receiving server puts on top.</param>
    /// <param name="junk">The messages of the junk folder.</param>
    public void StartMailbox(string place, string hostName, string[] header, string[] junk)
    {
        string top = string.Concat(header.Select(l => l + "\r\n"));
        string[] lines = [.. junk.Select(m => m.ReplaceLineEndings("\r\n"))];
        Open(place, hostName, LoopbackMailbox.Start(() => [.. Messages.Select(m => top + m.Text)], () => lines));
    }

    /// <summary>Starts a sender's mailbox, to which everything comes back that the world's mail servers have taken.</summary>
    /// <param name="place">The place that stands for it.</param>
    /// <param name="hostName">Its server's name, as it is shown.</param>
    /// <param name="template">The bounce, with <c>{0}</c> for the message.</param>
    public void StartBounces(string place, string hostName, string template)
    {
        string text = template.ReplaceLineEndings("\r\n");
        Open(place, hostName, LoopbackMailbox.Start(() => [.. Messages.Select(m => text.Replace("{0}", m.Text, StringComparison.Ordinal))]));
    }

    /// <summary>No list is paced: for what asks so many questions that it would take its time.</summary>
    public void Unpace() => File.WriteAllText(CatalogPath, CatalogZones.Unpaced());

    /// <summary>Time passes: a probe may be made again.</summary>
    public void Wait() => File.Delete(Path.Combine(_root.FullName, "user", "probes.txt"));

    private void Open(string place, string hostName, LoopbackMailbox mailbox)
    {
        _mailboxes.Add(mailbox);
        Places[place] = mailbox.ImapServer;
        Say(mailbox.ImapServer, hostName);
    }

    /// <summary>Text with the places filled in.</summary>
    internal string Fill(string text) => Places.Aggregate(text, (t, p) => t.Replace("{" + p.Key + "}", p.Value, StringComparison.Ordinal));

    /// <summary>Stops everything, and gives the process its environment back.</summary>
    public void Dispose()
    {
        foreach (IDisposable server in _servers)
        {
            server.Dispose();
        }

        foreach (IAsyncDisposable mailbox in _mailboxes)
        {
            Task.Run(async () => await mailbox.DisposeAsync()).GetAwaiter().GetResult();
        }

        _dns.Dispose();
        foreach (string name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Except(_environment.Keys, StringComparer.Ordinal))
        {
            Environment.SetEnvironmentVariable(name, null);
        }

        foreach ((string name, string value) in _environment)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        _root.Delete(recursive: true);
    }
}
