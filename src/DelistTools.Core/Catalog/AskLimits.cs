using System;
using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>How much a list's operator may be asked: in the list's entry, or in the section <c>budgets</c> of a user's own file.</summary>
internal sealed class AskLimits
{
    internal const string Section = "budgets";

    private readonly double? _pace;
    private readonly int? _dailyLimit;

    private AskLimits(double? pace, int? dailyLimit)
    {
        _pace = pace;
        _dailyLimit = dailyLimit;
    }

    /// <summary>Questions a second; 0: any number.</summary>
    internal double Pace => _pace ?? ListRules.DefaultPace;

    /// <summary>Questions a day; 0: any number. What is not paced is a server of one's own, unless it has a number.</summary>
    internal int DailyLimit => _dailyLimit ?? (Pace > 0 ? ListRules.DefaultDailyLimit : 0);

    internal static AskLimits Read(EntryReader entry)
    {
        bool isOwn = entry.Flag("own");
        double? pace = entry.Number("pace", 0, 100_000);
        double? limit = entry.Number("dailyLimit", 0, 1_000_000_000);
        if (limit is not null && limit != Math.Floor(limit.Value))
        {
            throw entry.Error("dailyLimit", "expected a whole number.");
        }

        if (isOwn && (pace > 0 || limit > 0))
        {
            throw entry.Error("own", "expected no pace and no dailyLimit for a server of one's own.");
        }

        return isOwn ? new AskLimits(0, 0) : new AskLimits(pace, (int?)limit);
    }

    internal static KeyValuePair<string, AskLimits> ReadOwn(EntryReader entry, ICollection<string> lists) => lists.Contains(entry.Id)
        ? new KeyValuePair<string, AskLimits>(entry.Id, Read(entry))
        : throw entry.Error("id", "expected the id of a list, found '" + entry.Id + "'.");

    /// <summary>What the user sets goes before what the list's entry says.</summary>
    internal AskLimits Under(AskLimits own) => new(own._pace ?? _pace, own._dailyLimit ?? _dailyLimit);
}
