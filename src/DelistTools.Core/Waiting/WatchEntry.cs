using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Waiting;

/// <summary>What a watch knows of one address at one list. Nothing in it changes; each answer makes another one, or the same.</summary>
internal sealed class WatchEntry
{
    internal WatchEntry(string address, string blocklist, WatchTold told, DateTime since, IReadOnlyList<string> codes, DateTime? goneFrom)
    {
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

        bool isListed = check.Verdict == ListingVerdict.Listed;
        if (before is null)
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
