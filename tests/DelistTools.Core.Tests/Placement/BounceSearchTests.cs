using System;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Lab;
using DelistTools.Placement;
using Xunit;

namespace DelistTools.Core.Tests.Placement;

/// <summary>The mailbox is the sender's, and what lies in it is not the message but its bounce.</summary>
public sealed class BounceSearchTests(DovecotFixture fixture) : IClassFixture<DovecotFixture>
{
    private readonly string _user = DovecotFixture.NewUser();

    private readonly string _id = DovecotFixture.NewId();

    [Theory]
    [InlineData("X-Lab: yes")]
    [InlineData("X-Lab-Junk: yes")]
    public async Task Find_Bounce_IsTheRefusal(string field)
    {
        await DeliverAsync(Report(field, "failed", _id));

        ProbePlacement placement = await FindAsync(TimeSpan.FromSeconds(60));

        Assert.False(placement.Found);
        Assert.Equal((550, RefusalCause.AddressBlocked, "spamhaus-zen"), (placement.Refusal!.ReplyCode!.Value, placement.Refusal.Cause, placement.Refusal.Blocklist));
        Assert.Equal(_id, placement.Refusal.MessageId);
        Assert.StartsWith("bounced, ", placement.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_BounceThatOnlyNamesTheMessage_IsTheRefusal()
    {
        await DeliverAsync($"""
            Return-Path: <>
            From: MAILER-DAEMON@mail.example.org
            To: sender@example.org
            Subject: failure notice
            In-Reply-To: <{_id}>
            Message-ID: <b2@mail.example.org>

            Hi. This is the qmail-send program at mail.example.org.
            I'm afraid I wasn't able to deliver your message to the following addresses.

            <anna@example.net>:
            203.0.113.10 does not like recipient.
            Remote host said: 550 5.7.1 Service unavailable; client [192.0.2.25] blocked using zen.spamhaus.org
            Giving up on 203.0.113.10.
            """);

        ProbePlacement placement = await FindAsync(TimeSpan.Zero);

        Assert.Equal("spamhaus-zen", placement.Refusal?.Blocklist);
    }

    [Fact]
    public async Task Find_BounceOfAnotherMessage_IsNoRefusal()
    {
        await DeliverAsync(Report("X-Lab: yes", "failed", "other" + _id));

        Assert.Null((await FindAsync(TimeSpan.Zero)).Refusal);
    }

    [Fact]
    public async Task Find_WarningThatItIsLate_IsGivenInTheEnd()
    {
        await DeliverAsync(Report("X-Lab: yes", "delayed", _id));

        ProbePlacement placement = await FindAsync(TimeSpan.FromMilliseconds(200));

        Assert.Equal(DeliveryAction.Delayed, placement.Refusal!.Action);
        Assert.StartsWith("late, ", placement.ToString(), StringComparison.Ordinal);
        Assert.True(placement.Waited >= TimeSpan.FromMilliseconds(200));
    }

    private Task DeliverAsync(string message) => fixture.Server.DeliverAsync(_user, message, "");

    private Task<ProbePlacement> FindAsync(TimeSpan longest) => DovecotFixture.Search(DovecotFixture.Login(fixture.Server, _user))
        .FindAsync(ProbeMessage.TryParse("<" + _id + ">", DateTime.UtcNow.AddMinutes(-1))!, longest, CancellationToken.None);

    private static string Report(string field, string action, string id) => $"""
        {field}
        Return-Path: <>
        From: MAILER-DAEMON@mail.example.org (Mail Delivery System)
        To: sender@example.org
        Subject: Undelivered Mail Returned to Sender
        Message-ID: <b1@mail.example.org>
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

        --b1
        Content-Type: text/plain

        This is the mail system at host mail.example.org.

        --b1
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mail.example.org

        Final-Recipient: rfc822; anna@example.net
        Action: {action}
        Status: 5.7.1
        Remote-MTA: dns; mx1.example.net
        Diagnostic-Code: smtp; 550 5.7.1 Service unavailable; client [192.0.2.25]
            blocked using zen.spamhaus.org

        --b1
        Content-Type: text/rfc822-headers

        From: sender@example.org
        Message-ID: <{id}>
        Subject: probe

        --b1--
        """;
}
