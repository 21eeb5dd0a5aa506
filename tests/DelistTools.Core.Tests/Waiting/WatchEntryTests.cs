using System;
using System.Linq;
using DelistTools.Waiting;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class WatchEntryTests
{
    [Theory]
    [InlineData("L", "Listed")]
    [InlineData("N L L", "Listed")]
    [InlineData("L N N", "Listed Delisted")]
    [InlineData("L N", "Listed")]
    [InlineData("L N L N L", "Listed")]
    [InlineData("L N F N", "Listed Delisted")]
    [InlineData("L F F F F F N N L", "Listed Delisted Listed")]
    [InlineData("F R U", "")]
    [InlineData("L X X L", "Listed CodesChanged CodesChanged")]
    [InlineData("L N X", "Listed CodesChanged")]
    [InlineData("I I", "")]
    [InlineData("L I I", "Listed Delisted")]
    public void Next_AnswersInARow_TellsWhatChanged(string answers, string told) => Assert.Equal(told, string.Join(" ", Told(answers, isQuiet: false)));

    [Theory]
    [InlineData("L L", "")]
    [InlineData("L N N L", "Delisted Listed")]
    [InlineData("N L", "Listed")]
    public void Next_WhereWhatIsThereIsNotTold_TellsTheRest(string answers, string told) => Assert.Equal(told, string.Join(" ", Told(answers, isQuiet: true)));

    [Theory]
    [InlineData("F", "")]
    [InlineData("F F", "")]
    [InlineData("F F F", "CannotTell")]
    [InlineData("F F F F F F F", "CannotTell")]
    [InlineData("F F A F F A", "")]
    [InlineData("B", "CannotTell")]
    [InlineData("B A A", "CannotTell CanTellAgain")]
    [InlineData("F F F A F F F", "CannotTell CanTellAgain CannotTell")]
    public void After_RoundsOfAList_TellOnceThatItCannotBeAsked(string rounds, string told)
    {
        WatchedList list = new(WatchTold.Clear, Waits.Start, 0);
        string[] changes = [.. rounds.Split(' ').Select(r =>
        {
            list = list.After(r == "A", r == "B" ? ListHealth.Empty : ListHealth.Unreachable, Waits.Start, out BlocklistChange? change);
            return change;
        }).OfType<BlocklistChange>().Select(c => c.ToString())];

        Assert.Equal(told, string.Join(" ", changes));
    }

    private static string[] Told(string answers, bool isQuiet)
    {
        DateTime now = Waits.Start;
        WatchEntry? entry = null;
        return [.. answers.Split(' ').Select(a =>
        {
            now = now.AddHours(1);
            (entry, BlocklistChange? change) = WatchEntry.Next(entry, Waits.List(), Answer(a), isQuiet, now);
            return change;
        }).OfType<BlocklistChange>().Select(c => c.ToString())];
    }

    private static BlocklistCheck Answer(string answer) => answer switch
    {
        "L" => Waits.Check(ListingVerdict.Listed, codes: "127.0.0.2"),
        "X" => Waits.Check(ListingVerdict.Listed, codes: "127.0.0.4"),
        "N" => Waits.Check(ListingVerdict.NotListed),
        "I" => Waits.Check(ListingVerdict.Informational),
        "F" => Waits.Check(ListingVerdict.Failed),
        "R" => Waits.Check(ListingVerdict.Refused),
        _ => Waits.Check(ListingVerdict.Unverified),
    };
}
