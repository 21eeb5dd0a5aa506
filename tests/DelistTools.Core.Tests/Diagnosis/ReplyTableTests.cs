using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;
using Xunit.Abstractions;

namespace DelistTools.Core.Tests;

/// <summary>Replies that were seen, or put together of parts that were, with what is right to say of each.</summary>
public sealed class ReplyTableTests(ITestOutputHelper output)
{
    private static readonly string[][] Rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Diagnosis", "replies.tsv"))
        .Skip(1).Select(l => l.Split('\t')).ToArray();

    public static TheoryData<string> Ids => new(Rows.Select(r => r[0]));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Read_ReplyOfTheTable_IsDiagnosedRight(string id)
    {
        string[] row = Rows.Single(r => r[0] == id);

        MailRefusal refusal = Diagnoses.Single(row[5]);

        Assert.Equal((row[1], row[2]), (refusal.Cause.ToString(), refusal.RuleId));
        Assert.Equal(row[3], refusal.Blocklist ?? "");
        Assert.Equal(row[4], refusal.RefusedAddress ?? "");
        Assert.Contains(refusal.Evidence!, refusal.ReplyText, StringComparison.Ordinal);
        Assert.Equal(row[5][0] == '5', refusal.IsPermanent);
    }

    [Fact]
    public void Read_WholeTable_LeavesNothingUnknown()
    {
        IReadOnlyList<MailRefusal> all = Rows.Select(r => Diagnoses.Single(r[5])).ToList();
        int unknown = all.Count(r => r.Cause == RefusalCause.Unknown);
        int wrong = all.Zip(Rows).Count(p => p.First.Cause != RefusalCause.Unknown && p.First.Cause.ToString() != p.Second[1]);
        output.WriteLine("{0} replies: {1} right, {2} unknown, {3} wrong.", all.Count, all.Count - unknown - wrong, unknown, wrong);
        Assert.Equal((48, 0, 0), (all.Count, unknown, wrong));
    }
}
