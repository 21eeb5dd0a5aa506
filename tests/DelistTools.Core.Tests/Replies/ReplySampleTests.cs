using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Answers and other mail, written without looking at the signatures.</summary>
public sealed class ReplySampleTests
{
    private const string Mark = "=== ";

    public static TheoryData<string, string> Answers => Read("answers.txt");

    public static TheoryData<string, string> OtherMail => Read("other-mail.txt");

    [Theory]
    [MemberData(nameof(Answers))]
    public void Read_Answer_SaysWhatItComesTo(string expected, string text)
    {
        DelistingReply reply = ReplyReadings.Of(text);

        Assert.True(expected == reply.Verdict + " " + (reply.Operator ?? "-"), expected + " is read as " + reply + " by " + reply.RuleId + ": " + reply.Evidence);
    }

    [Theory]
    [MemberData(nameof(OtherMail))]
    public void Read_OtherMail_IsUnknown(string what, string text)
    {
        DelistingReply reply = ReplyReadings.Of(text);

        Assert.True(reply.Verdict == ReplyVerdict.Unknown, what + " is read as " + reply + " by " + reply.RuleId + ": " + reply.Evidence);
        Assert.NotEmpty(reply.Evidence);
    }

    private static TheoryData<string, string> Read(string file)
    {
        TheoryData<string, string> samples = new();
        string name = "";
        List<string> lines = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Replies", file)).Append(Mark))
        {
            if (!line.StartsWith(Mark, StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            if (name.Length > 0)
            {
                samples.Add(name, string.Join("\n", lines));
            }

            name = line[Mark.Length..];
            lines.Clear();
        }

        return samples;
    }
}
