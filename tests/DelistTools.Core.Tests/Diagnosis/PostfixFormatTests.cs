using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class PostfixFormatTests
{
    [Fact]
    public void Find_LogLine_HasRecipientHostAndStage()
    {
        MailRefusal refusal = Diagnoses.Single(
            "Nov 20 10:11:12 mail postfix/smtp[123]: 4F1A2: to=<b@contoso.com>, orig_to=<c@example.org>, relay=contoso-com.mail.protection.outlook.com[52.101.0.1]:25, "
            + "delay=1, dsn=5.7.606, status=bounced (host contoso-com.mail.protection.outlook.com[52.101.0.1] said: 550 5.7.606 Access denied, "
            + "banned sending IP [192.0.2.45]. To request removal from this list please visit https://sender.office.com/ and follow the directions. AS(1430) (in reply to RCPT TO command))");

        Assert.Equal(("b@contoso.com", "microsoft-365", "exchange-banned-ip"), (refusal.Recipient, refusal.Provider, refusal.RuleId));
        Assert.Equal(("contoso-com.mail.protection.outlook.com", "52.101.0.1"), (refusal.RemoteMta, refusal.RemoteAddress));
        Assert.Equal((SmtpStage.Recipient, "192.0.2.45", "https://sender.office.com/"), (refusal.Stage, refusal.RefusedAddress, refusal.RouteUrl));
        Assert.EndsWith("AS(1430)", refusal.ReplyText, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Find_FoldedBounce_IsUnfolded()
    {
        MailRefusal refusal = Diagnoses.Single(
            "<b@gmail.com>: host gmail-smtp-in.l.google.com[142.250.0.26] said:\n"
            + "    550-5.7.25 [192.0.2.202] The IP address sending this message does not have a\n"
            + "    550-5.7.25 PTR record setup, or the corresponding forward DNS entry does not\n"
            + "    550 5.7.25 point to the sending IP. (in reply to end of DATA command)\n\nReporting-MTA: dns; mail.example.org\n");

        Assert.Equal(("b@gmail.com", SmtpStage.Data, "gmail-reverse-dns"), (refusal.Recipient, refusal.Stage, refusal.RuleId));
        Assert.DoesNotContain("550-", refusal.ReplyText, System.StringComparison.Ordinal);
        Assert.Equal("Postfix", refusal.SourceFormat);
    }

    [Fact]
    public void Find_RefusedToTalk_IsARefusalAtTheGreetingWhateverTheStatusSays()
    {
        MailRefusal refusal = Diagnoses.Single(
            "Nov 20 10:11:12 mail postfix/smtp[123]: 4F1A2: to=<b@t-online.de>, relay=none, delay=9, dsn=4.0.0, status=deferred "
            + "(host mx01.t-online.de[194.25.134.8] refused to talk to me: 554 IP=192.0.2.1 - A problem occurred. (Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify.) (BL))");

        Assert.Equal((SmtpStage.Connect, true, "tonline-listed"), (refusal.Stage, refusal.IsPermanent, refusal.RuleId));
        Assert.Equal("tosa@rx.t-online.de", refusal.RouteMail);
        Assert.EndsWith("(BL)", refusal.ReplyText, System.StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LineThatWasTaken_IsNoRefusal() => Assert.Empty(Diagnoses.Read(
        "Nov 20 10:11:12 mail postfix/lmtp[123]: 4F1A2: to=<b@example.org>, status=sent (host mail[private/lmtp] said: 250 2.0.0 Saved)"));

    [Fact]
    public void Find_SeveralLines_AreOneRefusalEach() => Assert.Equal(
        ["a@example.net", "b@example.net"],
        Diagnoses.Read(
            "x: to=<a@example.net>, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.1.1 no (in reply to RCPT TO command))\n"
            + "x: to=<b@example.net>, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.1.1 no (in reply to RCPT TO command))").Select(r => r.Recipient));

    [Fact]
    public void Find_IndentedLogLines_AreOneRefusalEach() => Assert.Equal(
        ["a@example.net", "b@example.net", "c@example.net"],
        Diagnoses.Read(
            "  x: to=<a@example.net>, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.1.1 no (in reply to RCPT TO command))\n"
            + "  x: to=<b@example.net>, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.1.1 no (in reply to RCPT TO command))\n"
            + "  <c@example.net>: host mx.example.net[203.0.113.9] said: 550 5.1.1\n    no (in reply to RCPT TO command)\n").Select(r => r.Recipient));

    [Fact]
    public void Find_WhatWasSaidToACheckOfAnAddress_IsNotWhatIsRefused()
    {
        const string Reply = "450 4.1.7 <a@example.org>: Sender address rejected: unverified address: host mx.example.org[198.51.100.7] said: "
            + "554 5.7.1 Service unavailable; Client host [203.0.113.5] blocked using zen.spamhaus.org";
        foreach (string text in new[] { Reply, "x: to=<b@example.net>, status=deferred (host mx.example.net[203.0.113.9] said: " + Reply + " (in reply to RCPT TO command))" })
        {
            MailRefusal refusal = Diagnoses.Single(text);

            Assert.Equal((RefusalCause.Greylisted, 450, null, null), (refusal.Cause, refusal.ReplyCode, refusal.RefusedAddress, refusal.Blocklist));
            Assert.EndsWith("zen.spamhaus.org", refusal.ReplyText, System.StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("mail postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[203.0.113.77]: 554 5.7.1 Service unavailable; Client host [203.0.113.77] blocked using zen.spamhaus.org; from=<x@example.com>")]
    [InlineData("mail postfix/postscreen[1]: NOQUEUE: reject: RCPT from [203.0.113.77]:3312: 550 5.7.1 Service unavailable; client [203.0.113.77] blocked using zen.spamhaus.org")]
    [InlineData("mail postfix/cleanup[1]: 4F1: milter-reject: END-OF-MESSAGE from mx.example.com[203.0.113.77]: 554 5.7.1 Spam message rejected")]
    [InlineData("mail postfix/smtp[1]: 4F1: to=<a@example.net>, relay=none, status=deferred (connect to mx.example.net[203.0.113.9]:25: Connection refused)")]
    [InlineData("mail postfix/smtp[1]: 4F1: to=<a@example.net>, relay=mx.example.net[203.0.113.9]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4F1A2)")]
    [InlineData("mail postfix/qmgr[1]: 4F1: from=<a@example.org>, size=550, nrcpt=1 (queue active)")]
    [InlineData("2026-11-20 10:11:12 H=(z) [203.0.113.77] F=<x@example.com> rejected RCPT <me@example.org>: 554 5.7.1 203.0.113.77 is listed at zen.spamhaus.org")]
    [InlineData("mail sm-mta[1]: ruleset=check_relay, relay=[203.0.113.77], reject=554 5.7.1 203.0.113.77 is listed at zen.spamhaus.org")]
    public void Read_LogLineThatRefusesNothingOfOurs_HasNoRefusal(string line) => Assert.Empty(Diagnoses.Read("Nov 20 10:11:12 " + line));
}
