using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using DelistTools.Blocklists;

namespace DelistTools.Waiting;

/// <summary>What is watched: its name, and whether lists will put up with it.</summary>
internal static class WatchSet
{
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

    /// <summary>What each list would be asked in a day.</summary>
    internal static double QuestionsADay(int addresses, TimeSpan interval) => addresses * (TimeSpan.FromDays(1).TotalMinutes / interval.TotalMinutes);

    /// <summary>
    /// A list that would be left out before the day is over: all questions to its operator count, also those to other lists.
    /// The one of which most is too much; null where the day's numbers suffice.
    /// </summary>
    /// <param name="lists">The lists that are watched.</param>
    /// <param name="aDay">Questions a day to each.</param>
    /// <param name="asked">What the operator would be asked in a day.</param>
    internal static Blocklist? FindTooMany(IReadOnlyCollection<SelectedList> lists, double aDay, out double asked)
    {
        Dictionary<string, double> byOperator = lists.Select(l => l.List)
            .Where(l => l.Rules.HasBudget && ContainedLists.WholeOf(l, lists, BlocklistKind.IPv4) is null)
            .GroupBy(l => l.Operator, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.Count() * aDay, StringComparer.OrdinalIgnoreCase);
        double Of(Blocklist list) => byOperator.TryGetValue(list.Operator, out double number) ? number : 0;
        Blocklist? worst = lists.Select(l => l.List).Where(l => l.Rules.DailyLimit > 0 && Of(l) > l.Rules.DailyLimit)
            .OrderByDescending(l => Of(l) / l.Rules.DailyLimit).FirstOrDefault();
        asked = worst is null ? 0 : Of(worst);
        return worst;
    }

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
