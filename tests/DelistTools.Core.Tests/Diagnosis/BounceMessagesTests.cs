using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class BounceMessagesTests
{
    internal const string Report = """
        Return-Path: <>
        From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
        To: me@example.org
        Subject: Undelivered Mail Returned to Sender
        Date: Fri, 20 Nov 2026 10:11:12 +0100
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain; charset=us-ascii

        I'm sorry to have to inform you that your message could not be delivered.

        <one@example.net>: host mx.example.net[203.0.113.9] said: 550 5.7.1 Service unavailable; client host [192.0.2.7]
            blocked (in reply to RCPT TO command)

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org
        X-Postfix-Queue-ID: 4D2E81
        Arrival-Date: Fri, 20 Nov 2026 10:00:00 +0100

        Final-Recipient: rfc822; one@example.net
        Original-Recipient: rfc822;alias@example.org
        Action: failed
        Status: 5.7.1
        Remote-MTA: dns; mx.example.net
        Diagnostic-Code: smtp; 550 5.7.1 Service unavailable; client host [192.0.2.7]
            blocked

        Final-Recipient: rfc822; two@example.com
        Action: delayed
        Status: 4.0.0
        Remote-MTA: dns; mx.example.com (198.51.100.3)
        Diagnostic-Code: smtp; 554 bad reputation

        Final-Recipient: rfc822; three@example.com
        Action: relayed
        Status: 2.0.0

        --b1
        Content-Type: message/rfc822

        Return-Path: <me@example.org>
        Received: from relay.example.org (relay.example.org [192.0.2.7]) by mail.example.org; Fri, 20 Nov 2026 10:00:00 +0100
        Received: from pc (unknown [192.0.2.99]) by relay.example.org; Fri, 20 Nov 2026 09:59:59 +0100
        Message-ID: <1@example.org>
        From: me@example.org
        To: one@example.net

        550 5.1.1 quoted
        --b1--
        """;

    [Fact]
    public void Find_Report_IsOneRefusalForEachRecipientThatIsRefused()
    {
        IReadOnlyList<FoundRefusal> found = Find(Report).Refusals;

        Assert.Equal(["one@example.net", "two@example.com"], found.Select(f => f.Recipient));
        Assert.Equal([DeliveryAction.Failed, DeliveryAction.Delayed], found.Select(f => f.Action));
        Assert.Equal(["mx.example.net", "mx.example.com"], found.Select(f => f.RemoteMta));
        Assert.Equal(["203.0.113.9", "198.51.100.3"], found.Select(f => f.RemoteAddress));
        Assert.All(found, f => Assert.Equal("mail.example.org", f.ReportedBy));
        Assert.All(found, f => Assert.Equal("4D2E81", f.QueueId));
        Assert.All(found, f => Assert.Equal("1@example.org", f.MessageId));
        Assert.All(found, f => Assert.Equal("me@example.org", f.Sender));
        Assert.All(found, f => Assert.Equal(["192.0.2.99", "192.0.2.7"], f.Hops));
        Assert.Equal(SmtpStage.Recipient, found[0].Stage);
        Assert.Equal("554 bad reputation", found[1].Reply);
    }

    [Fact]
    public void Find_OrdinaryMail_IsNoneAndSaysWhy()
    {
        MessageFindings findings = Find("From: a@example.org\nTo: b@example.net\nSubject: 550 5.7.1 again\n\nmx.example.net said: 550 5.7.1 blocked\n");

        Assert.Empty(findings.Refusals);
        Assert.Equal("it is no bounce", findings.Reason);
        Assert.Equal("550 5.7.1 again", findings.Subject);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Find_OtherLineEnds_ReadTheSame(string lineEnd) =>
        Assert.Equal(2, Find(Report.Replace("\n", lineEnd, System.StringComparison.Ordinal)).Refusals.Count);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void FindInMailbox_BareFromLines_BeginMessagesBehindAnEmptyLine(string lineEnd)
    {
        const string From = "From \n";
        string text = From + Report + "\nFrom \nis no beginning behind text\n\n" + From + "Subject: hello\nFrom: a@example.org\n\nhello" + "\n\n" + From + Report;
        List<MessageFindings> all = new BounceMessages().FindInMailbox(Stream(text.Replace("\n", lineEnd, System.StringComparison.Ordinal))).ToList();

        Assert.Equal(3, all.Count);
        Assert.Equal(2, all.Count(m => m.Refusals.Count == 2));
    }

    [Fact]
    public void FindInMailbox_SeveralMessages_AreReadOneByOne()
    {
        const string From = "From MAILER-DAEMON Fri Nov 20 10:11:12 2026\n";
        const string Other = "From: a@example.org\nTo: b@example.net\nSubject: hello\n\nFrom here on, nothing.\n";

        List<MessageFindings> all = new BounceMessages().FindInMailbox(Stream(From + Report + "\n\n" + From + Other + "\n" + From + Report)).ToList();

        Assert.Equal([2, 0, 2], all.Select(m => m.Refusals.Count));
    }

    [Fact]
    public void Read_WholeMessageAsText_IsReadAsOne() => Assert.Equal(
        ["one@example.net", "two@example.com"], Diagnoses.Read(Report).Select(r => r.Recipient));

    [Theory]
    [InlineData("\r\r\n")]
    [InlineData("\n\n")]
    [InlineData("\r\n\r\n")]
    public void Read_WholeMessageWhoseLineEndsWereDoubled_IsReadAsOne(string lineEnd) => Assert.Equal(
        ["one@example.net", "two@example.com"], Diagnoses.Read(Report.Replace("\n", lineEnd, System.StringComparison.Ordinal)).Select(r => r.Recipient));

    [Fact]
    public void Read_FieldsOfTheReportAlone_AreRead()
    {
        MailRefusal refusal = Diagnoses.Single(
            "Final-Recipient: rfc822; one@example.net\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-5.7.25 The sending host has no\n  550 5.7.25 PTR record\n");

        Assert.Equal(("one@example.net", DeliveryAction.Failed, "generic-ptr"), (refusal.Recipient, refusal.Action, refusal.RuleId));
    }

    private static MessageFindings Find(string message) => new BounceMessages().Find(Stream(message));

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
