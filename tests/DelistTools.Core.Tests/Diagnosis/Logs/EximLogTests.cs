using System;
using System.Linq;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class EximLogTests
{
    private const string Arrival = "2026-11-20 10:11:10 1tABCD-000000001xY-1aBc <= a@example.org H=web.example.org [10.0.0.1] P=esmtp S=900 id=m1@example.org\n";

    [Theory]
    [InlineData("** b@example.net R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes DN=\"/C=XX: y/CN=mx\": SMTP error from remote mail server after RCPT TO:<b@example.net>: 550-5.7.1 Blocked\\n550 5.7.1 see https://example.net/", "b@example.net", "mx.example.net", "203.0.113.9", SmtpStage.Recipient, "550-5.7.1 Blocked\n550 5.7.1 see https://example.net/")]
    [InlineData("** b@example.net R=dnslookup T=remote_smtp: SMTP error from remote mail server after pipelined MAIL FROM:<a@example.org> SIZE=900: host mx.example.net [203.0.113.9]: 554 no", "b@example.net", "mx.example.net", "203.0.113.9", SmtpStage.MailFrom, "554 no")]
    [InlineData("** b@example.net R=dnslookup T=remote_smtp H=mx.example.net [2001:db8::9]: SMTP error from remote mail server after end of data: 554 no", "b@example.net", "mx.example.net", "2001:db8::9", SmtpStage.Data, "554 no")]
    [InlineData("** b@example.net: Unrouteable address", "b@example.net", null, null, null, "Unrouteable address")]
    [InlineData("** b@example.net <c@example.org> R=dnslookup T=remote_smtp: retry timeout exceeded", "b@example.net", null, null, null, "retry timeout exceeded")]
    [InlineData("** |/usr/bin/prog <c@example.org> R=userforward T=address_pipe: Child process failed", "c@example.org", null, null, null, "Child process failed")]
    [InlineData("** \"b c\"@example.net R=dnslookup: no host", "\"b c\"@example.net", null, null, null, "no host")]
    [InlineData("** b@example.net R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after initial connection", "b@example.net", "mx.example.net", "203.0.113.9", null, "SMTP error from remote mail server after initial connection")]
    public void Read_LineOfGivingUp_HasAllThatItTells(string rest, string recipient, string? host, string? address, SmtpStage? stage, string reply)
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(Arrival + "2026-11-20 10:11:12 1tABCD-000000001xY-1aBc " + rest + "\n"));

        Assert.Equal((recipient, host, address, stage, reply), (refusal.Recipient, refusal.RemoteMta, refusal.RemoteAddress, refusal.Stage, refusal.Reply));
        Assert.Equal(("Exim", DeliveryAction.Failed, "1tABCD-000000001xY-1aBc", null), (refusal.Format, refusal.Action, refusal.QueueId, refusal.ReportedBy));
        Assert.Equal(("a@example.org", "m1@example.org"), (refusal.Sender, refusal.MessageId));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.FromHours(1)), refusal.At);
    }

    [Theory]
    [InlineData("2026-11-20 10:11:12 1tABCD-0001xY-2Z ", null)]
    [InlineData("2026-11-20 10:11:12 [123] 1tABCD-0001xY-2Z ", null)]
    [InlineData("2026-11-20 10:11:12.000 +0100 [123] 1tABCD-0001xY-2Z ", null)]
    [InlineData("Nov 20 10:11:12 mail exim[123]: 1tABCD-0001xY-2Z ", "mail")]
    [InlineData("Nov 20 10:11:12 mail exim[123]: 2026-11-20 10:11:12 1tABCD-0001xY-2Z ", "mail")]
    public void Read_LineOfPuttingOff_WhateverStandsBefore_IsADelay(string prefix, string? host)
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            prefix + "== b@example.net R=dnslookup T=remote_smtp defer (-44) H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after RCPT TO:<b@example.net>: 451 4.7.1 later\n"));

        Assert.Equal((DeliveryAction.Delayed, "451 4.7.1 later", "mx.example.net", host), (refusal.Action, refusal.Reply, refusal.RemoteMta, refusal.ReportedBy));
        Assert.Equal(("1tABCD-0001xY-2Z", new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.FromHours(1))), (refusal.QueueId, refusal.At));
    }

    [Fact]
    public void Read_SenderInTheLine_Counts() => Assert.Equal("s@example.org", Assert.Single(LogSamples.Read(
        "2026-11-20 10:11:12 1tABCD-0001xY-2Z ** b@example.net F=<s@example.org> P=<s@example.org> R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after RCPT TO:<b@example.net>: 550 no\n")).Sender);

    [Fact]
    public void Read_BounceThatFails_HasAnEmptySender() => Assert.Equal("", Assert.Single(LogSamples.Read(
        "2026-11-20 10:11:10 1tABCD-0001xY-2Z <= <> R=1tABCC-0001xY-2Z U=exim P=local S=900\n2026-11-20 10:11:12 1tABCD-0001xY-2Z ** b@example.net: Unrouteable address\n")).Sender);

    [Theory]
    [InlineData("2026-11-20 10:11:12 1tABCD-0001xY-2Z => b@example.net R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9] C=\"250 = ok\"")]
    [InlineData("2026-11-20 10:11:12 1tABCD-0001xY-2Z H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after initial connection: 554 no")]
    [InlineData("2026-11-20 10:11:12 H=(x) [192.0.2.7] F=<a@example.com> rejected RCPT <b@example.org>: ** listed == by a list")]
    [InlineData("2026-11-20 10:11:12 1tABCD-0001xY-2Z Completed")]
    public void Read_LineThatIsNoRefusalOfOurs_IsNone(string line) => Assert.Empty(LogSamples.Read(Arrival + line + "\n"));
}
