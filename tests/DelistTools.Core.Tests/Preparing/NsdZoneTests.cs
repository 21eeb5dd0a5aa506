using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Lab;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>A sender in order, and one that is not, in zones of a real name server: long keys over TCP, wildcards, empty names.</summary>
public sealed class NsdZoneTests
{
    private const string Six = "2001:db8::25";

    [Fact]
    public async Task RunAsync_SenderInOrder_PassesAll()
    {
        using RSA rsa = RSA.Create(4096);
        string key = Convert.ToBase64String(rsa.ExportSubjectPublicKeyInfo());
        string strings = string.Join(" ", Enumerable.Range(0, (key.Length / 200) + 1).Select(i => "\"" + key[(i * 200)..Math.Min(key.Length, (i + 1) * 200)] + "\""));
        await using NsdServer nsd = await NsdServer.StartAsync(new Dictionary<string, string>
        {
            ["."] = $"""
                newserver.example. IN MX 10 mail.newserver.example.
                newserver.example. IN TXT "v=spf1 mx -all"
                newserver.example. IN TXT "another-service=1"
                mail.newserver.example. IN A 203.0.113.25
                mail.newserver.example. IN AAAA {Six}
                mail.newserver.example. IN TXT "v=spf1 a -all"
                25.113.0.203.in-addr.arpa. IN PTR mail.newserver.example.
                {QuestionName.Reverse(IPAddress.Parse(Six))}. IN PTR Mail.NewServer.Example.
                s1._domainkey.newserver.example. IN TXT "v=DKIM1; k=rsa; p=" {strings}
                _dmarc.newserver.example. IN TXT "v=DMARC1; p=none; rua=mailto:postmaster@newserver.example"
                _mta-sts.newserver.example. IN TXT "v=STSv1; id=1;"
                mta-sts.newserver.example. IN CNAME mail.newserver.example.
                _smtp._tls.newserver.example. IN TXT "v=TLSRPTv1; rua=mailto:postmaster@newserver.example"

                """,
        });

        IReadOnlyList<ReadinessCheck> checks = await RunAsync(nsd, Checks.Sender(selectors: "s1"));

        Assert.All(checks, c => Assert.True(c.Status == ReadinessStatus.Pass || c.Name == "RoleMailboxes", c + ": " + c.Found));
        Assert.Equal(
            CheckTopics.All.Select(t => t.Name).OrderBy(n => n, StringComparer.Ordinal),
            checks.Select(c => c.Name).Distinct().OrderBy(n => n, StringComparer.Ordinal));
        Assert.Equal(["203.0.113.25", Six], checks.Where(c => c.Name == "PtrForward").Select(c => c.Target));
        Assert.Contains("4096 bits", checks.Single(c => c.Name == "Dkim").Found, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_FreshServer_FailsWhatIsMissing()
    {
        await using NsdServer nsd = await NsdServer.StartAsync(new Dictionary<string, string>
        {
            ["."] = """
                newserver.example. IN A 203.0.113.80
                25.113.0.203.in-addr.arpa. IN PTR 25.113.0.203.static.hoster.example.
                *.static.hoster.example. IN A 203.0.113.1

                """,
        });

        Dictionary<string, ReadinessStatus> found = (await RunAsync(nsd, Checks.Sender())).ToDictionary(c => c.Name, c => c.Status);

        Assert.Equal(ReadinessStatus.Pass, found["PtrRecord"]);
        Assert.Equal(ReadinessStatus.Fail, found["PtrName"]);
        Assert.Equal(ReadinessStatus.Fail, found["PtrForward"]);
        Assert.Equal(ReadinessStatus.Fail, found["HelloName"]);
        Assert.Equal(ReadinessStatus.Warn, found["SenderDomain"]);
        Assert.Equal(ReadinessStatus.Warn, found["Dkim"]);
        Assert.Equal(ReadinessStatus.Fail, found["Dmarc"]);
        Assert.Equal(ReadinessStatus.NotUsed, found["MtaSts"]);
    }

    [Fact]
    public async Task RunAsync_ServerRefuses_ClaimsNothing()
    {
        await using NsdServer nsd = await NsdServer.StartAsync(new Dictionary<string, string>());

        IReadOnlyList<ReadinessCheck> checks = await RunAsync(nsd, Checks.Sender(selectors: "s1"));

        Assert.All(checks.Where(c => c.Name != "DmarcAlignment"), c => Assert.True(c.Status == ReadinessStatus.Unknown, c + ": " + c.Found));
    }

    private static async Task<IReadOnlyList<ReadinessCheck>> RunAsync(NsdServer nsd, ReadinessSubject subject)
    {
        List<ReadinessCheck> checks = [];
        ReadinessRun run = new(new DnsClientTransport(nsd.EndPoint, TimeSpan.FromSeconds(10)), Checks.GenericNames, ShippedProviders.Current);
        await run.RunAsync(subject, checks.Add, CancellationToken.None);
        return checks;
    }
}
