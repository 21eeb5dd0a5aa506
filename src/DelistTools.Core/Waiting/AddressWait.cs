using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;

namespace DelistTools.Waiting;

/// <summary>Waits until an address is off lists: those that are named, or those that have it now.</summary>
internal sealed class AddressWait
{
    private readonly ListAsker _asker;
    private readonly Func<Blocklist, TimeSpan?> _statedTime;
    private readonly WaitOptions _options;

    /// <param name="asker">The way to the lists.</param>
    /// <param name="statedTime">How long a list's operator says that it takes.</param>
    /// <param name="options">The wait.</param>
    internal AddressWait(ListAsker asker, Func<Blocklist, TimeSpan?> statedTime, WaitOptions options)
    {
        _asker = asker;
        _statedTime = statedTime;
        _options = options;
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="address">The address.</param>
    /// <param name="lists">Lists that were named; each of them must let it go.</param>
    /// <param name="candidates">Where none was named: of these, those that have the address now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<DelistingWait> WaitAsync(
        IPAddress address, IReadOnlyList<Blocklist> lists, IReadOnlyList<SelectedList> candidates, CancellationToken cancellationToken)
    {
        DateTime since = _options.Clock.UtcNow;
        DateTime end = _options.EndOf(since);
        WaitTarget target = WaitTarget.Of(address);
        ListWarnings warnings = new(_options.Warn);
        ListWait wait = new(_asker, _options.Clock, lists.Select(l => new WaitedEntry(target, l, AskSchedule.Of(l, _statedTime(l)), since)).ToList());
        int looked = 0;
        if (lists.Count == 0)
        {
            (DelistingWait? ended, ListWait? found, looked) = await FindAsync(address, candidates, since, end, cancellationToken).ConfigureAwait(false);
            if (found is null)
            {
                return ended!;
            }

            wait = found;
        }

        while (true)
        {
            foreach (WaitedEntry entry in await wait.AskAsync(cancellationToken).ConfigureAwait(false))
            {
                warnings.Note(entry.Check!);
                _options.Trace?.Invoke(entry.Described + ": " + entry.Check!.Verdict + (entry.Check.Reason is null ? "" : " (" + entry.Check.Reason + ")"));
            }

            if (wait.NextAt is not { } next)
            {
                (WaitEnd ended, string reason) = wait.End();
                return Result(target.Text, wait, ended, reason, since, looked);
            }

            if (!await SleepAsync(wait.Described, next, end, cancellationToken).ConfigureAwait(false))
            {
                return Result(target.Text, wait, WaitEnd.TimedOut, "The time is up, and it is not known to be gone: " + wait.Described + ".", since, looked);
            }
        }
    }

    /// <summary>Finds the lists that have the address. Where nobody can tell, it asks until somebody can.</summary>
    private async Task<(DelistingWait? Ended, ListWait? Found, int Asked)> FindAsync(
        IPAddress address, IReadOnlyList<SelectedList> candidates, DateTime since, DateTime end, CancellationToken cancellationToken)
    {
        AskSchedule retries = AskSchedule.OfRetries();
        for (int asked = 1; ; asked++)
        {
            IpBlocklistResult result = await _asker.AskAsync(address, candidates, cancellationToken).ConfigureAwait(false);
            DateTime now = _options.Clock.UtcNow;
            _options.Trace?.Invoke(result + (result.IsListed ? " on " + string.Join(", ", result.ListedOn) : "") + ", " + result.Answered + " of " + result.Asked + " lists answered");
            if (result.IsListed)
            {
                return (null, Found(address, candidates, result, now), asked);
            }

            ListWait none = new(_asker, _options.Clock, Array.Empty<WaitedEntry>());
            if (result.Status == ListingStatus.NotListed)
            {
                return (Result(
                    result.Address, none, WaitEnd.NotListed, "None of the " + result.Asked + " lists that were asked has it, so there is nothing to wait for.", since, asked), null, asked);
            }

            if (asked == 1 && result.Answered > 0)
            {
                _options.Warn?.Invoke(result.Address + ": only " + result.Answered + " of " + result.Asked
                    + " lists gave an answer that can be used, so it is not known yet which have it. Test-Blocklist tells which are wrong; -Blocklist names those to wait for.");
            }

            DateTime next = result.Answered == 0 ? retries.AfterFailure(now) : retries.AfterAnswer(TimeSpan.Zero, now);
            if (!await SleepAsync(result.Address + ": which lists have it", next, end, cancellationToken).ConfigureAwait(false))
            {
                return (Result(result.Address, none, WaitEnd.TimedOut, "The time is up, and no list could be found that has it: too few answered.", since, asked, next), null, asked);
            }
        }
    }

    private ListWait Found(IPAddress address, IReadOnlyList<SelectedList> candidates, IpBlocklistResult result, DateTime now)
    {
        List<WaitedEntry> entries = new();
        foreach (BlocklistCheck check in result.Listings)
        {
            Blocklist list = candidates.First(l => l.List.Id == check.Blocklist).List;
            WaitedEntry entry = new(WaitTarget.Of(address), list, AskSchedule.Of(list, _statedTime(list)), now);
            entry.Note(check, now);
            entries.Add(entry);
        }

        return new ListWait(_asker, _options.Clock, entries);
    }

    /// <summary>Waits for the time; false where that of the whole wait is up first.</summary>
    private async Task<bool> SleepAsync(string what, DateTime next, DateTime end, CancellationToken cancellationToken)
    {
        DateTime until = next < end ? next : end;
        _options.Status?.Invoke(Line(what, until));
        await _options.Clock.DelayAsync(until - _options.Clock.UtcNow, cancellationToken).ConfigureAwait(false);
        return _options.Clock.UtcNow < end;
    }

    internal static string Line(string what, DateTime until) =>
        what + ", next at " + until.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private DelistingWait Result(string target, ListWait wait, WaitEnd ended, string reason, DateTime since, int looked, DateTime? next = null) => new()
    {
        Target = target,
        Blocklist = wait.Entries.Select(e => e.List.Id).ToList().AsReadOnly(),
        Ended = ended,
        Reason = reason,
        Since = since,
        EndedAt = _options.Clock.UtcNow,
        Asked = looked + wait.Asked,
        Checks = wait.Checks,
        NextAskAt = wait.NextAt ?? next,
    };
}
