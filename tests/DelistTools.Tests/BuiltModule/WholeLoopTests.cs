using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>From the refusal to the inbox, on a real mail server, a real list and a real mailbox.</summary>
[Collection(ModuleCollection.Name)]
public sealed class WholeLoopTests : IDisposable
{
    private const string Zone = "zen.spamhaus.org";

    private const string Address = "127.0.0.5";

    private readonly CancellationTokenSource _guard = new(TimeSpan.FromSeconds(120));
    private readonly DirectoryInfo _zones = Directory.CreateTempSubdirectory("delisttools-zones-");

    public void Dispose()
    {
        _guard.Dispose();
        _zones.Delete(recursive: true);
    }

    [Fact]
    public async Task Listed_Probed_Planned_Delisted_ProbedAgain_FoundInTheInbox()
    {
        File.WriteAllText(Path.Combine(_zones.FullName, "zen"), Entries(Address));
        await using RbldnsdServer list = await RbldnsdServer.StartAsync(
            new RbldnsdOptions { ZonesFolder = _zones.FullName, ZoneSpecifications = [Zone + ":ip4set:zen"] }, _guard.Token);
        await using DovecotServer dovecot = await DovecotServer.StartAsync(cancellationToken: _guard.Token);
        await using PostfixServer postfix = await PostfixServer.StartAsync(
            new PostfixOptions { NameServer = list.EndPoint, DnsLists = [Zone], Lmtp = new IPEndPoint(IPAddress.Loopback, dovecot.LmtpPort) }, _guard.Token);
        DnsBehaviours names = new();
        names.Zone(new DnsTable("").Mx("sender.internal", 10, "mail.sender.internal"));
        using LoopbackDnsServer dns = LoopbackDnsServer.Start(names);
        using ModuleSession session = new();
        (string, object)[] variables =
        [
            ("mx", postfix.MailServer), ("dns", dns.NameServer), ("imap", "127.0.0.1:" + dovecot.ImapPort), ("local", Address),
            ("account", new PSCredential("tom@lab.test", new NetworkCredential("", DovecotServer.Password).SecurePassword)),
        ];
        const string Probe = "Send-ProbeMail tom@lab.test a@sender.internal -HelloName mail.sender.internal -MailExchanger $mx -LocalAddress $local -NameServer $dns -Confirm:$false ";

        // Postfix refuses, the probe names the list, and the plan leads to it.
        ModuleSession.Outcome refused = session.Run("$probe = " + Probe + "; $probe; $probe | Get-DelistingRoute", variables).AssertNoErrors();
        Assert.Equal("Refused", refused.Output[0].Properties["Outcome"].Value.ToString());
        Assert.Equal("spamhaus-zen", ((PSObject)PSObject.AsPSObject(refused.Output[0].Properties["Refusal"].Value)).Properties["Blocklist"].Value);
        Assert.Contains("spamhaus-zen", (IEnumerable<string>)refused.Output[1].Properties["For"].Value);
        Assert.Contains("spamhaus", refused.Output[1].ToString(), StringComparison.OrdinalIgnoreCase);

        // The entry is removed. The list reads its zone when it is told to, and is asked until it has.
        await list.RewriteAsync("zen", Entries("127.0.0.99"), _guard.Token);
        while (session.Run("(" + Probe + "-Until Recipient).Outcome", variables).AssertNoErrors().Output[0].ToString() == "Refused")
        {
            _guard.Token.ThrowIfCancellationRequested();
        }

        // The probe is accepted, and the message is in the inbox.
        ModuleSession.Outcome taken = session.Run(
            "$probe = " + Probe + "; $probe; $probe | Receive-ProbeMail -ImapServer $imap -Credential $account -SkipCertificateCheck -WaitSeconds 60", variables).AssertNoErrors();
        Assert.Equal("Accepted", taken.Output[0].Properties["Outcome"].Value.ToString());
        Assert.Equal(true, taken.Output[1].Properties["Found"].Value);
        Assert.Equal("INBOX", taken.Output[1].Properties["Folder"].Value);
        Assert.Equal(false, taken.Output[1].Properties["IsJunk"].Value);
    }

    private static string Entries(string listed) => "$TTL 1\n:127.0.0.2:https://www.spamhaus.org/query/ip/$\n" + listed + "\n";
}
