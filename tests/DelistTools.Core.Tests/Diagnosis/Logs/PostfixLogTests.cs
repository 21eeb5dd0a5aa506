using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class PostfixLogTests
{
    private const string Head = "Nov 20 10:11:12 mail postfix/smtp[123]: 4F1A2B3C4D: to=<b@example.net>, ";

    private const string Relay = "relay=mx.example.net[203.0.113.9]:25, delay=1.2, delays=0.1/0/0.5/0.6, dsn=5.7.1, status=bounced ";

    [Fact]
    public void Read_BouncedLine_HasAllThatItTells()
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            Head + "orig_to=<c@example.org>, " + Relay
            + "(host mx.example.net[203.0.113.9] said: 550 5.7.1 Blocked (see https://example.net/b) (in reply to RCPT TO command))\n"));

        Assert.Equal(("Postfix", "b@example.net", "mail", "4F1A2B3C4D"), (refusal.Format, refusal.Recipient, refusal.ReportedBy, refusal.QueueId));
        Assert.Equal(("mx.example.net", "203.0.113.9", SmtpStage.Recipient), (refusal.RemoteMta, refusal.RemoteAddress, refusal.Stage));
        Assert.Equal(("550 5.7.1 Blocked (see https://example.net/b)", "5.7.1", DeliveryAction.Failed), (refusal.Reply, refusal.Status, refusal.Action));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.FromHours(1)), refusal.At);
        Assert.Null(refusal.Sender);
    }

    [Fact]
    public void Read_SoftBounce_IsKeptInTheQueue()
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            Head + Relay.Replace("status=bounced", "status=SOFTBOUNCE", StringComparison.Ordinal) + "(host mx.example.net[203.0.113.9] said: 550 5.7.1 no (in reply to RCPT TO command))\n"));

        Assert.Equal((DeliveryAction.Delayed, "550 5.7.1 no"), (refusal.Action, refusal.Reply));
    }

    [Fact]
    public void Read_LinesOfTheSameMessageBefore_GiveSenderAndMessageId()
    {
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(
            "Nov 20 10:11:11 mail postfix/cleanup[9]: 4F1A2B3C4D: message-id=<1.2@example.org>\n"
            + "Nov 20 10:11:11 mail postfix/cleanup[9]: 4zTvXq1Q2Gz9sJ: message-id=<1.3@example.org>\n"
            + "Nov 20 10:11:11 mail postfix/qmgr[8]: 4F1A2B3C4D: from=<a@example.org>, size=100, nrcpt=1 (queue active)\n"
            + "Nov 20 10:11:11 mail postfix/qmgr[8]: 4zTvXq1Q2Gz9sJ: from=<>, size=100, nrcpt=1 (queue active)\n"
            + Head + Relay + "(host mx.example.net[203.0.113.9] said: 550 no (in reply to MAIL FROM command))\n"
            + Head.Replace("4F1A2B3C4D", "4zTvXq1Q2Gz9sJ", StringComparison.Ordinal) + Relay + "(host mx.example.net[203.0.113.9] said: 550 no)\n"
            + Head.Replace("4F1A2B3C4D", "4zTvXq1Q2Gz9sK", StringComparison.Ordinal) + Relay + "(host mx.example.net[203.0.113.9] said: 550 no)\n");

        Assert.Equal(["a@example.org", "", null], refusals.Select(r => r.Sender));
        Assert.Equal(["1.2@example.org", "1.3@example.org", null], refusals.Select(r => r.MessageId));
    }

    [Theory]
    [InlineData("host mx.example.net[2001:db8::9] said: 421 4.7.0 later (in reply to end of DATA command)", "mx.example.net", "2001:db8::9", SmtpStage.Data, "421 4.7.0 later")]
    [InlineData("host mx.example.net[203.0.113.9]:2525 said: 550 no (in reply to EHLO command)", "mx.example.net", "203.0.113.9", SmtpStage.Hello, "550 no")]
    [InlineData("host mx.example.net[203.0.113.9] refused to talk to me: 554 IP listed (BL)", "mx.example.net", "203.0.113.9", SmtpStage.Connect, "554 IP listed (BL)")]
    [InlineData("delivery temporarily suspended: host mx.example.net[203.0.113.9] refused to talk to me: 421 busy", "mx.example.net", "203.0.113.9", SmtpStage.Connect, "421 busy")]
    [InlineData("SASL authentication failed; server relay.example.com[198.51.100.1] said: 535 5.7.8 bad password", "relay.example.com", "198.51.100.1", null, "535 5.7.8 bad password")]
    [InlineData("host mail.example.org[private/dovecot-lmtp] said: 552 5.2.2 <b@example.net> Quota exceeded (in reply to RCPT TO command)", "mail.example.org", null, SmtpStage.Recipient, "552 5.2.2 <b@example.net> Quota exceeded")]
    [InlineData("connect to mx2.example.net[198.51.100.7]:25: Connection timed out", "mx2.example.net", "198.51.100.7", SmtpStage.Connect, null)]
    [InlineData("delivery temporarily suspended: connect to mx2.example.net[198.51.100.7]:25: No route to host", "mx2.example.net", "198.51.100.7", SmtpStage.Connect, null)]
    [InlineData("lost connection with mx2.example.net[198.51.100.7] while receiving the initial server greeting", "mx2.example.net", "198.51.100.7", SmtpStage.Connect, null)]
    [InlineData("conversation with mx2.example.net[198.51.100.7] timed out while sending RCPT TO", "mx2.example.net", "198.51.100.7", SmtpStage.Recipient, null)]
    [InlineData("lost connection with mx2.example.net[198.51.100.7] while sending end of data -- message may be sent more than once", "mx2.example.net", "198.51.100.7", SmtpStage.Data, null)]
    [InlineData("TLS is required, but was not offered by host mx2.example.net[198.51.100.7]", "mx2.example.net", "198.51.100.7", SmtpStage.StartTls, null)]
    [InlineData("TLS is required, but host mx2.example.net[198.51.100.7] refused to start TLS: 454 4.7.0 no TLS", "mx2.example.net", "198.51.100.7", SmtpStage.StartTls, "454 4.7.0 no TLS")]
    [InlineData("Cannot start TLS: handshake failure", "mx.example.net", "203.0.113.9", SmtpStage.StartTls, null)]
    [InlineData("Server certificate not trusted", "mx.example.net", "203.0.113.9", SmtpStage.StartTls, null)]
    [InlineData("message size 30000000 exceeds size limit 20000000 of server mx2.example.net[198.51.100.7]", "mx2.example.net", "198.51.100.7", null, null)]
    public void Read_Reason_IsTakenApart(string reason, string host, string? address, SmtpStage? stage, string? reply)
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(Head + Relay + "(" + reason + ")\n"));

        Assert.Equal((host, address, stage, reply ?? reason), (refusal.RemoteMta, refusal.RemoteAddress, refusal.Stage, refusal.Reply));
    }

    [Theory]
    [InlineData("relay=none, delay=1, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=example.net type=MX: Host not found)")]
    [InlineData("relay=local, delay=1, dsn=5.1.1, status=bounced (unknown user: \"b\")")]
    [InlineData("relay=virtual, delay=1, dsn=5.1.1, status=bounced (unknown user: \"b@example.net\")")]
    [InlineData("relay=none, delay=1, dsn=5.4.6, status=bounced (mail for example.net loops back to myself)")]
    [InlineData("relay=spam, delay=1, dsn=4.3.0, status=deferred (temporary failure. Command output: cannot write )")]
    public void Read_FailureOfThisHost_NamesNoOther(string rest)
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(Head + rest + "\n"));

        Assert.Equal((null, null, "b@example.net"), (refusal.RemoteMta, refusal.RemoteAddress, refusal.Recipient));
        Assert.Equal(rest[(rest.IndexOf(" (", StringComparison.Ordinal) + 2)..^1], refusal.Reply);
    }

    [Theory]
    [InlineData("deferred", DeliveryAction.Delayed)]
    [InlineData("bounced", DeliveryAction.Failed)]
    [InlineData("expired", DeliveryAction.Failed)]
    [InlineData("undeliverable", null)]
    public void Read_Status_IsTheAction(string status, DeliveryAction? action) => Assert.Equal(
        action, Assert.Single(LogSamples.Read(Head + Relay.Replace("bounced", status, StringComparison.Ordinal) + "(host a.example.net[203.0.113.9] said: 450 no)\n")).Action);

    [Theory]
    [InlineData("Nov 20 10:11:12 mail postfix/smtp[1]: 4F1A2B3C4D: to=<b@example.net>, relay=mx.example.net[203.0.113.9]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok)")]
    [InlineData("Nov 20 10:11:12 mail postfix/smtp[1]: 4F1A2B3C4D: to=<b@example.net>, relay=mx.example.net[203.0.113.9]:25, dsn=2.0.0, status=deliverable (250 2.0.0 Ok)")]
    [InlineData("Nov 20 10:11:12 mail postfix/smtp[1]: 4F1A2B3C4D: host mx.example.net[203.0.113.9] said: 450 4.7.1 later (in reply to RCPT TO command)")]
    [InlineData("Nov 20 10:11:12 mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from x.example.com[192.0.2.1]: 554 5.7.1 blocked; from=<a@example.com> to=<b@example.net> proto=ESMTP helo=<x, status=bounced (>")]
    [InlineData("Nov 20 10:11:12 mail postfix/cleanup[1]: 4F1A2B3C4D: milter-reject: END-OF-MESSAGE from x.example.com[192.0.2.1]: 5.7.1 no; from=<a@example.com> to=<b@example.net> proto=ESMTP helo=<x>")]
    [InlineData("Nov 20 10:11:12 mail postfix/postscreen[1]: NOQUEUE: reject: RCPT from [192.0.2.1]:5: 550 5.7.1 blocked; from=<a@example.com>, to=<b@example.net>, proto=ESMTP, helo=<x>")]
    [InlineData("Nov 20 10:11:12 mail postfix/cleanup[1]: 4F1A2B3C4D: warning: header Subject: hello: to=<b@example.net>, dsn=5.1.1, status=bounced (host a[203.0.113.9] said: 550 no) from local")]
    public void Read_LineThatIsNoRefusalOfOurs_IsNone(string line) => Assert.Empty(LogSamples.Read(line + "\n"));

    [Fact]
    public void Read_MessageThatWasGivenUp_HasItsSender()
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            "Nov 20 10:11:12 mail postfix/qmgr[1]: 4F1A2B3C4D: from=<a@example.org>, status=expired, returned to sender\n"));

        Assert.Equal(("a@example.org", DeliveryAction.Failed, "expired, returned to sender", "4F1A2B3C4D"), (refusal.Sender, refusal.Action, refusal.Reply, refusal.QueueId));
    }

    [Theory]
    [InlineData("2026-11-20T10:11:12.345678+02:00 mail postfix/smtp[1]: ", "mail", "2026-11-20T10:11:12.345678+02:00")]
    [InlineData("2026-11-20T08:11:12Z mail postfix-out/smtp[1]: ", "mail", "2026-11-20T08:11:12Z")]
    [InlineData("<22>Nov 20 10:11:12 mail postfix/smtp[1]: ", "mail", "2026-11-20T10:11:12+01:00")]
    [InlineData("<22>1 2026-11-20T08:11:12Z mail.example.org postfix/smtp 1 - - ", "mail.example.org", "2026-11-20T08:11:12Z")]
    [InlineData("mailserver  | Nov 20 10:11:12 mail postfix/smtp[1]: ", "mail", "2026-11-20T10:11:12+01:00")]
    [InlineData("2026-11-20T08:11:12.5Z stdout F Nov 20 08:11:12 mail postfix/smtp[1]: ", "mail", "2026-11-20T08:11:12.5Z")]
    [InlineData("2026-11-20 10:11:12 mail postfix/smtp[1]: ", "mail", "2026-11-20T10:11:12+01:00")]
    [InlineData("Fri 2026-11-20 08:11:12 UTC mail postfix/smtp[1]: ", "mail", "2026-11-20T08:11:12Z")]
    [InlineData("Nov  2 10:11:12 mail postfix/smtp[1]: [ID 197553 mail.info] ", "mail", "2026-11-02T10:11:12+01:00")]
    [InlineData("Dec 31 23:59:60 mail postfix/smtp: ", "mail", "2025-12-31T23:59:59+01:00")]
    [InlineData("Feb 29 10:11:12 mail postfix/smtp[1]: ", "mail", "2024-02-29T10:11:12+01:00")]
    [InlineData("Nov 20 10:11:12 postfix/smtp[1]: ", null, "2026-11-20T10:11:12+01:00")]
    [InlineData("postfix/smtp[1]: ", null, null)]
    public void Read_Prefix_GivesHostAndTime(string prefix, string? host, string? at)
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            prefix + "4F1A2B3C4D: to=<b@example.net>, " + Relay + "(host mx.example.net[203.0.113.9] said: 550 no (in reply to RCPT TO command))\n"));

        Assert.Equal((host, at is null ? null : DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture)), (refusal.ReportedBy, refusal.At));
    }
}
