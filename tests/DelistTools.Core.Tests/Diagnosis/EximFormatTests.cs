using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class EximFormatTests
{
    /// <summary>The model case, as its administrator published it: the address of the host is gone, that of the sender masked.</summary>
    internal const string Seed =
        "host mx4.hotmail.com []\n"
        + "SMTP error from remote mail server after MAIL FROM:<[email protected]> SIZE=1895:\n"
        + "550 OU-002 (COL004-MC3F9) Unfortunately, messages from 108.xxx.xxx.xxx weren't sent. Please contact your Internet service provider "
        + "since part of their network is on our block list. You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors.\n";

    private const string Bounce = """
        This message was created automatically by mail delivery software.

        A message that you sent could not be delivered to one or more of its
        recipients. This is a permanent error. The following address(es) failed:

          one@hotmail.com
            host mx1.hotmail.com [65.55.33.119]
            SMTP error from remote mail server after pipelined MAIL FROM:<me@example.org> SIZE=1895:
            550 SC-001 (BAY004-MC4F27) Unfortunately, messages from 192.0.2.7 weren't
            sent. Please contact your Internet service provider since part of their
            network is on our block list.
          two@example.net
            (generated from list@example.org)
            SMTP error from remote mail server after RCPT TO:<two@example.net>:
            host mx.example.net [203.0.113.9]: 550-5.7.25 The sending host has no
            550 5.7.25 PTR record
          three@nowhere.example
            Unrouteable address

        ------ This is a copy of the message, including all the headers. ------

        From: me@example.org
        Subject: not a refusal

        550 5.1.1 quoted from an older message
        """;

    [Fact]
    public void Find_ModelCase_IsARangeThatHotmailBlocks()
    {
        MailRefusal refusal = Diagnoses.Single(Seed);

        Assert.Equal(RefusalCause.RangeBlocked, refusal.Cause);
        Assert.True(refusal.IsAddressBlock);
        Assert.True(refusal.IsPermanent);
        Assert.Equal("outlook-ou-002", refusal.RuleId);
        Assert.Equal("microsoft-consumer", refusal.Provider);
        Assert.Equal("mx4.hotmail.com", refusal.RemoteMta);
        Assert.Null(refusal.RemoteAddress);
        Assert.Equal(SmtpStage.MailFrom, refusal.Stage);
        Assert.Equal((550, null), (refusal.ReplyCode, refusal.EnhancedCode));
        Assert.Null(refusal.RefusedAddress);
        Assert.Null(refusal.Recipient);
        Assert.Null(refusal.Sender);
        Assert.Equal("part of their network is on our block list", refusal.Evidence);
        Assert.Equal("http://mail.live.com/mail/troubleshooting.aspx#errors", refusal.RouteUrl);
        Assert.Equal("Exim", refusal.SourceFormat);
        Assert.StartsWith("550 OU-002 (COL004-MC3F9) Unfortunately", refusal.ReplyText, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_SeveralRecipients_AreOneRefusalEach()
    {
        IReadOnlyList<MailRefusal> refusals = Diagnoses.Read(Bounce);

        Assert.Equal(["one@hotmail.com", "two@example.net", "three@nowhere.example"], refusals.Select(r => r.Recipient));
        Assert.Equal(["outlook-sc-001", "generic-ptr", "generic-unrouteable"], refusals.Select(r => r.RuleId));
        Assert.Equal(["mx1.hotmail.com", "mx.example.net", null], refusals.Select(r => r.RemoteMta));
        Assert.Equal(["65.55.33.119", "203.0.113.9", null], refusals.Select(r => r.RemoteAddress));
        Assert.Equal([SmtpStage.MailFrom, SmtpStage.Recipient, null], refusals.Select(r => r.Stage));
        Assert.Equal(["me@example.org", null, null], refusals.Select(r => r.Sender));
        Assert.Equal(["192.0.2.7", null, null], refusals.Select(r => r.RefusedAddress));
        Assert.Equal("550 5.7.25 The sending host has no PTR record", refusals[1].ReplyText);
    }

    [Fact]
    public void Find_WindowsLineEnds_ReadTheSame() =>
        Assert.Equal(3, Diagnoses.Read(Bounce.Replace("\n", "\r\n", StringComparison.Ordinal)).Count);

    [Theory]
    [InlineData("initial connection", SmtpStage.Connect)]
    [InlineData("EHLO mail.example.org", SmtpStage.Hello)]
    [InlineData("STARTTLS", SmtpStage.StartTls)]
    [InlineData("MAIL FROM:<a@example.org>", SmtpStage.MailFrom)]
    [InlineData("pipelined MAIL FROM:<a@example.org> SIZE=12", SmtpStage.MailFrom)]
    [InlineData("RCPT TO:<b@example.net>", SmtpStage.Recipient)]
    [InlineData("DATA", SmtpStage.Data)]
    [InlineData("end of data", SmtpStage.Data)]
    [InlineData("pipelined end of data", SmtpStage.Data)]
    public void Find_StageInWords_IsTheStage(string words, SmtpStage stage) =>
        Assert.Equal(stage, Diagnoses.Single("  b@example.net\n    SMTP error from remote mail server after " + words + ":\n    550 no\n").Stage);

    [Fact]
    public void Find_OlderWordsWithTheHostAfterThem_AreRead()
    {
        MailRefusal refusal = Diagnoses.Single(
            "  b@example.net\n    SMTP error from remote mailer after end of data:\n    host mx.example.net [203.0.113.9]: 554 5.7.1 no\n");

        Assert.Equal(("b@example.net", "mx.example.net", 554, SmtpStage.Data), (refusal.Recipient, refusal.RemoteMta, refusal.ReplyCode, refusal.Stage));
    }

    [Fact]
    public void Find_LogLine_IsReadWithItsLiteralLineFeeds()
    {
        MailRefusal refusal = Diagnoses.Single(
            "2026-11-20 10:11:12 1tDabc-0001-XY ** b@gmail.com R=dnslookup T=remote_smtp H=gmail-smtp-in.l.google.com [142.250.0.26]: "
            + "SMTP error from remote mail server after end of data: 550-5.7.1 [192.0.2.1      19] Our system has detected that this message is likely\\n"
            + "550-5.7.1 suspicious due to the very low reputation of the sending IP address.\\n550 5.7.1 - gsmtp\n");

        Assert.Equal(("b@gmail.com", "gmail", "gmail-ip-reputation"), (refusal.Recipient, refusal.Provider, refusal.RuleId));
        Assert.Equal(("gmail-smtp-in.l.google.com", "142.250.0.26"), (refusal.RemoteMta, refusal.RemoteAddress));
        Assert.Equal("192.0.2.1", refusal.RefusedAddress);
    }

    [Fact]
    public void Find_BounceThatIsRefused_HasAnEmptySender() => Assert.Equal(
        "", Diagnoses.Single("  b@example.net\n    SMTP error from remote mail server after MAIL FROM:<> SIZE=12:\n    550 no\n").Sender);

    [Fact]
    public void Find_SizeThatLooksLikeACode_IsNotTheReply() =>
        Assert.Equal(421, Diagnoses.Single(
            "  b@example.net\n    SMTP error from remote mail server after MAIL FROM:<a@example.org> SIZE=550: 421 4.7.0 later\n").ReplyCode);

    [Fact]
    public void Find_WarningOfADelay_IsNotPermanent()
    {
        MailRefusal refusal = Diagnoses.Single(
            "The address to which the message has not yet been delivered is:\n\n  b@yahoo.com\n"
            + "    Delay reason: SMTP error from remote mail server after MAIL FROM:<a@example.org>:\n"
            + "    421 4.7.0 [TSS04] Messages from 192.0.2.9 temporarily deferred due to user complaints\n\nNo action is required on your part.\n");

        Assert.Equal((RefusalCause.RateLimited, false), (refusal.Cause, refusal.IsPermanent));
        Assert.Equal("b@yahoo.com", refusal.Recipient);
    }

    [Fact]
    public void Find_RefusalAtTheGreeting_IsPermanentThoughTheSenderGoesOnTrying()
    {
        MailRefusal refusal = Diagnoses.Single(
            "  b@t-online.de\n    Delay reason: SMTP error from remote mail server after initial connection:\n"
            + "    host mx01.t-online.de [194.25.134.8]: 554 IP=192.0.2.209 - None/bad reputation. Ask your postmaster for help or to contact tobr@rx.t-online.de for reset. (NOWL)\n");

        Assert.Equal((true, SmtpStage.Connect, "192.0.2.209"), (refusal.IsPermanent, refusal.Stage, refusal.RefusedAddress));
        Assert.Equal("tobr@rx.t-online.de", refusal.RouteMail);
    }

    [Fact]
    public void Find_WordsThatAreWrapped_AreRead()
    {
        MailRefusal refusal = Diagnoses.Single(
            "  b@example.net\n    SMTP error from remote\n    mail server after RCPT TO:<b@example.net>:\n    host mx.example.net [203.0.113.9]: 550 5.1.1 no\n");

        Assert.Equal(("b@example.net", "mx.example.net", 550, SmtpStage.Recipient), (refusal.Recipient, refusal.RemoteMta, refusal.ReplyCode, refusal.Stage));
    }

    [Fact]
    public void Find_LineThatIsCutOffAfterTheWords_IsReadAllTheSame() => Assert.Equal(
        ["b@example.net", "c@example.net"],
        Diagnoses.Read(
            "2026-11-20 10:11:12 1tD-1 ** b@example.net R=dnslookup: SMTP error from remote \n"
            + "2026-11-20 10:11:12 1tD-2 ** c@example.net R=dnslookup: SMTP error from remote mail server after DATA: 550 no\n").Select(r => r.Recipient));

    [Fact]
    public void Find_StarsInTheReply_DoNotNameTheRecipient() => Assert.Equal("b@example.net", Diagnoses.Single(
        "2026-11-20 10:11:12 1tD-1 ** b@example.net R=x: SMTP error from remote mail server after DATA: 550 see ** postmaster@example.org ** first\n").Recipient);

    [Fact]
    public void Find_BounceThatAMailQuotes_IsReadWithoutTheMarks()
    {
        MailRefusal refusal = Diagnoses.Single(string.Join("\n", Bounce.Split('\n').Take(11).Select(l => "> " + l)));

        Assert.Equal(("one@hotmail.com", "mx1.hotmail.com", "outlook-sc-001"), (refusal.Recipient, refusal.RemoteMta, refusal.RuleId));
    }

    [Theory]
    [InlineData("H=")]
    [InlineData("host ")]
    [InlineData("RCPT TO:<@")]
    [InlineData(": ")]
    public void Find_HostileText_EndsWithoutAnError(string part) => Assert.Equal(550, Diagnoses.Single(
        "  b@example.net\n    " + string.Concat(Enumerable.Repeat(part, 30_000 / part.Length))
        + "\n    SMTP error from remote mail server after RCPT TO:<" + new string('@', 20_000) + ": 550 no\n").ReplyCode);
}
