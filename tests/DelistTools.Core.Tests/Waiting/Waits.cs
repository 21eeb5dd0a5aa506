using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Catalog;
using DelistTools.Dns;
using DelistTools.Waiting;

namespace DelistTools.Core.Tests.Waiting;

/// <summary>Waits of days that pass at once: whoever sleeps on the calendar is woken when he wanted to be.</summary>
internal static class Waits
{
    internal const string Address = "203.0.113.25";

    internal const string Name = "25.113.0.203.bl.test";

    internal static readonly DateTime Start = new(2026, 11, 27, 9, 30, 0, DateTimeKind.Utc);

    // Only against a hang: no test depends on how long anything takes.
    internal static readonly TimeSpan Guard = TimeSpan.FromSeconds(60);

    /// <summary>Lets the calendar run until the work is done. <paramref name="woken"/> is called before each waking.</summary>
    internal static Task<T> RunAsync<T>(this FakeCalendar clock, Task<T> work, Action? woken = null) => clock.RunAsync(work, woken, 1);

    /// <summary>The same for work that begins when others have slept before.</summary>
    internal static Task<T> RunFromNowAsync<T>(this FakeCalendar clock, Func<Task<T>> work, Action? woken = null)
    {
        int slept = clock.Waits.Count;
        return clock.RunAsync(work(), woken, slept + 1);
    }

    private static async Task<T> RunAsync<T>(this FakeCalendar clock, Task<T> work, Action? woken, int first)
    {
        for (int slept = first; slept < 10_000; slept++)
        {
            await Task.WhenAny(work, clock.WaitedAsync(slept)).WaitAsync(Guard);
            if (work.IsCompleted)
            {
                return await work;
            }

            woken?.Invoke();
            clock.Advance(TimeSpan.FromTicks(Math.Max(0, clock.Waits[slept - 1].Ticks)));
        }

        throw new InvalidOperationException("The wait never ends.");
    }

    internal static ListAsker Asker(FakeTransport transport, ListCatalog? catalog = null, Func<IDnsTransport>? open = null) => new(
        catalog ?? CatalogText.Catalog(), _ => Task.FromResult(open?.Invoke() ?? transport), Runs.Options());

    internal static BlocklistCheck Check(ListingVerdict verdict, TimeSpan ttl = default, params string[] codes) => new()
    {
        Target = Address, Blocklist = "a-list", Verdict = verdict, Ttl = ttl, Codes = codes, Health = ListHealth.Healthy,
    };

    internal static DnsAnswer Listed(TimeSpan ttl) => new() { Outcome = DnsOutcome.Records, Addresses = [System.Net.IPAddress.Parse("127.0.0.2")], Ttl = ttl };

    internal static DnsAnswer Gone(TimeSpan ttl) => new() { Outcome = DnsOutcome.NameError, IsAuthoritative = true, Ttl = ttl };

    /// <summary>A list of this name that is asked at this pace.</summary>
    internal static Blocklist List(double pace = ListRules.DefaultPace, string id = "a-list", string zone = Lists.Zone) => new()
    {
        Id = id, Name = id, Operator = "Operator of " + id, Zone = zone, Kind = BlocklistKind.IPv4, Rules = new ListRules { PublicZone = zone, Pace = pace },
    };

    /// <summary>From each question about the address to the next.</summary>
    internal static List<TimeSpan> Between(this IReadOnlyList<DateTime> times) => [.. times.Zip(times.Skip(1), (a, b) => b - a)];
}
