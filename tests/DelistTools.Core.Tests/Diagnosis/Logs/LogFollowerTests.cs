using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What happens to the log happens while the follower waits, so that nothing depends on time.</summary>
public sealed class LogFollowerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string Log => Path.Combine(_folder, "mail.log");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Follow_LinesThatAreAdded_AreGiven() => Assert.Equal(
        ["1", "2", "3"],
        Follow(() => Append(Line(1)), () => Append(Line(2) + Line(3))));

    [Fact]
    public void Follow_FileThatIsMissingForAWhile_IsWaitedFor() => Assert.Equal(
        ["1", "2", "3"],
        Follow(() => { }, () => Append(Line(1)), () => File.Move(Log, Log + ".1"), () => { }, () => Append(Line(2)), () => File.Delete(Log), () => Append(Line(3))));

    [Fact]
    public void Follow_LineWithoutItsEnd_CountsOnceItHasIt()
    {
        string line = Line(1);
        List<int> seen = [];
        List<string> found = Follow(
            seen, () => Append(line[..50]), () => Append(line[50..^1]), () => { }, () => Append("\n" + Line(2)));

        Assert.Equal(["1", "2"], found);
        Assert.Equal([0, 0, 0, 0, 2], seen);
    }

    [Fact]
    public void Follow_RenamedAndCreatedAnew_LosesNoLine() => Assert.Equal(
        ["1", "2", "3", "4", "5"],
        Follow(
            () => Append(Line(1)),
            () =>
            {
                // Written after the last look, and by a program that has not yet been told to open the new file.
                using StreamWriter writer = new(new FileStream(Log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete));
                writer.Write(Line(2));
                writer.Flush();
                File.Move(Log, Log + ".1");
                File.WriteAllText(Log, "");
                writer.Write(Line(3));
            },
            () => File.AppendAllText(Log + ".1", Line(4)),
            () => Append(Line(5))));

    [Fact]
    public void Follow_RotatedBetweenTwoLooks_LosesNoLastLine() => Assert.Equal(
        ["1", "2", "3", "4"],
        Follow(
            () => Append(Line(1)),
            () =>
            {
                Append(Line(2) + Line(3).TrimEnd());
                File.Move(Log, Log + ".1");
                Append(Line(4));
            }));

    [Fact]
    public void Follow_RotatedToALongerFile_ReadsItFromItsBeginning() => Assert.Equal(
        Enumerable.Range(1, 50).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Follow(
            () => Append(Line(1)),
            () =>
            {
                File.Move(Log, Log + ".1");
                Append(string.Concat(Enumerable.Range(2, 49).Select(Line)));
            }));

    [Fact]
    public void Follow_CopiedAndTruncated_GoesOnFromTheBeginning() => Assert.Equal(
        ["1", "2", "3", "4"],
        Follow(() => Append(Line(1) + Line(2)), () => Truncate(), () => Append(Line(3)), () => Append(Line(4))));

    [Fact]
    public void Follow_TruncatedAndGrownPastWhereReadingStopped_GoesOnFromTheBeginning() => Assert.Equal(
        ["1", "2", "3", "4"],
        Follow(
            () => Append(Line(1)),
            () =>
            {
                Truncate();
                Append(Line(2) + Line(3) + Line(4));
            }));

    [Fact]
    public void Follow_HalfALineBeforeTruncation_DoesNotSpoilTheNext() => Assert.Equal(
        ["1", "3"],
        Follow(() => Append(Line(1) + Line(2)[..60]), () => Truncate(), () => Append(Line(3))));

    [Fact]
    public void Follow_SenderBeforeTheRotation_IsRemembered()
    {
        using CancellationTokenSource source = new();
        Queue<Action> events = new(
        [
            () => Append("Nov 20 10:11:12 mail postfix/qmgr[8]: 4F1A2B3C4D: from=<a@example.org>, size=1, nrcpt=1 (queue active)\n"),
            () => File.Move(Log, Log + ".1"),
            () => Append(Line(1)),
            () => source.Cancel(),
        ]);
        LogFollower follower = new(LogSamples.Clock, _ => events.Dequeue()());

        Assert.Equal("a@example.org", Assert.Single(follower.Follow(Log, source.Token)).Sender);
    }

    [Fact]
    public void Follow_CancelledWhileItWaits_EndsAtOnce()
    {
        using CancellationTokenSource source = new();
        File.WriteAllText(Log, Line(1));
        List<FoundRefusal> found = [];
        foreach (FoundRefusal refusal in new LogFollower(LogSamples.Clock).Follow(Log, source.Token))
        {
            found.Add(refusal);
            source.Cancel();
        }

        Assert.Single(found);
    }

    [Fact]
    public void Follow_FileThatMayNotBeRead_Fails()
    {
        Directory.CreateDirectory(Log);

        Assert.ThrowsAny<UnauthorizedAccessException>(() => new LogFollower(LogSamples.Clock, _ => { }).Follow(Log, default).First());
    }

    private static string Line(int number) => "Nov 20 10:11:" + (number % 60).ToString("00", System.Globalization.CultureInfo.InvariantCulture)
        + " mail postfix/smtp[123]: 4F1A2B3C4D: to=<" + number.ToString(System.Globalization.CultureInfo.InvariantCulture)
        + "@example.net>, relay=none, delay=1, dsn=5.7.1, status=bounced (host mx.example.net[203.0.113.9] said: 550 no)\n";

    private void Append(string text) => File.AppendAllText(Log, text, Encoding.ASCII);

    private void Truncate()
    {
        using FileStream file = new(Log, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        file.SetLength(0);
    }

    private List<string> Follow(params Action[] events) => Follow([], events);

    /// <summary>The recipients' numbers; each event happens once all before it was read.</summary>
    private List<string> Follow(List<int> seen, params Action[] events)
    {
        using CancellationTokenSource source = new();
        Queue<Action> left = new(events);
        List<string> found = [];
        LogFollower follower = new(LogSamples.Clock, _ =>
        {
            seen.Add(found.Count);
            (left.Count > 0 ? left.Dequeue() : source.Cancel)();
        });
        foreach (FoundRefusal refusal in follower.Follow(Log, source.Token))
        {
            found.Add(refusal.Recipient!.Split('@')[0]);
        }

        return found;
    }
}
