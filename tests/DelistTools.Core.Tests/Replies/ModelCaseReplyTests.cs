using System;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The two answers that Microsoft gave in the model case, as the examples carry them.</summary>
public sealed class ModelCaseReplyTests
{
    private const string Receipt = "1-receipt.eml";

    private const string Verdict = "2-brightmail.eml";

    [Fact]
    public void First_ReadsLikeARejection_IsAReceipt()
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Example(Receipt));

        Assert.Equal((ReplyVerdict.Received, "microsoft-consumer", "SRX1234567890ID"), (reply.Verdict, reply.Operator, reply.Ticket));
        Assert.Null(reply.Blocklist);
        Assert.True(reply.IsAutomatic);
        Assert.False(reply.ReplyIsRead);
        Assert.Contains("Do not send the form again", reply.NextStep, StringComparison.Ordinal);
        Assert.Equal(new DateTime(2015, 3, 4, 10, 41, 5, DateTimeKind.Utc), reply.Date);
        Assert.Equal(reply.Date!.Value.AddDays(2), reply.WaitUntil);
    }

    [Fact]
    public void Second_AsksForInformation_SendsToSymantec()
    {
        DelistingReply reply = ReplyReadings.Of(ReplyReadings.Example(Verdict));

        Assert.Equal((ReplyVerdict.BlockedByUpstream, "microsoft-consumer", "symantec-brightmail"), (reply.Verdict, reply.Operator, reply.Blocklist));
        Assert.Equal("SRX1234567890ID", reply.Ticket);
        Assert.Contains("https://ipremoval.sms.symantec.com/", reply.NextStep, StringComparison.Ordinal);
        Assert.True(reply.ReplyIsRead);
        Assert.Equal("203.0.113.25: BlockedByUpstream", Assert.Single(reply.Results).ToString());

        // A Wednesday, and the Wednesday after it.
        Assert.Equal(new DateTime(2015, 3, 11, 12, 13, 36, DateTimeKind.Utc), reply.WaitUntil);
        Assert.Equal("5 working days", reply.Wait);
    }

    [Theory]
    [InlineData(Receipt, ReplyVerdict.Received)]
    [InlineData(Verdict, ReplyVerdict.BlockedByUpstream)]
    public void Either_WordsAlone_SaysTheSame(string file, ReplyVerdict expected)
    {
        string mail = ReplyReadings.Example(file).Replace("\r\n", "\n", StringComparison.Ordinal);
        string words = mail[(mail.IndexOf("\n\n", StringComparison.Ordinal) + 2)..].Replace("=\n", "", StringComparison.Ordinal).Replace("=E2=80=99", "\u2019", StringComparison.Ordinal);
        DelistingReply reply = ReplyReadings.Of(words);

        Assert.Equal((expected, "microsoft-consumer"), (reply.Verdict, reply.Operator));
        Assert.Null(reply.Date);
        Assert.Null(reply.From);
        Assert.True(reply.WaitUntil > ReplyReadings.Now);
    }
}
