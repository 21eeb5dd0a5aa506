using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

namespace DelistTools.Waiting;

/// <summary>What is watched: its name, and whether lists will put up with it.</summary>
internal static class WatchSet
{
    /// <summary>
    /// Lists that answer for nothing draw the line at about as many a day (Spamhaus: 300,000 and less; others at 100,000);
    /// beyond, one is asked to copy the zone or to pay.
    /// </summary>
    internal const int MostQuestionsADay = 100_000;

    /// <summary>What changes within a quarter of an hour is nothing that mail servers would notice: they remember longer.</summary>
    internal static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(15);

    /// <summary>Between two rounds where nothing else is said; a watch that a schedule calls is taken for one like that.</summary>
    internal static readonly TimeSpan UsualInterval = TimeSpan.FromHours(1);

    /// <summary>Made of what was named, so that it stays the same when the catalogue learns of another list.</summary>
    internal static string NameOf(IEnumerable<string> addresses, IEnumerable<string> choice)
    {
        string text = string.Join(" ", addresses.Distinct().OrderBy(a => a, StringComparer.Ordinal)) + "|"
            + string.Join(" ", choice.Select(c => c.Trim().ToLowerInvariant()).Distinct().OrderBy(c => c, StringComparer.Ordinal));
        return "watch-" + string.Concat(Hash(Encoding.UTF8.GetBytes(text)).Take(6).Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
    }

    /// <summary>What a public list would be asked in a day.</summary>
    internal static double QuestionsADay(int addresses, TimeSpan interval) => addresses * (TimeSpan.FromDays(1).TotalMinutes / interval.TotalMinutes);

    private static byte[] Hash(byte[] text)
    {
#if NET
        return SHA256.HashData(text);
#else
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(text);
#endif
    }
}
