using System;
using System.Linq;
using DelistTools.Cases;
using DelistTools.Catalog;

namespace DelistTools.Waiting;

/// <summary>How long an operator says that it takes until an entry is gone.</summary>
internal static class StatedTimes
{
    /// <summary>What the catalogue says of the list: the longest time of its steps, or else when entries run out by themselves.</summary>
    /// <param name="list">The list.</param>
    /// <param name="catalog">The ways off.</param>
    /// <param name="now">Working days count from here (UTC).</param>
    internal static TimeSpan? Of(Blocklist list, ProviderCatalog catalog, DateTime now)
    {
        TimeSpan? longest = catalog.StepsOf(list).Select(s => s.WaitPeriod?.After(now) - now).Max();
        return longest ?? list.ExpiresAfter;
    }

    /// <summary>What the case says, where it names a time that lies ahead, or a step that does; else what the catalogue says.</summary>
    internal static TimeSpan? Of(DelistingCase about, Blocklist list, ProviderCatalog catalog, DateTime now)
    {
        if (about.NextActionAt > now)
        {
            return about.NextActionAt.Value - now;
        }

        TimeSpan? stated = about.Steps.Where(s => s.For == list.Id).Select(s => s.Step.WaitPeriod?.After(now) - now).Max();
        return stated ?? Of(list, catalog, now);
    }
}
