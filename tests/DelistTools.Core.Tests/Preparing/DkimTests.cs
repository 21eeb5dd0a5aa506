using System;
using System.Collections.Generic;
using System.Security.Cryptography;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class DkimTests
{
    private const string Name = "s1._domainkey.newserver.example";

    private readonly FakeTransport _dns = new();

    public static TheoryData<string, string, string> Records() => new()
    {
        { "v=DKIM1; k=rsa; p=" + Rsa(2048), "Pass", "2048 bits" },
        { "p=" + Rsa(2048), "Pass", "2048 bits" },
        { "v=DKIM1; p=" + BareRsa(2048), "Pass", "2048 bits" },
        { "v=DKIM1;k=rsa;t=s;p=" + Rsa(2048).Insert(100, " \t"), "Pass", "2048 bits" },
        { "v=DKIM1; h=sha1:sha256; s=email; n=notes; p=" + Rsa(2048) + ";", "Pass", "2048 bits" },
        { "v=DKIM1; p=" + Rsa(1024), "Warn", "2048 are advised" },
        { "v=DKIM1; t=y:s; p=" + Rsa(2048), "Warn", "t=y" },
        { "v=DKIM1; k=ed25519; p=" + Convert.ToBase64String(new byte[32]), "Warn", "Ed25519" },
        { "v=DKIM1; p=" + Rsa(512), "Fail", "512 bits" },
        { "v=DKIM1; p=", "Fail", "revoked" },
        { "v=DKIM1; k=rsa", "Fail", "no key" },
        { "v=DKIM2; p=" + Rsa(2048), "Fail", "DKIM2" },
        { "k=rsa; v=DKIM1; p=" + Rsa(2048), "Fail", "come first" },
        { "v=DKIM1; k=dsa; p=" + Rsa(2048), "Fail", "'dsa'" },
        { "v=DKIM1; k=ed25519; p=" + Rsa(2048), "Fail", "not 32" },
        { "v=DKIM1; h=sha1; p=" + Rsa(2048), "Fail", "sha1" },
        { "v=DKIM1; s=other; p=" + Rsa(2048), "Fail", "s=other" },
        { "v=DKIM1; p=\"" + Rsa(2048) + "\"", "Fail", "quotation mark" },
        { "v=DKIM1; p=" + Rsa(2048)[..200], "Fail", "missing" },
        { "v=DKIM1; p=AAAA", "Fail", "RSA key" },
        { "v=DKIM1; p=" + Rsa(2048) + "; p=" + Rsa(2048), "Fail", "twice" },
        { "v=DKIM1; =; p=" + Rsa(2048), "Fail", "no name of a tag" },
    };

    [Theory]
    [MemberData(nameof(Records))]
    public async Task RunAsync_Record_IsReadByTheStandard(string record, string status, string found)
    {
        _dns.Txt(Name, record);

        ReadinessCheck check = await RunAsync();

        Assert.Equal(status, check.Status.ToString());
        Assert.Contains(found, check.Found, StringComparison.Ordinal);
        Assert.Equal(Name, check.Target);
    }

    [Fact]
    public async Task RunAsync_NoRecord_FailsWithTheNameToPublish()
    {
        ReadinessCheck check = await RunAsync();

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.StartsWith(Name + ". IN TXT \"v=DKIM1;", check.Record, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_SomethingElse_FailsAndShowsIt()
    {
        _dns.Txt(Name, "hello\u001b[2J");

        ReadinessCheck check = await RunAsync();

        Assert.Equal(ReadinessStatus.Fail, check.Status);
        Assert.Contains("hello", check.Found, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', check.Found);
    }

    [Fact]
    public async Task RunAsync_TwoKeys_Fails()
    {
        _dns.Txt(Name, "v=DKIM1; p=" + Rsa(2048), "v=DKIM1; p=");

        Assert.Equal(ReadinessStatus.Fail, (await RunAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_LookupFails_IsUnknown()
    {
        _dns.On(Name, DnsRecordKind.Txt, Reply.Timeout);

        Assert.Equal(ReadinessStatus.Unknown, (await RunAsync()).Status);
    }

    [Fact]
    public async Task RunAsync_NoSelector_IsUnknownUnlessNothingIsThere()
    {
        Assert.Equal(ReadinessStatus.Warn, (await RunAsync(selector: null)).Status);

        _dns.On("_domainkey.newserver.example", DnsRecordKind.Txt, Reply.NoData);
        ReadinessCheck check = await RunAsync(selector: null);
        Assert.Equal(ReadinessStatus.Unknown, check.Status);
        Assert.Contains("-DkimSelector", check.Fix, StringComparison.Ordinal);
    }

    [Fact]
    public void RsaBits_AnyOctets_NeverThrows()
    {
        Random random = new(20261128);
        byte[] key = Convert.FromBase64String(Rsa(2048));
        for (int i = 0; i < 20_000; i++)
        {
            byte[] octets = (byte[])key.Clone();
            for (int j = 0; j < 1 + (i % 8); j++)
            {
                octets[random.Next(Math.Min(octets.Length, 40))] = (byte)random.Next(256);
            }

            Array.Resize(ref octets, random.Next(octets.Length + 1));
            _ = Mail.DkimPublicKey.RsaBits(octets);
        }
    }

    private async Task<ReadinessCheck> RunAsync(string? selector = "s1") => await Checks.OneAsync(
        _dns, CheckTopics.Dkim, Checks.Sender(address: null, selectors: selector is null ? [] : [selector]));

    private static readonly Dictionary<int, RSA> Keys = [];

    private static string Rsa(int bits) => Convert.ToBase64String(Key(bits).ExportSubjectPublicKeyInfo());

    private static string BareRsa(int bits) => Convert.ToBase64String(Key(bits).ExportRSAPublicKey());

    private static RSA Key(int bits)
    {
        lock (Keys)
        {
            return Keys.TryGetValue(bits, out RSA? key) ? key : Keys[bits] = RSA.Create(bits);
        }
    }
}
