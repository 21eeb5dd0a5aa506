using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class CaseNumberTests
{
    [Theory]
    [InlineData("For explanation visit https://postmaster.gmx.net/en/case?c=r0201&i=ip&v=192.0.2.42&r=1MNcgj", "1MNcgj")]
    [InlineData("Poor Reputation Sender. - https://community.mimecast.example/docs/DOC-1#550 [vH7Ns8biNg-p6EfZ0QaVMQ.us149]", "vH7Ns8biNg-p6EfZ0QaVMQ.us149")]
    [InlineData("Refused. Case ID: AB-123456.", "AB-123456")]
    [InlineData("Refused, ticket #8812, ask the postmaster", "8812")]
    [InlineData("Refused (Ref: 20261125.77)", "20261125.77")]
    [InlineData("Reject, id=11092-02-101 - spam", "11092-02-101")]
    [InlineData("likely unsolicited mail. a640c23a62f3a-b12345si123456.789 - gsmtp", "a640c23a62f3a-b12345si123456.789")]
    [InlineData("Message rejected under suspicion of SPAM; https://ya.example/1 1521187425-gIcPFPPEi2-3dKOYbhh", "1521187425-gIcPFPPEi2-3dKOYbhh")]
    [InlineData("on our block list (S3140). [AM5EUR02FT019.eop-EUR02.prod.protection.outlook.com 2026-11-25T10:00:00.000Z 08DE2A3B4C5D6E7F]", "08DE2A3B4C5D6E7F")]
    public void In_NumberOfTheCase_IsFound(string words, string number) => Assert.Equal(number, CaseNumber.In(words));

    [Theory]
    [InlineData("In this case: nobody knows")]
    [InlineData("Requested action not taken: mailbox unavailable")]
    [InlineData("Your request: 192.0.2.4 is refused")]
    [InlineData("See the error log: bob1@example.com")]
    [InlineData("event: 5.7.1 refused")]
    [InlineData("Message-ID: 12345@example.com")]
    [InlineData("See http://service.mail.qq.example/cgi-bin/help?subtype=1&&id=20022&&no=1000725")]
    [InlineData("")]
    public void In_NoNumber_IsNull(string words) => Assert.Null(CaseNumber.In(words));

    [Fact]
    public void Diagnose_NumberInReply_IsInTheRefusal() =>
        Assert.Equal("8812", Diagnoses.Of("550 5.7.1 Your IP 192.0.2.4 is blacklisted (ticket 8812), ticket no 8812").CaseId);

    [Fact]
    public void Diagnose_GroupOfTheSignature_GoesBeforeTheSearch() => Assert.Equal("x9", Diagnoses.Over(
        "{ \"id\": \"a\", \"fragments\": [\"abcd\"], \"pattern\": \"abcd (?<case>\\\\w+)\", \"cause\": \"content-refused\", \"about\": \"x\", \"sources\": [{ \"source\": \"s\" }], \"confidence\": \"low\", \"verifiedOn\": \"2026-11-25\" }")
        .Diagnose(new FoundRefusal { Reply = "550 abcd x9 ticket: 1234" }).CaseId);
}
