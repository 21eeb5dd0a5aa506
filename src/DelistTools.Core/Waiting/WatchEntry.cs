using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Waiting;

/// <summary>What a watch knows of one address at one list. Nothing in it changes; each answer makes another one, or the same.</summary>
internal sealed class WatchEntry
{
    internal WatchEntry(string address, string blocklist, WatchTold told, DateTime since, IReadOnlyList<string> codes, DateTime? goneFrom, int silent = 0)
    {
        Silent = silent;
        Address = address;
        Blocklist = blocklist;
        Told = told;
        Since = since;
        Codes = codes;
        GoneFrom = goneFrom;
    }

    internal string Address { get; }

    internal string Blocklist { get; }

    internal WatchTold Told { get; }

    /// <summary>Since when that holds, in UTC.</summary>
    internal DateTime Since { get; }

    /// <summary>With which codes it was told as listed.</summary>
    internal IReadOnlyList<string> Codes { get; }

    /// <summary>It was seen to be gone once; from then on (UTC) a second time counts.</summary>
    internal DateTime? GoneFrom { get; }

    /// <summary>Rounds in a row in which the list said nothing about it, although it did about others; as many as are told, and no more.</summary>
    internal int Silent { get; }

    private bool IsSilenceTold => Silent >= WatchedList.SilencesUntilTold;

    /// <summary>What is known after a round in which the list answered for others, and not for this one.</summary>
    /// <param name="before">What was known; null where nothing was.</param>
    /// <param name="check">What came instead of an answer.</param>
    /// <param name="now">When (UTC).</param>
    internal static (WatchEntry After, BlocklistChange? Change) Silenced(WatchEntry? before, BlocklistCheck check, DateTime now)
    {
        if (before is { IsSilenceTold: true })
        {
            return (before, null);
        }

        WatchEntry known = before ?? new WatchEntry(check.Target, check.Blocklist, WatchTold.CannotTell, now, Array.Empty<string>(), null);
        WatchEntry after = new(known.Address, known.Blocklist, known.Told, known.Since, known.Codes, known.GoneFrom, known.Silent + 1);
        return (after, after.IsSilenceTold ? BlocklistChange.CannotTell : null);
    }

    /// <summary>What is known after one more answer, and what of it is to be told.</summary>
    /// <param name="before">What was known; null where nothing was.</param>
    /// <param name="list">The list.</param>
    /// <param name="check">What it said.</param>
    /// <param name="isQuiet">What is listed when it is first asked about is not told.</param>
    /// <param name="now">When (UTC).</param>
    internal static (WatchEntry? After, BlocklistChange? Change) Next(WatchEntry? before, Blocklist list, BlocklistCheck check, bool isQuiet, DateTime now)
    {
        if (!check.IsAnswered)
        {
            return (before, null);
        }

        if (before is { Silent: > 0 })
        {
            WatchEntry heard = before.With(before.Codes, before.GoneFrom);
            (WatchEntry? after, BlocklistChange? change) = Next(heard, list, check, isQuiet, now);
            return (after, change ?? (before.IsSilenceTold ? BlocklistChange.CanTellAgain : null));
        }

        bool isListed = check.Verdict == ListingVerdict.Listed;
        if (before is null or { Told: WatchTold.CannotTell })
        {
            return (New(isListed ? WatchTold.Listed : WatchTold.Clear), isListed && !isQuiet ? BlocklistChange.Listed : null);
        }

        if (before.Told != WatchTold.Listed)
        {
            return isListed ? (New(WatchTold.Listed), BlocklistChange.Listed) : (before, null);
        }

        if (!isListed)
        {
            GoneRule gone = new GoneRule(before.GoneFrom, false).After(list, check, now);
            return gone.IsGone ? (New(WatchTold.Clear), BlocklistChange.Delisted)
                : (gone.ConfirmFrom == before.GoneFrom ? before : before.With(before.Codes, gone.ConfirmFrom), null);
        }

        if (!check.IsPartial && !check.Codes.SequenceEqual(before.Codes))
        {
            return (before.With(check.Codes, null), BlocklistChange.CodesChanged);
        }

        return (before.GoneFrom is null ? before : before.With(before.Codes, null), null);

        WatchEntry New(WatchTold told) => new(check.Target, check.Blocklist, told, now, told == WatchTold.Listed ? check.Codes : Array.Empty<string>(), null);
    }

    private WatchEntry With(IReadOnlyList<string> codes, DateTime? goneFrom) => new(Address, Blocklist, Told, Since, codes, goneFrom);
}
