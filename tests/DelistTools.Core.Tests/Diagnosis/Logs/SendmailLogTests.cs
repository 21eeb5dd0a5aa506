using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SendmailLogTests
{
    private const string From = "Nov 20 10:11:11 mail sm-mta[12]: 4AK9BBxx012345: from=<a@example.org>, size=900, class=0, nrcpts=2, msgid=<m1@example.org>, proto=ESMTP, daemon=MTA, relay=web.example.org [10.0.0.1]\n";

    private const string To = "Nov 20 10:11:12 mail sm-mta[12]: 4AK9BBxx012345: to=<b@example.net>, ctladdr=<c@example.org> (1000/1000), delay=00:00:01, xdelay=00:00:01, mailer=esmtp, pri=120900, ";

    [Theory]
    [InlineData("relay=mx.example.net. [203.0.113.9], dsn=5.7.1, reply=550 5.7.1 no, not you, stat=Service unavailable", "mx.example.net", "203.0.113.9", "550 5.7.1 no, not you", "5.7.1", DeliveryAction.Failed)]
    [InlineData("relay=mx.example.net. [203.0.113.9], dsn=5.1.1, stat=User unknown", "mx.example.net", "203.0.113.9", "User unknown", "5.1.1", DeliveryAction.Failed)]
    [InlineData("relay=mx.example.net. [203.0.113.9], dsn=4.7.1, stat=Deferred: 451 4.7.1 Greylisted, come back", "mx.example.net", "203.0.113.9", "451 4.7.1 Greylisted, come back", "4.7.1", DeliveryAction.Delayed)]
    [InlineData("relay=[203.0.113.9] [203.0.113.9], dsn=4.0.0, stat=Deferred: Connection timed out with mx.example.net.", null, "203.0.113.9", "Connection timed out with mx.example.net.", "4.0.0", DeliveryAction.Delayed)]
    [InlineData("relay=example.net, dsn=5.1.2, stat=Host unknown (Name server: example.net: host not found)", "example.net", null, "Host unknown (Name server: example.net: host not found)", "5.1.2", DeliveryAction.Failed)]
    [InlineData("relay=mx.example.net. [203.0.113.9], dsn=, stat=Service unavailable", "mx.example.net", "203.0.113.9", "Service unavailable", "", DeliveryAction.Failed)]
    public void Read_Failure_HasAllThatItTells(string rest, string? host, string? address, string reply, string status, DeliveryAction action)
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(From + To + rest + "\n"));

        Assert.Equal((host, address, reply, status, action), (refusal.RemoteMta, refusal.RemoteAddress, refusal.Reply, refusal.Status, refusal.Action));
        Assert.Equal(("Sendmail", "b@example.net", "a@example.org", "m1@example.org"), (refusal.Format, refusal.Recipient, refusal.Sender, refusal.MessageId));
        Assert.Equal(("mail", "4AK9BBxx012345", new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.FromHours(1))), (refusal.ReportedBy, refusal.QueueId, refusal.At));
    }

    [Fact]
    public void Read_SeveralRecipients_AreOneRefusalEach()
    {
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(
            "Nov 20 10:11:12 mail sendmail[12]: 4AK9BBxx012345: to=<b@example.net>,<c@example.net>,d@example.net, ctladdr=<a@example.org> (0/0), delay=00:00:01, relay=mx.example.net. [203.0.113.9], dsn=5.0.0, stat=Service unavailable\n");

        Assert.Equal(["b@example.net", "c@example.net", "d@example.net"], refusals.Select(r => r.Recipient));
        Assert.All(refusals, r => Assert.Equal("a@example.org", r.Sender));
    }

    [Theory]
    [InlineData("relay=mx.example.net. [203.0.113.9], dsn=2.0.0, stat=Sent (ok)")]
    [InlineData("relay=mx.example.net. [203.0.113.9], dsn=2.0.0, stat=Message accepted")]
    [InlineData("stat=queued")]
    public void Read_MailThatWasTaken_IsNoRefusal(string rest) => Assert.Empty(LogSamples.Read(From + To + rest + "\n"));

    [Theory]
    [InlineData("Nov 20 10:11:12 mail sm-mta[12]: 4AK9BBxx012345: Milter: to=<b@example.org>, reject=550 5.7.1 no, stat=x")]
    [InlineData("Nov 20 10:11:12 mail sm-mta[12]: 4AK9BBxx012345: ruleset=check_rcpt, arg1=<b@example.org>, relay=x.example.com [192.0.2.7], reject=553 5.3.0 listed")]
    public void Read_RefusalOfOthers_IsNone(string line) => Assert.Empty(LogSamples.Read(From + line + "\n"));
}
