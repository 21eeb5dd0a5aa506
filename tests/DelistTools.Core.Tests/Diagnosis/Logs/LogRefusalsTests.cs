using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class LogRefusalsTests
{
    private const string Sender = "Nov 20 10:11:11 mail postfix/qmgr[8]: 4F1A2B3C4D: from=<a@example.org>, size=100, nrcpt=1 (queue active)\n";

    private const string Refusal = "Nov 20 10:11:12 mail postfix/smtp[123]: 4F1A2B3C4D: to=<b@example.net>, relay=mx.example.net[203.0.113.9]:25, "
        + "delay=1, dsn=5.7.1, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.7.1 no (in reply to RCPT TO command))\n";

    private const string Other = "Nov 20 10:11:13 mail postfix/smtp[123]: 5F1A2B3C4D: to=<c@example.net>, relay=mx.example.net[203.0.113.9]:25, dsn=2.0.0, status=sent (250 ok)\n";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    [Fact]
    public void Read_BlockBorderAtEveryPlace_ChangesNothing()
    {
        string lines = Sender + Refusal + Other;
        for (int shift = 0; shift <= lines.Length; shift++)
        {
            // A line of filling moves the refusal over the border of the block.
            string filling = new string('x', LogIntake.BlockSize - shift - 1) + "\n";
            string before = string.Concat(Enumerable.Repeat(Other, 3));
            FoundRefusal found = Assert.Single(LogSamples.Read(before + filling[before.Length..] + lines + Other));

            Assert.Equal(("b@example.net", "a@example.org", "550 5.7.1 no", "mail"), (found.Recipient, found.Sender, found.Reply, found.ReportedBy));
        }
    }

    [Fact]
    public void Read_PiecesOfAnySize_ChangeNothing()
    {
        byte[] log = Bytes(string.Concat(Enumerable.Repeat(Other + Sender + Refusal, 40)));
        foreach (int[] sizes in new int[][] { [1], [2, 3, 5, 7], [1, 4096], [64, 1], [log.Length] })
        {
            IReadOnlyList<FoundRefusal> found = LogSamples.Read(new OddStream(log, sizes));

            Assert.Equal(40, found.Count);
            Assert.All(found, f => Assert.Equal(("b@example.net", "a@example.org"), (f.Recipient, f.Sender)));
        }
    }

    [Theory]
    [InlineData("\r\n", true)]
    [InlineData("\r", true)]
    [InlineData("\r", false)]
    [InlineData("\n", false)]
    [InlineData("\r\n", false)]
    public void Read_AnyLineEnd_ChangesNothing(string lineEnd, bool isLastEnded)
    {
        string log = (Other + Sender + Refusal).Replace("\n", lineEnd, StringComparison.Ordinal);
        FoundRefusal found = Assert.Single(LogSamples.Read(isLastEnded ? log : log.TrimEnd()));

        Assert.Equal(("550 5.7.1 no", SmtpStage.Recipient), (found.Reply, found.Stage));
    }

    [Theory]
    [InlineData("Nov 20 10:11:12 2025 mail ")]
    [InlineData("Nov 20 2025 10:11:12 mail ")]
    public void Read_TimeWithItsYear_IsOfThatYear(string head)
    {
        FoundRefusal found = Assert.Single(LogSamples.Read(Refusal.Replace("Nov 20 10:11:12 mail ", head, StringComparison.Ordinal)));

        Assert.Equal(("mail", 2025), (found.ReportedBy, found.At!.Value.Year));
    }

    [Fact]
    public void Read_LogOfSeveralServers_GivesThoseOfAll()
    {
        string first = string.Concat(Enumerable.Repeat(Other, 600));
        const string Exim = "2026-11-20 10:11:12 1tABCD-0001xY-2Z ** b@example.net R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after end of data: 554 no\n";
        const string Sendmail = "Nov 20 10:11:12 mail sm-mta[12]: 4AK9BBxx012345: to=<b@example.net>, delay=00:00:01, relay=mx.example.net. [203.0.113.9], dsn=5.1.1, stat=User unknown\n";
        const string Qmail = "@4000000065937b7a00000000 starting delivery 12: msg 4711 to remote b@example.net\n"
            + "@4000000065937b7a1dcd6500 delivery 12: failure: 203.0.113.9_does_not_like_recipient./Remote_host_said:_550_no/Giving_up_on_203.0.113.9./\n";

        Assert.True(first.Length > 75_000);
        Assert.Equal(["Postfix", "Sendmail", "Exim", "qmail"], LogSamples.Read(first + Refusal + Sendmail + Exim + Qmail).Select(f => f.Format));
    }

    [Fact]
    public void Read_BytesThatAreNoUtf8_AreReadAsLatin1()
    {
        byte[] log = Encoding.Latin1.GetBytes((Sender + Refusal).Replace("no (in", "gesperrt für Sie (in", StringComparison.Ordinal));

        Assert.Equal("550 5.7.1 gesperrt für Sie", Assert.Single(LogSamples.Read(log)).Reply);
    }

    [Fact]
    public void Read_ZerosAHoleLeft_DoNotHideTheLineBehindThem()
    {
        using HugeStream log = new(Bytes(Other), 0, 5_000_000, Bytes(Refusal));

        Assert.Equal(("b@example.net", "mail"), Assert.Single(LogSamples.Read(log)) is var f ? (f.Recipient, f.ReportedBy) : default);
    }

    [Fact]
    public void Read_LineOfHundredMegabytes_IsNeitherHeldNorHidesTheNext()
    {
        using HugeStream log = new(Bytes(Refusal + Refusal.TrimEnd()), (byte)'=', 100_000_000, Bytes("\n" + Refusal));
        long before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(3, LogSamples.Read(log).Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Theory]
    [InlineData("=<")]
    [InlineData("** ")]
    [InlineData("= ")]
    [InlineData(": to=<")]
    [InlineData("1tABCD-0001xY-2Z ** ")]
    [InlineData("p[1]: 4F1A2B3C4D: to=<")]
    [InlineData("p[1]: 4F1A2B3C4D: to=<b>, status=bounced (")]
    [InlineData(", stat=")]
    [InlineData("delivery 1: failure: ")]
    [InlineData("\"")]
    public void Read_AnchorsWithoutEnd_AreReadInTheirBounds(string part)
    {
        byte[] line = Bytes(string.Concat(Enumerable.Repeat(part, 4_000_000 / part.Length)));

        Assert.InRange(LogSamples.Read([.. Bytes(Other + Other), .. line]).Count, 0, 100);
        Assert.InRange(LogSamples.Read(line).Count, 0, 100);
    }

    [Fact]
    public void Read_FlippedBytes_NeverFails()
    {
        Random random = new(20261125);
        byte[] log = Bytes(
            Sender + Refusal + Other
            + "2026-11-20 10:11:12 1tABCD-0001xY-2Z ** b@example.net R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after RCPT TO:<b@example.net>: host mx.example.net [203.0.113.9]: 550 no\n"
            + "Nov 20 10:11:12 mail sm-mta[12]: 4AK9BBxx012345: to=<b@example.net>, ctladdr=<c@example.org> (1000/1000), relay=mx.example.net. [203.0.113.9], dsn=5.7.1, reply=550 no, stat=Service unavailable\n"
            + "@4000000065937b7a1dcd6500 starting delivery 12: msg 4711 to remote b@example.net\n@4000000065937b7a1dcd6500 delivery 12: failure: 203.0.113.9_does_not_like_recipient./Remote_host_said:_550_no/\n");
        for (int i = 0; i < 2_000; i++)
        {
            byte[] flipped = [.. log];
            for (int n = random.Next(1, 12); n > 0; n--)
            {
                flipped[random.Next(flipped.Length)] = (byte)random.Next(256);
            }

            LogSamples.Read(flipped[..random.Next(flipped.Length)]);
        }
    }

    [Fact]
    public void Read_Cancelled_Stops()
    {
        using CancellationTokenSource source = new();
        using IEnumerator<FoundRefusal> found = new LogRefusals(LogSamples.Clock).Read(new MemoryStream(Bytes(Refusal + Refusal)), source.Token).GetEnumerator();
        Assert.True(found.MoveNext());

        source.Cancel();

        Assert.Throws<OperationCanceledException>(() => found.MoveNext());
    }

    [Fact]
    public void Read_LinesInUtf16_AreRead()
    {
        byte[] log = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(string.Concat(Enumerable.Repeat(Other, 3000)) + Sender + Refusal)];

        Assert.Equal("a@example.org", Assert.Single(LogSamples.Read(log)).Sender);
        Assert.Single(LogSamples.Read(new OddStream(log, 1, 3, 70_000)));
    }

    [Fact]
    public void Read_SendersOfManyMessages_AreForgottenRatherThanMistaken()
    {
        StringBuilder log = new(Sender);
        for (int i = 0; i < 200_000; i++)
        {
            log.Append(Sender.Replace("4F1A2B3C4D", "A" + i.ToString("X8", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal)
                .Replace("a@example.org", "other" + i.ToString(System.Globalization.CultureInfo.InvariantCulture) + "@example.org", StringComparison.Ordinal));
        }

        log.Append(Refusal).Append(Refusal.Replace("4F1A2B3C4D", "A00030D3F", StringComparison.Ordinal));

        Assert.Equal([null, "other199999@example.org"], LogSamples.Read(log.ToString()).Select(f => f.Sender));
    }

    [Theory]
    [InlineData("Nov 20 10:11:12 mail postfix/qmgr[8]: 4F1A2B3C4D: removed\n", true)]
    [InlineData("2026-11-20T10:11:12.345+01:00 mail postfix/qmgr[8]: 4F1A2B3C4D: removed\nsecond line of it", true)]
    [InlineData("2026-11-20 10:11:12 1tABCD-0001xY-2Z Completed\n", true)]
    [InlineData("@4000000065937b7a1dcd6500 end msg 4711\n", true)]
    [InlineData("Nov 20 10:11:12 mail postfix/qmgr[8]: 4F1A2B3C4D: removed\rNov 20 10:11:12 mail postfix/qmgr[8]: x\r", true)]
    [InlineData("-- Logs begin at Fri 2026-11-20 10:11:12 UTC. --\nNov 20 10:11:12 mail postfix/qmgr[8]: x\n", true)]
    [InlineData("mail  | Nov 20 10:11:12 mail postfix/qmgr[8]: x\n", true)]
    [InlineData("#Software: Microsoft Exchange Server\r\n#Fields: date-time,event-id,recipient-address,recipient-status,sender-address\r\n", true)]
    [InlineData("[203.0.113.9]:25, status=sent (250 ok)\nNov 20 10:11:12 m x\nNov 20 10:11:12 m x\nNov 20 10:11:12 m x\nNov 20 10:11:12 m x\n", true)]
    [InlineData("[203.0.113.9]:25, status=sent (250 ok)\nNov 20 10:11:12 m x\nand\nNov 20 10:11:12 m x\nso\nNov 20 10:11:12 m x\nNov 20 10:11:12 m x\n", false)]
    [InlineData("20/11/2026:10.11 mail postfix/qmgr[8]: 4F1A2B3C4D: removed\n20/11/2026:10.11 mail postfix/smtp[8]: 4F1A2B3C4D: x\n", true)]
    [InlineData("From a@example.org Fri Nov 20 10:11:12 2026\nSubject: x\n\nx\n", false)]
    [InlineData("Return-Path: <>\nSubject: x\n\nNov 20 10:11:12 mail postfix/smtp[1]: x\n", false)]
    [InlineData("550 5.7.1 Blocked\n", false)]
    [InlineData("#Software: Microsoft Exchange Server\r\n#Fields: date-time,session-id\r\n", false)]
    [InlineData("name,street,town\nx,y,z\n", false)]
    [InlineData("", false)]
    [InlineData("\0\u0001\u0002PK", false)]
    public void LooksLikeLog_Beginning_IsToldByItsLines(string head, bool expected)
    {
        byte[] bytes = Bytes(head);

        Assert.Equal(expected, LogRefusals.LooksLikeLog([.. bytes, 1, 2, 3], bytes.Length));
    }
}
