using System;
using System.Collections.Generic;

namespace DelistTools.Waiting;

/// <summary>Says once of each list that a wait for it cannot end as things are: otherwise it would be silent for ever.</summary>
internal sealed class ListWarnings
{
    private readonly Action<string>? _warn;
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    internal ListWarnings(Action<string>? warn)
    {
        _warn = warn;
    }

    /// <summary>Looks at an answer. A silence is no reason, since it may end by itself.</summary>
    internal void Note(BlocklistCheck check)
    {
        bool isStuck = check.Verdict is ListingVerdict.Refused or ListingVerdict.Unverified || (!check.IsAnswered && WatchedList.IsBad(check.Health));
        if (isStuck && _told.Add(check.Blocklist))
        {
            _warn?.Invoke(check.Blocklist + " gives no answer that can be used, and the wait for it cannot end until it does: " + check.Verdict
                + (check.Reason is null ? "." : ", " + NetworkText.Shorten(check.Reason)) + " Test-Blocklist tells more; another resolver (-NameServer) may help.");
        }
    }
}
