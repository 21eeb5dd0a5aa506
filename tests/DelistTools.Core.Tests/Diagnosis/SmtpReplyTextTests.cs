using System;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SmtpReplyTextTests
{
    [Theory]
    [InlineData("550 5.7.1 no", 550, "5.7.1", "no")]
    [InlineData("550-5.7.1 one\r\n550-5.7.1 two\r\n550 5.7.1 three", 550, "5.7.1", "one two three")]
    [InlineData("554-one\n554-two\n554 three", 554, null, "one two three")]
    [InlineData(@"550-5.7.1 one\n550 5.7.1 two", 550, "5.7.1", "one two")]
    [InlineData("550-5.7.25 does not have a 550-5.7.25 PTR record", 550, "5.7.25", "does not have a PTR record")]
    [InlineData("554-gmx.net not available 554-No SMTP service 554 For explanation", 554, null, "gmx.net not available No SMTP service For explanation")]
    [InlineData("550 5.7.1 you sent 550 messages", 550, "5.7.1", "you sent 550 messages")]
    [InlineData("550 #5.7.1 no", 550, "5.7.1", "no")]
    [InlineData("421 5.7.32 not aligned", 421, "5.7.32", "not aligned")]
    [InlineData("521 no mail here", 521, null, "no mail here")]
    [InlineData("591 odd", 591, null, "odd")]
    [InlineData("550", 550, null, "")]
    [InlineData("5.7.1 no", null, "5.7.1", "no")]
    [InlineData("421 4.16.55.1 no", 421, null, "4.16.55.1 no")]
    [InlineData("no code", null, null, "no code")]
    [InlineData("", null, null, "")]
    public void Parse_Reply_IsTakenApart(string reply, int? code, string? enhanced, string words)
    {
        SmtpReplyText parsed = SmtpReplyText.Parse(reply);

        Assert.Equal((code, enhanced, words), (parsed.ReplyCode, parsed.EnhancedCode, parsed.Words));
    }

    [Theory]
    [InlineData("550 no", true)]
    [InlineData("450 no", false)]
    [InlineData("421 5.7.32 no", false)]
    [InlineData("5.7.1 no", true)]
    [InlineData("4.7.1 no", false)]
    [InlineData("no", false)]
    public void IsPermanent_GoesByTheReplyCodeFirst(string reply, bool permanent) =>
        Assert.Equal(permanent, SmtpReplyText.Parse(reply).IsPermanent);

    [Fact]
    public void Diagnose_TextFromTheNetwork_CannotDriveATerminal()
    {
        MailRefusal refusal = Diagnoses.Of("550 5.7.1 \u001b[2Jno\u202e PTR\u0007 record https://evil.example/\u001b[31m");

        Assert.All(refusal.ReplyText + refusal.RouteUrl + refusal.Evidence, c => Assert.False(char.IsControl(c) || c == '\u202e'));
        Assert.Equal("https://evil.example/", refusal.RouteUrl);
    }

    [Fact]
    public void Diagnose_CodeThatSaysTryAgainWithWordsThatDoNot_IsPermanent() =>
        Assert.True(Diagnoses.Of("421 4.7.1 [TS03] All messages from 192.0.2.1 will be permanently deferred").IsPermanent);

    [Fact]
    public void Diagnose_AnswerToACallout_SpeaksOfTheServerThatAsked()
    {
        MailRefusal refusal = Diagnoses.Of(
            "550-Verification failed for <a@example.org>\n550-Called:   198.51.100.7\n550-Sent:     RCPT TO:<a@example.org>\n"
            + "550-Response: 553 5.7.1 [BL21] Connections will not be accepted from 203.0.113.5, because the ip is in Spamhaus's list\n550 Sender verify failed");

        Assert.Equal((RefusalCause.SenderRefused, null, null, null), (refusal.Cause, refusal.Blocklist, refusal.Provider, refusal.RefusedAddress));
        Assert.Contains("[BL21]", refusal.ReplyText, StringComparison.Ordinal);
    }
}
