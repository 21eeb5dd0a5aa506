using System;

namespace DelistTools.Waiting;

/// <summary>
/// What a watch knows of a list by itself: whether about any address can be told. One round without an answer is no change,
/// for a packet is lost now and then; a list whose own test entries show that it is not to be believed is one at once.
/// </summary>
/// <param name="Told">Clear or CannotTell.</param>
/// <param name="Since">Since when that holds, in UTC.</param>
/// <param name="Silent">Rounds in a row in which it gave no answer, counted until they were told.</param>
internal readonly record struct WatchedList(WatchTold Told, DateTime Since, int Silent)
{
    /// <summary>As many rounds without any answer are told.</summary>
    internal const int SilencesUntilTold = 3;

    /// <summary>The same after a round.</summary>
    /// <param name="isAnswered">It said something about at least one address that can be trusted.</param>
    /// <param name="health">What its test entries said.</param>
    /// <param name="now">When (UTC).</param>
    /// <param name="change">What is to be told.</param>
    internal WatchedList After(bool isAnswered, ListHealth health, DateTime now, out BlocklistChange? change)
    {
        change = null;
        if (isAnswered)
        {
            change = Told == WatchTold.CannotTell ? BlocklistChange.CanTellAgain : null;
            return Told == WatchTold.CannotTell ? new WatchedList(WatchTold.Clear, now, 0) : this with { Silent = 0 };
        }

        if (Told == WatchTold.CannotTell)
        {
            return this;
        }

        if (Silent + 1 < SilencesUntilTold && !IsBad(health))
        {
            return this with { Silent = Silent + 1 };
        }

        change = BlocklistChange.CannotTell;
        return new WatchedList(WatchTold.CannotTell, now, 0);
    }

    /// <summary>No accident of one moment.</summary>
    internal static bool IsBad(ListHealth health) => health is ListHealth.ListsWorld or ListHealth.Empty or ListHealth.Refused or ListHealth.Parked or ListHealth.Filtered;
}
