using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ReplyFactsTests
{
    [Theory]
    [InlineData("messages from [192.0.2.1] weren't sent", "192.0.2.1")]
    [InlineData("messages from 108.xxx.xxx.xxx weren't sent", null)]
    [InlineData("<192.0.2.1> is blocked", "192.0.2.1")]
    [InlineData("IP=192.0.2.1 - None/bad reputation", "192.0.2.1")]
    [InlineData("521< 192.0.2.1 >_is_blocked", "192.0.2.1")]
    [InlineData("see https://a.example/?ip=192.0.2.1&x=1", "192.0.2.1")]
    [InlineData("[192.0.2.1      19] Our system", "192.0.2.1")]
    [InlineData("[2001:db8::25 19] Our system", "2001:db8::25")]
    [InlineData("Client host [IPv6:2001:db8::25] blocked", "2001:db8::25")]
    [InlineData("address 2001:DB8:0:0::25 is blocked.", "2001:db8::25")]
    [InlineData("banned sender[192.0.2.1].", "192.0.2.1")]
    [InlineData("at 08:06:40 on 2025-11-25T08:06:40.951Z", null)]
    [InlineData("listed at zen.example (127.0.0.2)", null)]
    [InlineData("host 192.0.2.1.dyn.example is refused", null)]
    [InlineData("Messages from 192.0.2.192 deferred - 4.16.55.1; see", "192.0.2.192")]
    [InlineData("case 4.16.55.1: messages from 192.0.2.192 deferred", "192.0.2.192")]
    [InlineData("mx.example.net says: host mx.example.net [203.0.113.9] refuses 192.0.2.1", "192.0.2.1")]
    [InlineData("refused by mx.example.net [203.0.113.9]", null)]
    [InlineData("answer of 198.51.100.25 to 192.0.2.1", "192.0.2.1")]
    [InlineData("999.1.1.1 is no address", null)]
    [InlineData("203.0.113.5 takes no connections from 192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1 is refused, see 203.0.113.5", "192.0.2.1")]
    public void RefusedAddress_Form_IsTheAddressThatIsRefused(string words, string? address) =>
        Assert.Equal(address, ReplyFacts.RefusedAddress(words, "198.51.100.25", needsCue: false));

    [Fact]
    public void RefusedAddress_WithoutCue_IsOnlyTakenWhereTheCauseSaysSo()
    {
        Assert.Null(ReplyFacts.RefusedAddress("no luck with 192.0.2.1 today", null, needsCue: true));
        Assert.Equal("192.0.2.1", ReplyFacts.RefusedAddress("no luck with 192.0.2.1 today", null, needsCue: false));
    }

    [Theory]
    [InlineData("see https://sender.office.com/ and http://b.example", "https://sender.office.com/")]
    [InlineData("(see http://a.example/x?y=1).", "http://a.example/x?y=1")]
    [InlineData("go to https://a.example/path.", "https://a.example/path")]
    [InlineData("see www.example.com", null)]
    public void Url_Reply_IsTheFirstPage(string words, string? url) => Assert.Equal(url, ReplyFacts.Url(words));

    [Theory]
    [InlineData("forward this message to delist@messaging.microsoft.com. For more", "delist@messaging.microsoft.com")]
    [InlineData("Ask your postmaster for help or to contact tosa@rx.t-online.de to clarify", "tosa@rx.t-online.de")]
    [InlineData("is_blocked.For assistance forward this email to abuse_rbl@abuse-att.net", "abuse_rbl@abuse-att.net")]
    [InlineData("<user@example.com>: Recipient address rejected, contact postmaster@example.com", "postmaster@example.com")]
    [InlineData("user@example.com: no such user", null)]
    [InlineData("[a@b.example]: Recipient address rejected", null)]
    [InlineData("could not contact me@example.net", null)]
    public void Mail_Reply_IsWhereTheReaderIsToldToWrite(string words, string? mail) =>
        Assert.Equal(mail, ReplyFacts.Mail(words, "me@example.net"));

    [Fact]
    public void RefusedAddress_HostThatAnswersInAnotherSpelling_IsNotMeant() =>
        Assert.Null(ReplyFacts.RefusedAddress("refused from 2001:db8::25", "2001:DB8:0::25", needsCue: false));
}
