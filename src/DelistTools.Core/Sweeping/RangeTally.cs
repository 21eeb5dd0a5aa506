using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DelistTools.Blocklists;

namespace DelistTools.Sweeping;

/// <summary>Counts the results of one range.</summary>
internal sealed class RangeTally
{
    private readonly Dictionary<string, Count> _byList = new(StringComparer.Ordinal);
    private readonly SortedDictionary<ListingScope, long> _byScope = new();
    private readonly PlaceRuns _listed = new();
    private readonly long[] _status = new long[3];
    private DateTime _at = DateTime.UtcNow;

    internal void Add(long offset, IpBlocklistResult result)
    {
        _status[(int)result.Status]++;
        _at = result.CheckedAt;
        if (result.Unanswered == 0 && !result.IsListed)
        {
            return;
        }

        if (result.IsListed)
        {
            _listed.Add(offset);
        }

        HashSet<ListingScope> scopes = new();
        foreach (BlocklistCheck check in result.Checks)
        {
            bool listed = check.Verdict == ListingVerdict.Listed;
            if (!listed && (check.IsAnswered || check.Verdict == ListingVerdict.NotApplicable))
            {
                continue;
            }

            Count count = Of(check.Blocklist);
            count.Listed += listed ? 1 : 0;
            count.Unanswered += listed ? 0 : 1;
            if (listed && scopes.Add(check.Scope))
            {
                Add(check.Scope, 1);
            }
        }
    }

    /// <summary>The numbers of both.</summary>
    internal RangeTally And(RangeTally other)
    {
        RangeTally sum = new() { _at = _at > other._at ? _at : other._at };
        foreach (RangeTally one in new[] { this, other })
        {
            for (int i = 0; i < _status.Length; i++)
            {
                sum._status[i] += one._status[i];
            }

            foreach (KeyValuePair<string, Count> list in one._byList)
            {
                Count count = sum.Of(list.Key);
                count.Listed += list.Value.Listed;
                count.Unanswered += list.Value.Unanswered;
            }

            foreach (KeyValuePair<ListingScope, long> scope in one._byScope)
            {
                sum.Add(scope.Key, scope.Value);
            }

            sum._listed.Add(one._listed);
        }

        return sum;
    }

    internal IpBlocklistSummary Summary(AddressRange range, string input, string? shard, BlocklistRun run, IReadOnlyList<string> advice)
    {
        BlocklistKind kind = range.First.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? BlocklistKind.IPv6 : BlocklistKind.IPv4;
        return new IpBlocklistSummary
        {
            Range = input,
            Shard = shard,
            Addresses = _status.Sum(),
            Listed = _status[(int)ListingStatus.Listed],
            NotListed = _status[(int)ListingStatus.NotListed],
            Undetermined = _status[(int)ListingStatus.Undetermined],
            ByList = run.Lists.Where(l => (l.List.Kind & kind) != 0).Select(l => OfList(l.List))
                .OrderByDescending(c => c.Listed).ThenBy(c => c.Impact).ThenBy(c => c.Blocklist, StringComparer.Ordinal).ToList().AsReadOnly(),
            ByScope = _byScope.Select(s => new RangeScopeCount { Scope = s.Key, Addresses = s.Value }).ToList().AsReadOnly(),
            ListedAddresses = _listed.Runs.Select(r => new AddressRange(range.AddressAt(r.From), range.AddressAt(r.To)).ToString()).ToList().AsReadOnly(),
            Resolver = run.Resolver,
            Advice = advice,
            CheckedAt = _at,
        };
    }

    /// <summary>The numbers in one line of text.</summary>
    internal string Write() => string.Join(
        " ",
        new[]
        {
            string.Join(",", _status.Select(n => n.ToString(CultureInfo.InvariantCulture))),
            string.Join(",", _byScope.Select(s => s.Key + "=" + s.Value.ToString(CultureInfo.InvariantCulture))) + ";",
            string.Join(",", _byList.Select(l => Uri.EscapeDataString(l.Key) + "=" + l.Value.Listed.ToString(CultureInfo.InvariantCulture) + "/" + l.Value.Unanswered.ToString(CultureInfo.InvariantCulture))) + ";",
            _listed + ";",
        });

    /// <summary>Takes up the numbers of an earlier run; null where the text is none.</summary>
    internal static RangeTally? TryRead(string text)
    {
        string[] parts = text.Split(' ');
        RangeTally tally = new();
        return parts.Length == 4 && tally.ReadStatus(parts[0]) && tally.ReadScopes(parts[1].TrimEnd(';')) && tally.ReadLists(parts[2].TrimEnd(';'))
            && tally.ReadListed(parts[3].TrimEnd(';'))
            ? tally
            : null;
    }

    private static IEnumerable<string> Items(string text) => text.Split(new[] { ',' }, StringSplitOptions.RemoveEmptyEntries);

    private static bool Number(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private bool ReadStatus(string text)
    {
        string[] numbers = Items(text).ToArray();
        return numbers.Length == _status.Length && numbers.Select((n, i) => Number(n, out _status[i])).All(isNumber => isNumber);
    }

    private bool ReadScopes(string text)
    {
        foreach (string item in Items(text))
        {
            string[] parts = item.Split('=');
            if (parts.Length != 2 || !Enum.TryParse(parts[0], out ListingScope scope) || !Number(parts[1], out long number))
            {
                return false;
            }

            _byScope[scope] = number;
        }

        return true;
    }

    private bool ReadLists(string text)
    {
        foreach (string item in Items(text))
        {
            int equals = item.LastIndexOf('=');
            string[] numbers = item.Substring(equals + 1).Split('/');
            if (equals < 1 || numbers.Length != 2 || !Number(numbers[0], out long listed) || !Number(numbers[1], out long unanswered))
            {
                return false;
            }

            // A list that is a file is called as the file is.
            Count count = Of(Uri.UnescapeDataString(item.Substring(0, equals)));
            count.Listed = listed;
            count.Unanswered = unanswered;
        }

        return true;
    }

    private bool ReadListed(string text)
    {
        if (PlaceRuns.TryRead(text) is not { } runs)
        {
            return false;
        }

        _listed.Add(runs);
        return true;
    }

    private RangeListCount OfList(Blocklist list)
    {
        _byList.TryGetValue(list.Id, out Count? count);
        return new RangeListCount
        {
            Blocklist = list.Id, Impact = list.Impact, Listed = count?.Listed ?? 0, Unanswered = count?.Unanswered ?? 0,
        };
    }

    private void Add(ListingScope scope, long more)
    {
        _byScope.TryGetValue(scope, out long addresses);
        _byScope[scope] = addresses + more;
    }

    private Count Of(string list)
    {
        if (!_byList.TryGetValue(list, out Count? count))
        {
            _byList[list] = count = new Count();
        }

        return count;
    }

    private sealed class Count
    {
        internal long Listed { get; set; }

        internal long Unanswered { get; set; }
    }
}
