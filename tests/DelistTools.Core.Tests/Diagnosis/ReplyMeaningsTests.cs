using System.Globalization;
using System.Linq;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What was remembered of a reply is only said again where all that decides is the same.</summary>
public sealed class ReplyMeaningsTests
{
    private readonly RefusalDiagnosis _diagnosis = Diagnoses.Over(Diagnoses.Shipped);

    [Fact]
    public void Diagnose_SameWordsToAnotherRecipient_MailIsNotTheRecipients()
    {
        const string Reply = "550 5.7.1 Your IP 192.0.2.4 is blocked. For help contact postmaster@example.net";
        Assert.Equal("postmaster@example.net", Mail("bob@example.net"));
        Assert.Null(Mail("postmaster@example.net"));
        Assert.Equal("postmaster@example.net", Mail("bob@example.net"));

        string? Mail(string recipient) => _diagnosis.Diagnose(new FoundRefusal { Format = "Test", Reply = Reply, Recipient = recipient }).RouteMail;
    }

    [Fact]
    public void Diagnose_SameWordsOfAnotherHost_HostsOwnAddressIsNeverTheRefusedOne()
    {
        const string Reply = "550 5.7.1 Service unavailable; 192.0.2.4 is on our block list";
        Assert.Equal("192.0.2.4", Address("198.51.100.1"));
        Assert.Null(Address("192.0.2.4"));
        Assert.Equal("192.0.2.4", Address(null));

        string? Address(string? remote) => _diagnosis.Diagnose(new FoundRefusal { Format = "Test", Reply = Reply, RemoteAddress = remote }).RefusedAddress;
    }

    [Fact]
    public void Diagnose_SameWordsOfAnotherProvider_ProvidersOwnSignatureDecides()
    {
        string host = Diagnoses.HostOf("microsoft-365")!;
        Assert.Null(Rule("mx.example.net"));
        Assert.Equal("exchange-tenant", Rule(host));
        Assert.Null(Rule("mx.example.net"));

        string? Rule(string host) => _diagnosis.Diagnose(new FoundRefusal { Format = "Test", Reply = "550 5.7.705 Not here", RemoteMta = host }).RuleId;
    }

    [Fact]
    public void Diagnose_SameWordsAfterManyOthers_MeanTheSame()
    {
        string[] replies = [.. Enumerable.Range(0, 3_000).Select(i => "554 5.7.1 Client host [192.0.2." + (i % 200) + "] blocked using zen.spamhaus.org; session " + i)];
        Assert.All(replies.Concat(replies), r => Assert.Equal(
            "192.0.2." + (int.Parse(r[(r.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture) % 200),
            _diagnosis.Diagnose(new FoundRefusal { Format = "Test", Reply = r }).RefusedAddress));
    }
}
