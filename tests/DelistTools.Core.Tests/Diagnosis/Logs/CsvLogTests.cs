using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class CsvLogTests
{
    private const string Tracking =
        "#Software: Microsoft Exchange Server\r\n#Version: 15.02.1118.007\r\n#Log-type: Message Tracking Log\r\n#Date: 2026-11-20T00:00:00.000Z\r\n"
        + "#Fields: date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info\r\n";

    private const string Protocol =
        "#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP Send Protocol Log\r\n"
        + "#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n";

    private static string TrackingRow(string happened, string recipients, string status) =>
        "2026-11-20T10:11:12.345Z,10.0.0.1,EX1,10.0.0.1,ex1.example.org,,Internet,SMTP," + happened + ",4711,<m1@example.org>,0a1b,"
        + recipients + "," + status + ",900,1,,,\"Hello, \"\"you\"\"\r\nthere\",a@example.org,a@example.org,x\r\n";

    [Fact]
    public void Read_TrackingLog_FailuresHaveAllThatTheyTell()
    {
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(
            Tracking
            + TrackingRow("SEND", "b@example.net", "250 2.1.5 ok; FAIL not")
            + TrackingRow("FAIL", "b@example.net", "\"[{LRT=11/20/2026 10:11:11 AM};{LED=550 5.7.1 Blocked, see {x};{FQDN=mx.example.net};{IP=203.0.113.9}]\"")
            + TrackingRow("DEFER", "c@example.net", "\"[{LRT=};{LED=451 4.4.0 Primary target IP address responded with: \"\"421 4.7.0 Try, later.\"\" Attempted failover to alternate host, but that did not succeed.};{FQDN=};{IP=198.51.100.1}]\"")
            + TrackingRow("DSN", "a@example.org", ""));

        Assert.Equal(["550 5.7.1 Blocked, see {x", "421 4.7.0 Try, later."], refusals.Select(r => r.Reply));
        FoundRefusal first = refusals[0];
        Assert.Equal(("Exchange", "b@example.net", "a@example.org", "m1@example.org", "4711"), (first.Format, first.Recipient, first.Sender, first.MessageId, first.QueueId));
        Assert.Equal(("mx.example.net", "203.0.113.9", "ex1.example.org", DeliveryAction.Failed), (first.RemoteMta, first.RemoteAddress, first.ReportedBy, first.Action));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 11, 12, 345, TimeSpan.Zero), first.At);
        Assert.Equal((null, "198.51.100.1", DeliveryAction.Delayed), (refusals[1].RemoteMta, refusals[1].RemoteAddress, refusals[1].Action));
    }

    [Theory]
    [InlineData("[{LRT=};{LED=550 5.1.1 b}];[{LRT=};{LED=550 5.7.1 c}]", "550 5.1.1 b", "550 5.7.1 c")]
    [InlineData("550 5.1.1 RESOLVER.ADR.RecipNotFound; not found;550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", "550 5.7.1 RESOLVER.RST.NotAuthorized; not authorized")]
    [InlineData("550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found")]
    public void Read_SeveralRecipients_HaveEachItsStatus(string status, string first, string second)
    {
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(Tracking + TrackingRow("FAIL", "b@example.net;c@example.net", status));

        Assert.Equal([("b@example.net", first), ("c@example.net", second)], refusals.Select(r => (r.Recipient, r.Reply)));
    }

    [Fact]
    public void Read_ProtocolLog_RepliesBelongToTheirCommands()
    {
        string[] rows =
        [
            "S1,0,,203.0.113.9:25,*,,attempting to connect",
            "S1,1,10.0.0.1:5,203.0.113.9:25,<,\"220 mx.example.net ESMTP, ready\",",
            "S2,0,,203.0.113.10:25,<,554 mx2.example.net listed,",
            "S1,2,10.0.0.1:5,203.0.113.9:25,>,EHLO ex1.example.org,",
            "S1,3,10.0.0.1:5,203.0.113.9:25,<,250-mx.example.net,",
            "S1,4,10.0.0.1:5,203.0.113.9:25,<,250 PIPELINING,",
            "S1,5,10.0.0.1:5,203.0.113.9:25,>,MAIL FROM:<a@example.org> SIZE=900,",
            "S1,6,10.0.0.1:5,203.0.113.9:25,>,RCPT TO:<b@example.net>,",
            "S1,7,10.0.0.1:5,203.0.113.9:25,>,RCPT TO:<c@example.net>,",
            "S1,8,10.0.0.1:5,203.0.113.9:25,<,250 ok,",
            "S1,9,10.0.0.1:5,203.0.113.9:25,<,550-5.1.1 no,",
            "S1,10,10.0.0.1:5,203.0.113.9:25,<,550 5.1.1 such user,",
            "S1,11,10.0.0.1:5,203.0.113.9:25,<,250 ok,",
            "S1,12,10.0.0.1:5,203.0.113.9:25,>,DATA,",
            "S1,13,10.0.0.1:5,203.0.113.9:25,<,354 go,",
            "S1,14,10.0.0.1:5,203.0.113.9:25,<,554 5.7.1 spam,",
            "S1,15,10.0.0.1:5,203.0.113.9:25,>,QUIT,",
            "S1,16,10.0.0.1:5,203.0.113.9:25,<,221 bye,",
            "S3,0,,[2001:db8::9]:25,*,,\"Failed to connect. Error: timed out\"",
            "S4,0,,203.0.113.11:25,<,220 mx4.example.net,",
            "S4,1,,203.0.113.11:25,>,MAIL FROM:<a@example.org>,",
            "S4,2,,203.0.113.11:25,>,RCPT TO:<b@example.net>,",
            "S4,3,,203.0.113.11:25,<,550 5.7.1 blocked,",
            "S4,4,,203.0.113.11:25,<,503 need MAIL,",
        ];
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(Protocol + string.Join("\r\n", rows.Select(r => "2026-11-20T10:11:12.345Z,Internet," + r)));

        Assert.Equal(
            [
                ("S2", null, SmtpStage.Connect, "554 mx2.example.net listed", "203.0.113.10"),
                ("S1", "b@example.net", SmtpStage.Recipient, "550-5.1.1 no\n550 5.1.1 such user", "203.0.113.9"),
                ("S1", "c@example.net", SmtpStage.Data, "554 5.7.1 spam", "203.0.113.9"),
                ("S3", null, SmtpStage.Connect, "Failed to connect. Error: timed out", "2001:db8::9"),
                ("S4", null, SmtpStage.MailFrom, "550 5.7.1 blocked", "203.0.113.11"),
            ],
            refusals.Select(r => (r.QueueId, r.Recipient, r.Stage, r.Reply, r.RemoteAddress)));
        Assert.Equal(("mx.example.net", "a@example.org"), (refusals[1].RemoteMta, refusals[1].Sender));
        Assert.Equal("mx2.example.net", refusals[0].RemoteMta);
    }

    public static TheoryData<string, Encoding> Encodings() => new()
    {
        { "utf-8", new UTF8Encoding(false) },
        { "utf-8 with a mark", new UTF8Encoding(true) },
        { "utf-16", new UnicodeEncoding(false, true) },
        { "utf-16, big end first", new UnicodeEncoding(true, true) },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Read_MessageTrace_InAnyEncoding_HasItsFailures(string name, Encoding encoding)
    {
        const string Table = "\"PSComputerName\",\"MessageId\",\"Received\",\"SenderAddress\",\"RecipientAddress\",\"Subject\",\"Status\",\"ToIP\",\"FromIP\",\"MessageTraceId\"\r\n"
            + "\"x\",\"<m1@example.org>\",\"11/20/2026 1:11:12 PM\",\"a@example.org\",\"b@example.net\",\"Grüße 日本,\r\n\"\"Failed\"\"\",\"Delivered\",\"203.0.113.9\",\"\",\"t1\"\r\n"
            + "\"x\",\"<m2@example.org>\",\"11/20/2026 1:11:12 PM\",\"a@example.org\",\"bü@example.net\",\"Hello\",\"Failed\",\"203.0.113.9\",\"\",\"t2\"";
        byte[] log = [.. encoding.GetPreamble(), .. encoding.GetBytes(Table)];

        FoundRefusal refusal = Assert.Single(LogSamples.Read(log));

        Assert.True(LogRefusals.LooksLikeLog(log, log.Length), name);
        Assert.Equal(("MessageTrace", "bü@example.net", "a@example.org", "m2@example.org", "t2"), (refusal.Format, refusal.Recipient, refusal.Sender, refusal.MessageId, refusal.QueueId));
        Assert.Equal(("Failed", DeliveryAction.Failed, "203.0.113.9"), (refusal.Reply, refusal.Action, refusal.RemoteAddress));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 13, 11, 12, TimeSpan.Zero), refusal.At);
    }

    [Fact]
    public void Read_TraceSummary_TakesTheLastFateOfEachRecipient()
    {
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(
            "origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,network_message_id,original_client_ip,directionality,connector_id,delivery_priority\n"
            + "2026-11-20T10:11:12.0000000Z,a@example.org,\"b@example.net##Receive, Fail;c@example.net##Receive, Defer, Send;d@example.net##Receive, Defer\",Hello,900,<m1@example.org>,n1,10.0.0.1,Originating,,Normal\n");

        Assert.Equal([("b@example.net", DeliveryAction.Failed), ("d@example.net", DeliveryAction.Delayed)], refusals.Select(r => (r.Recipient, r.Action)));
    }

    [Fact]
    public void Read_TraceDetail_HasTheReply()
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            "\"MessageTraceId\";\"MessageId\";\"Date\";\"Event\";\"Action\";\"Detail\"\n"
            + "\"t1\";\"<m1@example.org>\";\"2026-11-20 10:11:12\";\"Receive\";\"\";\"Message received by: X\"\n"
            + "\"t1\";\"<m1@example.org>\";\"2026-11-20 10:11:12\";\"Fail\";\"\";\"Reason: [{LED=550 5.7.606 Access denied};{MSG=};{FQDN=mx.example.net};{IP=203.0.113.9};{LRT=11/20/2026 10:11:12 AM}]. OutboundProxyTargetIP: 203.0.113.9.\"\n"));

        Assert.Equal(("550 5.7.606 Access denied", "mx.example.net", "203.0.113.9", "m1@example.org"), (refusal.Reply, refusal.RemoteMta, refusal.RemoteAddress, refusal.MessageId));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.Zero), refusal.At);
    }

    [Fact]
    public void Read_PowerMta_HasBouncesAndDelays()
    {
        IReadOnlyList<FoundRefusal> refusals = LogSamples.Read(
            "type,timeLogged,orig,rcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,jobId\n"
            + "d,2026-11-20 10:11:12+0100,a@example.org,b@example.net,relayed,2.0.0 (success),smtp;250 ok,mx.example.net (203.0.113.9),j\n"
            + "b,2026-11-20 10:11:12+0100,a@example.org,b@example.net,failed,5.7.1 (delivery not authorized),\"smtp;550 5.7.1 no, blocked\",mx.example.net (203.0.113.9),j\n"
            + "t,2026-11-20 10:11:12+0100,a@example.org,c@example.net,delayed,4.7.1 (x),smtp;421 later,mx.example.net (203.0.113.9),j\n");

        Assert.Equal([("b@example.net", "550 5.7.1 no, blocked", DeliveryAction.Failed), ("c@example.net", "421 later", DeliveryAction.Delayed)], refusals.Select(r => (r.Recipient!, r.Reply, r.Action!.Value)));
        Assert.Equal(("mx.example.net", "203.0.113.9", "5.7.1", new DateTimeOffset(2026, 11, 20, 10, 11, 12, TimeSpan.FromHours(1))), (refusals[0].RemoteMta, refusals[0].RemoteAddress, refusals[0].Status, refusals[0].At));
    }

    [Fact]
    public void Read_QuotationMarkThatNobodyCloses_TakesNoOtherRowWithIt()
    {
        StringBuilder log = new(Tracking + TrackingRow("FAIL", "b@example.net", "\"open").Replace("\"Hello, \"\"you\"\"\r\nthere\"", "Hello", StringComparison.Ordinal));
        string row = TrackingRow("FAIL", "c@example.net", "550 no").Replace("\"Hello, \"\"you\"\"\r\nthere\"", "Hello", StringComparison.Ordinal);
        for (int i = 0; i < 3000; i++)
        {
            log.Append(row);
        }

        Assert.Equal(3000, LogSamples.Read(log.ToString()).Count(f => f.Recipient == "c@example.net"));
        Assert.Equal(2, LogSamples.Read(log.ToString()[..(log.Length - (2998 * row.Length))]).Count(f => f.Recipient == "c@example.net"));
    }

    [Fact]
    public void Read_PastedTable_IsReadAsOne()
    {
        MailRefusal refusal = Diagnoses.Single(Tracking + TrackingRow("FAIL", "b@example.net", "[{LED=550 5.7.1 no};{FQDN=mx.example.net}]"));

        Assert.Equal(("Exchange", "b@example.net", "5.7.1", "mx.example.net"), (refusal.SourceFormat, refusal.Recipient, refusal.EnhancedCode, refusal.RemoteMta));
    }
}
