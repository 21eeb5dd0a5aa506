using System;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class QmailLogTests
{
    [Theory]
    [InlineData("failure: 203.0.113.9_does_not_like_recipient./Remote_host_said:_550-5.7.1_Blocked/550_5.7.1_see_https://example.net/b/Giving_up_on_203.0.113.9./", "203.0.113.9", SmtpStage.Recipient, "550-5.7.1 Blocked\n550 5.7.1 see https://example.net/b", null)]
    [InlineData("failure: <b@example.net>_203.0.113.9_failed_after_I_sent_the_message./Remote_host_said:_554_no/", "203.0.113.9", SmtpStage.Data, "554 no", null)]
    [InlineData("failure: Connected_to_203.0.113.9_but_sender_was_rejected./Remote_host_said:_550_no/", "203.0.113.9", SmtpStage.MailFrom, "550 no", null)]
    [InlineData("deferral: Connected_to_203.0.113.9_but_greeting_failed./Remote_host_said:_421_busy/", "203.0.113.9", SmtpStage.Connect, "421 busy", null)]
    [InlineData("deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/", null, SmtpStage.Connect, "Sorry, I wasn't able to establish an SMTP connection. (#4.4.1)", "4.4.1")]
    [InlineData("failure: Sorry,_I_couldn't_find_any_host_named_example.net._(#5.1.2)/", null, null, "Sorry, I couldn't find any host named example.net. (#5.1.2)", "5.1.2")]
    public void Read_Delivery_HasAllThatTheLinesTell(string rest, string? address, SmtpStage? stage, string reply, string? status)
    {
        foreach (string lineEnd in new[] { "\n", "\r\n" })
        {
            FoundRefusal refusal = Assert.Single(LogSamples.Read(string.Join(
                lineEnd,
                "@4000000065937b7a00000000 new msg 4711",
                "@4000000065937b7a00000000 info msg 4711: bytes 900 from <a@example.org> qp 5 uid 89",
                "@4000000065937b7a00000000 starting delivery 12: msg 4711 to remote b@example.net",
                "@4000000065937b7a00000000 starting delivery 1: msg 4712 to remote c@example.net",
                "@4000000065937b7a00000000 status: local 0/10 remote 1/20",
                "@4000000065937b7a1dcd6500 delivery 12: " + rest,
                "@4000000065937b7a1dcd6500 delivery 1: success: 203.0.113.9_accepted_message./Remote_host_said:_250_ok/",
                "@4000000065937b7a1dcd6500 end msg 4711",
                "")));

            Assert.Equal(("qmail", "b@example.net", "a@example.org", "4711"), (refusal.Format, refusal.Recipient, refusal.Sender, refusal.QueueId));
            Assert.Equal((address, stage, reply, status), (refusal.RemoteAddress, refusal.Stage, refusal.Reply, refusal.Status));
            Assert.Equal(rest[0] == 'f' ? DeliveryAction.Failed : DeliveryAction.Delayed, refusal.Action);
            Assert.Equal((new DateTimeOffset(2024, 1, 2, 2, 56, 48, 500, TimeSpan.Zero), null), (refusal.At, refusal.ReportedBy));
        }
    }

    [Fact]
    public void Read_ThroughSyslog_HasItsHost()
    {
        FoundRefusal refusal = Assert.Single(LogSamples.Read(
            "Nov 20 10:11:12 mail qmail: 1795165872.123456 starting delivery 12: msg 4711 to local b@example.net\n"
            + "Nov 20 10:11:12 mail qmail: 1795165872.123456 delivery 12: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/\n"));

        Assert.Equal(("mail", "b@example.net", "5.1.1", null), (refusal.ReportedBy, refusal.Recipient, refusal.Status, refusal.Sender));
    }
}
