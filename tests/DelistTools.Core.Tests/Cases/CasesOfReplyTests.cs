using System.Linq;
using DelistTools.Cases;
using Xunit;

namespace DelistTools.Core.Tests.Cases;

public sealed class CasesOfReplyTests
{
    private static readonly DelistingCase First = CaseSamples.Microsoft(1, "203.0.113.25").After(CaseSamples.Friday, e => e.AddTicket("SRX1"));
    private static readonly DelistingCase Second = CaseSamples.Microsoft(2, "203.0.113.26");
    private static readonly DelistingCase Closed = CaseSamples.Microsoft(3, "203.0.113.27")
        .After(CaseSamples.Friday, e => e.AddTicket("SRX3"), e => e.State = CaseState.Solved);

    [Theory]
    [InlineData("srx1", "microsoft-consumer", "203.0.113.26", "1")]
    [InlineData("SRX3", null, "", "3")]
    [InlineData("other", "microsoft-consumer", "203.0.113.26", "2")]
    [InlineData(null, "microsoft-consumer", "203.0.113.0/24", "1 2")]
    [InlineData(null, "microsoft-consumer", "203.0.113.24/31", "1")]
    [InlineData(null, "microsoft-consumer", "198.51.100.1", "")]
    [InlineData(null, "microsoft-consumer", "", "1 2")]
    [InlineData(null, "symantec-brightmail", "203.0.113.25", "1")]
    [InlineData(null, "barracuda-brbl", "203.0.113.25", "")]
    [InlineData(null, null, "203.0.113.26", "")]
    [InlineData("other", null, "203.0.113.26", "")]
    [InlineData("SRX1", "gmail", "203.0.113.25", "")]
    [InlineData("SRX1", "microsoft-365", "", "1")]
    [InlineData(null, null, "", "")]
    public void Find_Reply_IsThatOfTheCase(string? ticket, string? by, string addresses, string expected)
    {
        DelistingReply reply = CaseSamples.Reply(ReplyVerdict.Received, by, ticket, addresses: addresses.Split(' ', System.StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(expected, string.Join(" ", CasesOfReply.Find(reply, [First, Second, Closed]).Select(c => c.Id)));
    }

    [Fact]
    public void Find_OneOpenCaseWithTheOperator_IsEnough() =>
        Assert.Equal(2, Assert.Single(CasesOfReply.Find(CaseSamples.Reply(ReplyVerdict.Received, "microsoft-consumer"), [Second, Closed])).Id);
}
