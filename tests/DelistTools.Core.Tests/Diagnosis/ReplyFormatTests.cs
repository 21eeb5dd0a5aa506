using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ReplyFormatTests
{
    [Fact]
    public void Find_LinesOfOneReply_AreOneRefusal()
    {
        MailRefusal refusal = Diagnoses.Single(
            "554-gmx.net (mxgmx104) Nemesis ESMTP Service not available\n554-No SMTP service\n554-IP address is block listed.\n"
            + "554 For explanation visit https://postmaster.gmx.net/en/case?c=r0201&i=ip&v=198.51.100.42&r=1MNcgj");

        Assert.Equal(("unitedinternet-listed", SmtpStage.Connect), (refusal.RuleId, refusal.Stage));
        Assert.Equal("https://postmaster.gmx.net/en/case?c=r0201&i=ip&v=198.51.100.42&r=1MNcgj", refusal.RouteUrl);
    }

    [Fact]
    public void Find_SeparateReplies_AreSeveralRefusals() => Assert.Equal(
        ["generic-no-mailbox-code", "gmail-reverse-dns", "gmail-unauthenticated", "yahoo-blocked"],
        Diagnoses.Read(
            "550 5.1.1 no\n550-5.7.25 [192.0.2.202] The IP address sending this message does not have a 550-5.7.25 PTR record setup\n"
            + "550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate\n"
            + "553 5.7.2 [TSS09] All messages from 192.0.2.1 will be permanently deferred").Select(r => r.RuleId));

    [Fact]
    public void Find_ReplyFoldedWithoutCodes_GoesOn() => Assert.Equal(
        "550 5.7.1 one two three", Diagnoses.Single("550 5.7.1 one\n   two\n   three\n").ReplyText);

    [Fact]
    public void Find_Dialogue_GivesStageAndRecipient()
    {
        MailRefusal refusal = Diagnoses.Single(
            "220 mx.example.net ESMTP\nEHLO mail.example.org\n250-mx.example.net\n250 PIPELINING\nMAIL FROM:<a@example.org>\n250 ok\n"
            + "RCPT TO:<b@example.net>\n550 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using zen.spamhaus.org\nQUIT\n221 bye\n");

        Assert.Equal((SmtpStage.Recipient, "b@example.net", "spamhaus-zen"), (refusal.Stage, refusal.Recipient, refusal.Blocklist));
        Assert.Equal("a@example.org", refusal.Sender);
    }

    [Theory]
    [InlineData("MAIL FROM:<a@b.example>|250 ok|RCPT TO:<u1@c.example>|550 5.1.1 no u1|RCPT TO:<u2@c.example>|550 5.1.1 no u2|RCPT TO:<u3@c.example>|250 ok|QUIT",
        "Recipient a@b.example u1@c.example, Recipient a@b.example u2@c.example")]
    [InlineData("EHLO a|504 5.5.2 no|MAIL FROM:<a@b.example>", "Hello - -")]
    [InlineData("MAIL FROM:<a@b.example>|250 ok|RCPT TO:<u@c.example>|550 5.1.1 no|DATA|503 5.5.1 no recipients", "Recipient a@b.example u@c.example, Data a@b.example -")]
    [InlineData("MAIL FROM:<a@b.example>|250 ok|RCPT TO:<u1@c.example>|250 ok|RCPT TO:<u2@c.example>|550 5.1.1 no|DATA|354 go|.|554 5.7.1 spam",
        "Recipient a@b.example u2@c.example, Data a@b.example u1@c.example")]
    [InlineData("MAIL FROM:<a@b.example>|250 ok|RCPT TO:<u1@c.example>|250 ok|RCPT TO:<u2@c.example>|250 ok|DATA|354 go|.|554 5.7.1 spam",
        "Data a@b.example u1@c.example, Data a@b.example u2@c.example")]
    [InlineData("> MAIL FROM:<a@b.example>|< 550 5.7.1 no|> QUIT|< 221 bye", "MailFrom a@b.example -")]
    [InlineData("MAIL FROM:<a@b.example>|RCPT TO:<u1@c.example>|RCPT TO:<u2@c.example>|DATA|250 ok|550 5.1.1 no|250 ok|354 go|.|250 ok|QUIT", "Recipient a@b.example u1@c.example")]
    [InlineData("MAIL FROM:<a@b.example>|RCPT TO:<u1@c.example>|550 5.1.1 no", "Recipient a@b.example u1@c.example")]
    [InlineData("MAIL FROM:<a@b.example>|RCPT TO:<u1@c.example>|DATA|554 5.7.1 spam", "Data a@b.example u1@c.example")]
    [InlineData("MAIL FROM:<a@b.example>|250 ok|RSET|250 ok|MAIL FROM:<>|550 5.7.1 no", "MailFrom <> -")]
    [InlineData("554 5.7.1 no|EHLO a|503 5.5.1 no", "- - -, Hello - -")]
    public void Find_Dialogue_EachRefusalIsOfTheCommandThatItAnswers(string lines, string refusals) => Assert.Equal(
        refusals,
        string.Join(", ", new DelistTools.Diagnosis.ReplyFormat().Find(lines.Replace('|', '\n')).Select(
            r => (r.Stage?.ToString() ?? "-") + " " + (r.Sender is "" ? "<>" : r.Sender ?? "-") + " " + (r.Recipient ?? "-"))));

    [Theory]
    [InlineData("<** 550 5.1.1 no")]
    [InlineData("S: 550 5.1.1 no")]
    [InlineData("smtp;550 5.1.1 no")]
    [InlineData("550\u00A05.1.1 no")]
    [InlineData("<~* 550 5.1.1 no")]
    [InlineData("  550 5.1.1 no")]
    public void Find_MarkOfATranscript_IsTakenOff(string line) => Assert.Equal(550, Diagnoses.Single(line).ReplyCode);

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t\n")]
    [InlineData("250 2.0.0 Ok: queued")]
    [InlineData("Dear all,\n550 people came to the meeting.\nYours")]
    [InlineData("Connected to 192.0.2.1, version 5.1.1 of 2026")]
    public void Read_TextWithoutRefusal_HasNone(string text) => Assert.Empty(Diagnoses.Read(text));

    [Fact]
    public void Read_ReplyWithinAText_IsFoundOnceThoughQuotedTwice()
    {
        IReadOnlyList<MailRefusal> refusals = Diagnoses.Read(
            "The mail system could not deliver your message.\nRemote server returned '550 5.4.1 [a@b.example]: Recipient address rejected: Access denied'\n\n"
            + "Diagnostic-Code: smtp; 550 5.4.1 [a@b.example]: Recipient address rejected: Access denied'\n");

        Assert.Equal(("exchange-no-recipient", "Text"), (refusals.Single().RuleId, refusals.Single().SourceFormat));
    }

    [Fact]
    public void Read_LineWithACodeThatASignatureKnows_IsARefusalThoughTheTextBeginsOtherwise() => Assert.Equal(
        "outlook-sc-001", Diagnoses.Single("Microsoft says:\n550 SC-001 (BAY004-MC4F27) Unfortunately, messages from 192.0.2.1 weren't sent.").RuleId);

    [Fact]
    public void Read_TenMegabytes_EndsAndFindsTheRefusal()
    {
        string noise = new StringBuilder().Insert(0, "This line says host nothing of 45.4.4 interest <b@example.net> at 10:11:12.\n", 140_000).ToString();

        Assert.Equal("outlook-ou-002", Diagnoses.Single(noise + "\n" + EximFormatTests.Seed).RuleId);
        Assert.Empty(Diagnoses.Read(noise.Replace('\n', ' ')));
        Assert.DoesNotContain(Diagnoses.Read("550 5.7.1" + new string('[', 10_000_000)), r => r.RuleId is not null);
    }

    [Theory]
    [InlineData("Data shows that\n550 people came to the meeting")]
    [InlineData("Authentication is fine.\n550 people came to the meeting")]
    [InlineData("Quit smoking\n421 of us did")]
    public void Read_SentenceThatBeginsLikeACommand_IsNone(string text) => Assert.Empty(Diagnoses.Read(text));

    [Fact]
    public void Find_FoldedLineThatBeginsLikeACommand_GoesOn()
    {
        MailRefusal refusal = Diagnoses.Single("550 5.7.26 The mail is refused.\n   Authentication results:\n   Data of the check");

        Assert.Equal(("550 5.7.26 The mail is refused. Authentication results: Data of the check", null), (refusal.ReplyText, refusal.Stage));
    }

    [Theory]
    [InlineData("550-5.7.1 one\r\r\n550 5.7.1 two\r\r\n")]
    [InlineData("550-5.7.1 one\r550 5.7.1 two\r")]
    [InlineData("> 550-5.7.1 one\n> 550 5.7.1 two\n")]
    [InlineData(">>550-5.7.1 one\r\n>>550 5.7.1 two")]
    public void Find_LineEndsAndQuoteMarks_DoNotTearAReply(string text) => Assert.Equal("550 5.7.1 one two", Diagnoses.Single(text).ReplyText);

    [Fact]
    public void Find_ReplyWithoutEnd_IsReadWithoutCopyingItForEveryLine()
    {
        string text = new StringBuilder().Insert(0, "550-a\n", 100_000).ToString();
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Single(Diagnoses.Read(text));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 200_000_000);
    }

    [Fact]
    public void Read_AddressThatNeverEnds_EndsWithoutAnError() => Assert.Equal(
        RefusalCause.Unknown, Diagnoses.Single("550 5.7.1 no " + new string(':', 16_000)).Cause);
}
