using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What of a mail is read, in whatever form it comes.</summary>
public sealed class ReplyReadingTests
{
    private const string Removed = "The IP address 192.0.2.45 has been removed from our blocklist.";

    private const string Denied = "We will not remove the IP address 192.0.2.45 from our blocklist.";

    [Theory]
    [InlineData("> {1}")]
    [InlineData("\nOn Mon, Nov 23, 2026 at 9:00 AM Tom <tom@newserver.example> wrote:\n\n> {1}")]
    [InlineData("\nOn Mon, Nov 23, 2026 at 9:00 AM Tom Risager\n<tom@newserver.example> wrote:\n\n{1}")]
    [InlineData("\nAm 23.11.2026 um 09:00 schrieb Tom Risager:\n> {1}")]
    [InlineData("\nLe lun. 23 nov. 2026 \u00e0 09:00, Tom <tom@newserver.example> a \u00e9crit :\n> {1}")]
    [InlineData("\n-----Original Message-----\nFrom: Tom <tom@newserver.example>\nSent: Monday, November 23, 2026 9:00 AM\nTo: Postmaster\nSubject: blocked\n\n{1}")]
    [InlineData("\n-----Urspr\u00fcngliche Nachricht-----\nVon: Tom\nGesendet: Montag, 23. November 2026\nAn: Postmaster\nBetreff: gesperrt\n\n{1}")]
    [InlineData("\n________________________________\nDe : Tom\nEnvoy\u00e9 : lundi 23 novembre 2026\n\u00c0 : Postmaster\nObjet : bloqu\u00e9\n\n{1}")]
    [InlineData("\n*From:* Tom <tom@newserver.example>\n*Sent:* Monday\n*To:* Postmaster\n*Subject:* blocked\n\n{1}")]
    [InlineData("\nYour message:\n\n{1}")]
    [InlineData("\nIhre Anfrage:\n{1}")]
    public void Read_QuotedRequest_DoesNotDecide(string tail)
    {
        foreach ((string own, string quoted, ReplyVerdict expected) in new[] { (Removed, Denied, ReplyVerdict.Mitigated), (Denied, Removed, ReplyVerdict.Refused) })
        {
            string body = own + "\n" + tail.Replace("{1}", quoted, StringComparison.Ordinal);
            Assert.Equal(expected, ReplyReadings.Of(ReplyReadings.Mail(body)).Verdict);
            Assert.Equal(expected, ReplyReadings.Of(body).Verdict);
        }
    }

    [Fact]
    public void Read_AnswerBelowTheQuotation_Decides() => Assert.Equal(
        ReplyVerdict.Mitigated, ReplyReadings.Of(ReplyReadings.Mail("On Monday, Tom wrote:\n> " + Denied + "\n\n" + Removed)).Verdict);

    [Fact]
    public void Read_PasteThatIsQuotedWhole_IsTheAnswer() =>
        Assert.Equal(ReplyVerdict.Mitigated, ReplyReadings.Of("> Dear Tom,\n>\n> " + Removed + "\n>\n> Kind regards").Verdict);

    [Theory]
    [InlineData("FYI\n\n---------- Forwarded message ---------\nFrom: Barracuda Central <x@barracudacentral.org>\nDate: Fri, 20 Nov 2026 08:00:00 +0000\nSubject: Your request\nTo: Tom\n\n")]
    [InlineData("\n-----Urspr\u00fcngliche Nachricht-----\nVon: Barracuda Central <x@barracudacentral.org>\nDatum: Fri, 20 Nov 2026 08:00:00 +0000\nAn: Tom\nBetreff: Your request\n\n")]
    [InlineData("From: Barracuda Central <x@barracudacentral.org>\nDate: Fri, 20 Nov 2026 08:00:00 +0000\nTo: Tom\nSubject: Your request\n\n")]
    public void Read_MailThatWasSentOn_IsTheOneInIt(string head)
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Mail(head + Removed, "Anna <anna@newserver.example>", "Fwd: Your request"));

        Assert.Equal((ReplyVerdict.Mitigated, "barracuda"), (reply.Verdict, reply.Operator));
        Assert.Equal(new DateTime(2026, 11, 20, 8, 0, 0, DateTimeKind.Utc), reply.Date);
        Assert.Equal("Your request", reply.Subject);
    }

    [Fact]
    public void Read_MailThatIsAttached_IsReadWhereTheOuterSaysNothing()
    {
        string inner = ReplyReadings.Mail(Removed, "Barracuda <x@barracudacentral.org>");
        string outer = ReplyReadings.Mail(
            "--b\nContent-Type: text/plain\n\nSee below.\n--b\nContent-Type: message/rfc822\n\n" + inner + "\n--b--\n", "a@newserver.example", "Fwd: x",
            "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b");

        Assert.Equal((ReplyVerdict.Mitigated, "barracuda"), (ReplyReadings.Of(outer).Verdict, ReplyReadings.Of(outer).Operator));
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "8bit", "<html><body><p>The IP&nbsp;address <b>192.0.2.45</b> has been<br>removed from our blocklist.</p></body></html>")]
    [InlineData("text/plain; charset=utf-8", "quoted-printable", "The IP address 192.0.2.45 has been remo=\nved from our blocklist.")]
    public void Read_HtmlOrEncodedMail_SaysTheSame(string type, string encoding, string body) => Assert.Equal(
        ReplyVerdict.Mitigated, ReplyReadings.Of(ReplyReadings.Mail(body, "a@operator.example", "Re: x", "MIME-Version: 1.0", "Content-Type: " + type, "Content-Transfer-Encoding: " + encoding)).Verdict);

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Read_Base64_SaysTheSame(string charset)
    {
        string body = Convert.ToBase64String(Encoding.GetEncoding(charset).GetBytes("Die Sperre der IP-Adresse wurde aufgehoben. \u00c4nderungen dauern 24 Stunden."));
        Assert.Equal("wording-de-removed", ReplyReadings.Of(ReplyReadings.Mail(body, "a@operator.example", "AW: x", "MIME-Version: 1.0", "Content-Type: text/plain; charset=" + charset, "Content-Transfer-Encoding: base64")).RuleId);
    }

    [Fact]
    public void Read_HtmlThatWasPasted_IsReadAsText() =>
        Assert.Equal(ReplyVerdict.Mitigated, ReplyReadings.Of("<html><body><div>" + Removed + "</div></body></html>").Verdict);

    [Fact]
    public void Read_Mailbox_EachMail()
    {
        string mbox = string.Concat(new[] { Removed, Denied, "Hello." }.Select(b => "From a@operator.example Mon Nov 23 09:00:00 2026\n" + ReplyReadings.Mail(b) + "\n\n"));

        Assert.Equal([ReplyVerdict.Mitigated, ReplyVerdict.Refused, ReplyVerdict.Unknown], ReplyReadings.All(mbox).Select(r => r.Verdict));
    }

    [Fact]
    public void Read_Bounce_SaysSoAndWhereItBelongs()
    {
        DelistingReply reply = ReplyReadings.Of("550 5.7.1 Service unavailable; Client host [203.0.113.25] blocked using zen.spamhaus.org");

        Assert.Equal(ReplyVerdict.Unknown, reply.Verdict);
        Assert.Contains("bounce", reply.Meaning, StringComparison.Ordinal);
        Assert.Contains("ConvertFrom-BounceMessage", reply.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_BulkMailOfAnOperatorWithItsTicket_IsAnAnswer()
    {
        string mail = ReplyReadings.Mail(Removed, "Outlook <x@css.one.microsoft.com>", "SRX1234567890ID", "Precedence: bulk");
        Assert.Equal(ReplyVerdict.Mitigated, ReplyReadings.Of(mail).Verdict);
        Assert.Equal(ReplyVerdict.Unknown, ReplyReadings.Of(mail.Replace("SRX1234567890ID", "News", StringComparison.Ordinal)).Verdict);
    }

    [Fact]
    public void Read_ControlCharactersAndMarkup_AreHarmless()
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Mail("\u001b[31mThe IP 192.0.2.45 has been \u0007removed from our list.\u202e", "Evil \u001b[2J <a@operator.example>", "[Ticket #\u001b[1m4711\u001b[0m] x"));
        string shown = string.Join("", new[] { reply.From, reply.Subject, reply.Ticket, reply.Evidence, reply.ToString() });

        Assert.DoesNotContain(shown, c => char.IsControl(c) || c == '\u202e');
    }

    [Theory]
    [InlineData("[Ticket #4711] x", "4711")]
    [InlineData("Case 00123456: blocked", "00123456")]
    [InlineData("Re: [#ABC-12345] Delist", "ABC-12345")]
    [InlineData("Ihre Anfrage, Ticketnummer: 2026112300012", "2026112300012")]
    [InlineData("Delisting of 192.0.2.45", null)]
    [InlineData("Ticket: 192.0.2.45", null)]
    [InlineData("Re: [Fail2Ban] x", null)]
    public void Ticket_InTheSubject_IsFound(string subject, string? expected) =>
        Assert.Equal(expected, ReplyReadings.Of(ReplyReadings.Mail(Removed, subject: subject)).Ticket);

    [Theory]
    [InlineData("Team <x@unknown.example>", "", ReplyVerdict.Unknown)]
    [InlineData("Team <x@unknown.example>", "You asked us to delist 203.0.113.25. ", ReplyVerdict.MoreInformationNeeded)]
    [InlineData("Barracuda Central <x@barracudacentral.org>", "", ReplyVerdict.MoreInformationNeeded)]
    public void Read_LinkToOpen_CountsOfWhomIsKnownOrWhereARemovalIsSpokenOf(string from, string before, ReplyVerdict expected)
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Mail("A session of IP 203.0.113.25 was blocked. " + before + "Please verify your identity by clicking the link below.", from));

        Assert.Equal(expected, reply.Verdict);
        Assert.True(expected == ReplyVerdict.Unknown || reply.NextStep.StartsWith("Beware", StringComparison.Ordinal), reply.NextStep);
    }

    [Fact]
    public void Ticket_OfMailThatIsNoAnswerOfAnybodyKnown_IsNone() =>
        Assert.Null(ReplyReadings.Of(ReplyReadings.Mail("The printer is repaired.", "Help desk <help@company.example>", "[Ticket #4711] Printer")).Ticket);

    [Theory]
    [InlineData("Sales <sales@shop.example>", "Your IP", "Your IP has been removed from our blocklist.", ReplyVerdict.Unknown)]
    [InlineData("Sales <sales@shop.example>", "Your IP", "Your IP 203.0.113.25 has been removed from our blocklist.", ReplyVerdict.Mitigated)]
    [InlineData("Sales <sales@shop.example>", "RE: Your IP", "Your IP has been removed from our blocklist.", ReplyVerdict.Mitigated)]
    [InlineData("Sales <sales@shop.example>", "[Ticket #4711] Your IP", "Your IP has been removed from our blocklist.", ReplyVerdict.Mitigated)]
    [InlineData("Barracuda Central <x@barracudacentral.org>", "Your IP", "Your IP has been removed from our blocklist.", ReplyVerdict.Mitigated)]
    public void Read_FinalWordsOfSomebodyUnknown_CountInAnAnswerOrForAnAddress(string from, string subject, string body, ReplyVerdict expected)
    {
        Assert.Equal(expected, ReplyReadings.Of(ReplyReadings.Mail(body, from, subject)).Verdict);
        Assert.NotEqual(ReplyVerdict.Unknown, ReplyReadings.Of(ReplyReadings.Mail(body, from, subject, "In-Reply-To: <2@newserver.example>")).Verdict);
    }

    [Theory]
    [InlineData("Please do not reply to this message, the mailbox is unattended.", true, false)]
    [InlineData("Please reply to this email if the problem persists.", false, true)]
    [InlineData("This is an automated response. You may reply to this message with questions.", true, true)]
    [InlineData("Do not reply to this message. To add something, please reply to the ticket by replying to this address.", false, null)]
    [InlineData("Kind regards", false, null)]
    [InlineData("Bitte antworten Sie nicht auf diese E-Mail.", true, false)]
    [InlineData("Ceci est un message automatique, merci de ne pas r\u00e9pondre.", true, false)]
    public void MailboxSigns_Words_SayWhetherSomebodyReads(string words, bool automatic, bool? read)
    {
        DelistingReply reply = ReplyReadings.Of(Removed + "\n\n" + words);
        Assert.Equal((automatic, read), (reply.IsAutomatic, reply.ReplyIsRead));
    }

    [Fact]
    public void Results_SeveralGroups_EachAddressHasItsOwnAndTheWorstDecides()
    {
        DelistingReply reply = ReplyReadings.Of(
            "We have completed reviewing the IP(s) you submitted.\n\nConditionally mitigated: 203.0.113.25/32\nNot qualified for mitigation: 203.0.113.26/32, 203.0.113.64/29\n\nOutlook.com Deliverability Support");

        Assert.Equal((ReplyVerdict.NotQualified, "microsoft-consumer"), (reply.Verdict, reply.Operator));
        Assert.Equal(
            ["203.0.113.25: ConditionallyMitigated", "203.0.113.26: NotQualified", "203.0.113.64/29: NotQualified"], reply.Results.Select(r => r.ToString()));
        Assert.Null(reply.WaitUntil);
    }

    [Fact]
    public void Results_HeadingsOfATable_HoldForTheRowsBelow()
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Mail(
            "<table><tr><td><b>Conditionally mitigated</b></td></tr><tr><td>203.0.113.25/32</td></tr><tr><td>Our investigation has determined that the above IP(s) qualify for conditional mitigation.</td></tr>"
            + "<tr><td><b>Nothing was detected to prevent your mail</b></td></tr><tr><td>203.0.113.27/32</td></tr></table>Outlook.com Deliverability Support",
            "x@css.one.microsoft.com", "Re: SRX1", "MIME-Version: 1.0", "Content-Type: text/html"));

        Assert.Equal(["203.0.113.25: ConditionallyMitigated", "203.0.113.27: NothingDetected"], reply.Results.Select(r => r.ToString()));
        Assert.Equal(ReplyVerdict.NothingDetected, reply.Verdict);
    }

    [Fact]
    public void Results_Sentences_EachAddressHasWhatIsSaidOfIt()
    {
        DelistingReply reply = ReplyReadings.Of("192.0.2.45 has been removed from our blacklist. We cannot remove 192.0.2.46 from our blacklist.");
        Assert.Equal(["192.0.2.45: Mitigated", "192.0.2.46: Refused"], reply.Results.Select(r => r.ToString()));
        Assert.Equal(ReplyVerdict.Refused, reply.Verdict);
    }

    public static TheoryData<string, string?> Times => new()
    {
        { "Please allow 24 to 48 hours for the change.", "48 hours" },
        { "We answer within 3 business days.", "3 working days" },
        { "It takes up to two weeks.", "14 days" },
        { "The IP was listed for spam in the last 30 days.", "24 hours" },
        { "Die \u00c4nderung ist innerhalb von 5 Werktagen wirksam.", "5 working days" },
        { "Effectif sous 48 heures.", "48 hours" },
        { "Effectif dans un d\u00e9lai de 2 jours ouvr\u00e9s.", "2 working days" },
        { "It takes effect in about an hour.", "1 hour" },
        { "Nothing more.", "24 hours" },
    };

    [Theory]
    [MemberData(nameof(Times))]
    public void Wait_StatedTime_GoesBeforeTheUsualOne(string sentence, string? expected) => Assert.Equal(expected, ReplyReadings.Of(Removed + " " + sentence).Wait);

    [Fact]
    public void Wait_MailWithADate_IsCountedFromIt()
    {
        Assert.Equal(new DateTime(2026, 11, 24, 9, 0, 0, DateTimeKind.Utc), ReplyReadings.Of(ReplyReadings.Mail(Removed)).WaitUntil);
        Assert.Equal(ReplyReadings.Now.AddDays(1), ReplyReadings.Of(Removed).WaitUntil);
        Assert.Null(ReplyReadings.Of(Denied + " Please allow 24 hours.").WaitUntil);
    }

    [Theory]
    [InlineData("Your IP is blocked because it is listed by Spamhaus.", "spamhaus-zen")]
    [InlineData("192.0.2.45 is listed at bl.spamcop.net, which we use.", "spamcop")]
    public void Upstream_ListThatIsNamed_IsTheBlocklist(string text, string list)
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Mail(text));
        Assert.Equal((ReplyVerdict.BlockedByUpstream, list), (reply.Verdict, reply.Blocklist));
        Assert.Null(reply.Operator);
    }

    [Fact]
    public void Upstream_ListThatAnswersItself_IsNone() =>
        Assert.NotEqual(ReplyVerdict.BlockedByUpstream, ReplyReadings.Of(ReplyReadings.Mail("192.0.2.45 is listed by Spamhaus. It will remain listed.", "a@spamhaus.org")).Verdict);

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("Subject: x\nFrom: a@b.example\nDate: x\nTo: y\n\n")]
    public void Read_NothingInIt_IsUnknownAndSaysWhy(string text)
    {
        IReadOnlyList<DelistingReply> all = ReplyReadings.All(text);
        Assert.Equal((ReplyVerdict.Unknown, null), (Assert.Single(all).Verdict, all[0].RuleId));
        Assert.Contains("no text", all[0].Evidence, StringComparison.Ordinal);
    }
}
