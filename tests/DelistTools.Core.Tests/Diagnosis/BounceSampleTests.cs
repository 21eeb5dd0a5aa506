using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>Bounces of many servers, and mail that is none, with what is right to say of each recipient.</summary>
public sealed class BounceSampleTests
{
    /// <summary>In a column that is not looked at: the words of that sample are nobody's in particular.</summary>
    private const string Unchecked = "-";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Diagnosis", "bounces");

    private static readonly ILookup<string, string[]> Rows = File.ReadLines(Path.Combine(Folder, "expected.tsv"))
        .Skip(1).Select(l => l.Split('\t')).ToLookup(r => r[0]);

    public static TheoryData<string> Names => new(Rows.Select(r => r.Key));

    /// <summary>Samples whose parts are all in one octet a letter below 128, so that any line ends may be put between them.</summary>
    public static TheoryData<string> Plain => new(PlainNames);

    private static IEnumerable<string> PlainNames => Rows.Select(r => r.Key).Where(n => Array.TrueForAll(File.ReadAllBytes(PathOf(n)), b => b < 128));

    [Theory]
    [MemberData(nameof(Names))]
    public void Find_Sample_IsReadRight(string name) => AssertRight(name, Find(File.ReadAllBytes(PathOf(name))));

    [Theory]
    [MemberData(nameof(Plain))]
    public void Find_SampleWithOtherLineEnds_ReadsTheSame(string name)
    {
        string text = File.ReadAllText(PathOf(name));

        AssertRight(name, Find(Encoding.ASCII.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))));
        AssertRight(name, Find(Encoding.ASCII.GetBytes(text.Replace('\n', '\r'))));
        AssertRight(name, Find(Encoding.UTF8.GetPreamble().Concat(Encoding.ASCII.GetBytes("\n\n" + text)).ToArray()));
        AssertRight(name, Find(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(text)).ToArray()));
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void FindInMailbox_AllSamples_AreReadOneByOne(string lineEnd)
    {
        List<string> names = [.. PlainNames];
        string mailbox = string.Concat(names.Select(n => "From MAILER-DAEMON Fri Nov 20 10:11:12 2026\n" + File.ReadAllText(PathOf(n)) + "\n\n"));
        using MemoryStream stream = new(Encoding.ASCII.GetBytes(mailbox.Replace("\n", lineEnd, StringComparison.Ordinal)));

        List<MessageFindings> found = [.. new BounceMessages().FindInMailbox(stream)];

        Assert.Equal(names.Count, found.Count);
        foreach ((string name, MessageFindings findings) in names.Zip(found))
        {
            AssertRight(name, findings);
        }
    }

    [Theory]
    [MemberData(nameof(Plain))]
    public void Read_SampleAsText_FindsTheSameRecipients(string name)
    {
        string[][] rows = [.. Rows[name].Where(r => r[1].Length > 0)];
        if (rows.Length > 0)
        {
            Assert.Equal(rows.Select(r => r[1]), Diagnoses.Read(File.ReadAllText(PathOf(name))).Select(r => r.Recipient));
        }
    }

    private static void AssertRight(string name, MessageFindings findings)
    {
        string[][] rows = [.. Rows[name].Where(r => r[1].Length > 0)];
        List<MailRefusal> refusals = [.. findings.Refusals.Select(f => Diagnoses.Current.Diagnose(f))];

        Assert.Equal(rows.Select(r => r[1]), refusals.Select(r => r.Recipient));
        Assert.Equal(rows.Length == 0, findings.Reason is not null);
        foreach ((string[] row, MailRefusal refusal) in rows.Zip(refusals))
        {
            List<string?> read =
            [
                name, refusal.Recipient, refusal.RemoteMta ?? "", string.Create(CultureInfo.InvariantCulture, $"{refusal.ReplyCode}"), refusal.EnhancedCode ?? "",
                refusal.Stage?.ToString() ?? "", refusal.Action?.ToString() ?? "", refusal.Cause.ToString(),
            ];
            Assert.Equal(row, read.Select((v, i) => row[i] == Unchecked ? Unchecked : v));
        }
    }

    private static string PathOf(string name) => Path.Combine(Folder, name + ".eml");

    private static MessageFindings Find(byte[] message)
    {
        using MemoryStream stream = new(message);
        return new BounceMessages().Find(stream);
    }
}
