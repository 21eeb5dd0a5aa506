using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Text.Json;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Lab.Tests;

public sealed class ModelCaseLabTests : IDisposable
{
    private readonly ModelCaseLab _lab = ModelCaseLab.Start();
    private readonly WireClient _client;

    public ModelCaseLabTests() => _client = new WireClient(IPEndPoint.Parse(_lab.NameServer));

    public void Dispose()
    {
        _client.Dispose();
        _lab.Dispose();
        Assert.Empty(_lab.Dns.Failures);
        Assert.Empty(_lab.Smtp.Failures);
    }

    [Fact]
    public void SendMail_WhileThePrivateListHasTheServer_BouncesAsHotmailDid()
    {
        var refused = _lab.SendMail("tom@newserver.internal", "someone@hotmail.com");

        Assert.False(refused.IsDelivered);
        var lines = refused.Bounce!.Split('\n');
        Assert.Equal("  someone@hotmail.com", lines[0]);
        Assert.Equal("    host hotmail-com.olc.protection.outlook.com [127.0.0.1]", lines[1]);
        Assert.Matches("^    SMTP error from remote mail server after MAIL FROM:<tom@newserver\\.internal> SIZE=[0-9]+:$", lines[2]);
        Assert.StartsWith("    550 OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren't sent.", lines[3], StringComparison.Ordinal);
        Assert.Equal("    " + refused.Reply, lines[3]);
        Assert.Empty(_lab.Smtp.Messages);
    }

    [Fact]
    public void SendMail_AfterTheRequestForRemoval_IsDelivered()
    {
        Assert.True(_lab.Symantec.IsListed(_lab.NewServer));
        Assert.True(_lab.Symantec.RequestRemoval(_lab.NewServer));
        Assert.False(_lab.Symantec.IsListed(_lab.NewServer));
        Assert.False(_lab.Symantec.RequestRemoval(_lab.NewServer));

        var sent = _lab.SendMail("tom@newserver.internal", "someone@hotmail.com");

        Assert.True(sent.IsDelivered);
        Assert.StartsWith("delivered: 250 ", sent.ToString(), StringComparison.Ordinal);
        var message = Assert.Single(_lab.Smtp.Messages);
        Assert.Equal("tom@newserver.internal", message.Sender);
        Assert.Equal(["someone@hotmail.com"], message.Recipients);
    }

    [Fact]
    public async Task Ask_Hotmail_LeadsToTheLabsServer()
    {
        var exchanger = (await _client.AskAsync("hotmail.com", DnsRecordType.Mx)).Answers.Single().Target;

        Assert.Equal(ModelCaseLab.HotmailExchanger, exchanger);
        Assert.Equal(["127.0.0.1"], (await _client.AskAsync(exchanger!)).Texts(DnsRecordType.A));
    }

    [Theory]
    [InlineData("zen.spamhaus.org", "127.0.0.2 127.0.0.4 127.0.0.10")]
    [InlineData("sbl.spamhaus.org", "127.0.0.2")]
    [InlineData("xbl.spamhaus.org", "127.0.0.4")]
    [InlineData("pbl.spamhaus.org", "127.0.0.10")]
    [InlineData("zen.lab.test", "127.0.0.2")]
    public async Task Ask_HealthyZone_HasItsTestEntriesAndNotTheNewServer(string zone, string codes)
    {
        Assert.Equal(codes, string.Join(' ', (await _client.AskAsync("2.0.0.127." + zone)).Texts(DnsRecordType.A)));
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("1.0.0.127." + zone)).Rcode);
        Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync("25.113.0.203." + zone)).Rcode);
    }

    [Fact]
    public async Task Delist_SecondServer_IsOnNoListAnyMore()
    {
        string[] names = ["70.113.0.203.zen.lab.test", "70.113.0.203.range.lab.test", "70.113.0.203.rep.lab.test"];
        foreach (var name in names)
        {
            var listing = Assert.Single((await _client.AskAsync(name)).Answers);
            Assert.Equal(0, listing.Ttl);
        }

        Assert.True(_lab.Delist(_lab.SecondServer));
        Assert.False(_lab.Delist(_lab.SecondServer));

        foreach (var name in names.Append("90.113.0.203.range.lab.test"))
        {
            Assert.Equal(DnsResponseCode.NxDomain, (await _client.AskAsync(name)).Rcode);
        }

        Assert.Single((await _client.AskAsync("10.2.0.192.zen.lab.test")).Answers);
    }

    [Fact]
    public async Task CatalogPath_Lists_AreTheHealthyOnesAndAllAnswer()
    {
        using var catalogue = JsonDocument.Parse(await File.ReadAllTextAsync(_lab.CatalogPath));
        var entries = catalogue.RootElement.GetProperty("blocklists").EnumerateArray().ToList();

        Assert.Equal(LabZones.HealthyIds.Order(), entries.Select(e => e.GetProperty("id").GetString()).Order());
        foreach (var entry in entries.Where(e => e.GetProperty("id").GetString() != "lab-domains"))
        {
            Assert.NotEmpty((await _client.AskAsync("2.0.0.127." + entry.GetProperty("zone").GetString())).Answers);
        }
    }

    [Fact]
    public void Dispose_Started_DeletesTheOverlay()
    {
        var lab = ModelCaseLab.Start();
        Assert.True(File.Exists(lab.CatalogPath));

        lab.Dispose();

        Assert.False(Directory.Exists(Path.GetDirectoryName(lab.CatalogPath)));
    }
}
