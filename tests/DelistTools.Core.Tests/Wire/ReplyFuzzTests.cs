using System;
using System.Collections.Generic;
using Xunit;

namespace DelistTools.Core.Tests.Wire;

public sealed class ReplyFuzzTests
{
    [Fact]
    public void Read_FiftyThousandDamagedReplies_IsNeverWrong()
    {
        Dictionary<string, int> tally = [];
        List<string> faults = ReplyFuzz.Run(50_000, 20261128, tally);
        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));

        // Each way through the reader was gone often enough to say something.
        foreach (string way in new[] { "no reply", "not the answer", "cut off", "damaged", "Records", "NoData", "NameError", "failure", "DnsClient reads it" })
        {
            Assert.True(tally.GetValueOrDefault(way) > 200, way + ": " + tally.GetValueOrDefault(way));
        }
    }
}
