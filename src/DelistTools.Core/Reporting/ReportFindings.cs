using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What was handed in for a report, by kind, in the order in which it came. The results themselves are kept, small as they are.</summary>
internal sealed class ReportFindings
{
    private readonly List<LookedUp> _looked = new();
    private readonly Dictionary<string, List<BlocklistCheck>> _checks = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<object> _all = new();

    /// <summary>The types that a report can be made of, as users know them.</summary>
    internal static readonly string[] Taken =
    {
        nameof(IpBlocklistResult), nameof(DomainBlocklistResult), nameof(BlocklistCheck), nameof(IpBlocklistSummary), nameof(BlocklistHealth), nameof(MailRefusal),
        nameof(ProbeResult), nameof(ProbePlacement), nameof(ReadinessCheck), nameof(DelistingRoute), nameof(DelistingCase), nameof(DelistingReply),
        nameof(DelistingDraft), nameof(DelistingWait), nameof(BlocklistEvent),
    };

    /// <summary>How many were taken.</summary>
    internal int Count => _all.Count;

    internal List<IpBlocklistSummary> Ranges { get; } = new();

    internal List<BlocklistHealth> Lists { get; } = new();

    internal List<MailRefusal> Refusals { get; } = new();

    internal List<ProbeResult> Probes { get; } = new();

    internal List<ProbePlacement> Placements { get; } = new();

    internal List<ReadinessCheck> Readiness { get; } = new();

    internal List<DelistingRoute> Routes { get; } = new();

    internal List<DelistingCase> Cases { get; } = new();

    internal List<DelistingReply> Replies { get; } = new();

    internal List<DelistingDraft> Drafts { get; } = new();

    internal List<DelistingWait> Waits { get; } = new();

    internal List<BlocklistEvent> Events { get; } = new();

    /// <summary>What lists said, by target: whole results, and single checks put together that are in none of these.</summary>
    internal IReadOnlyList<LookedUp> Looked
    {
        get
        {
            ILookup<string, LookedUp> whole = _looked.ToLookup(l => l.Target, StringComparer.OrdinalIgnoreCase);
            return _looked.Concat(_checks.Select(c => LeftOf(c.Value, whole[c.Key])).Where(c => c.Count > 0).Select(c => LookedUp.Of(c[0].Target, c))).ToList();
        }
    }

    /// <summary>Keeps one, and only once; false where a report says nothing of its kind.</summary>
    internal bool Add(object found)
    {
        if (_all.Contains(found))
        {
            return true;
        }

        switch (found)
        {
            case IpBlocklistResult result:
                _looked.Add(LookedUp.Of(result));
                break;
            case DomainBlocklistResult result:
                _looked.Add(LookedUp.Of(result));
                break;
            case BlocklistCheck check:
                Add(check);
                break;
            case IpBlocklistSummary range:
                Ranges.Add(range);
                break;
            case BlocklistHealth list:
                Lists.Add(list);
                break;
            case MailRefusal refusal:
                Refusals.Add(refusal);
                break;
            case ProbeResult probe:
                Probes.Add(probe);
                break;
            case ProbePlacement placement:
                Placements.Add(placement);
                break;
            case ReadinessCheck check:
                Readiness.Add(check);
                break;
            case DelistingRoute route:
                Routes.Add(route);
                break;
            case DelistingCase one:
                Cases.Add(one);
                break;
            case DelistingReply reply:
                Replies.Add(reply);
                break;
            case DelistingDraft draft:
                Drafts.Add(draft);
                break;
            case DelistingWait wait:
                Waits.Add(wait);
                break;
            case BlocklistEvent seen:
                Events.Add(seen);
                break;
            default:
                return false;
        }

        _all.Add(found);
        return true;
    }

    /// <summary>The checks that no whole result has told already.</summary>
    private static List<BlocklistCheck> LeftOf(List<BlocklistCheck> checks, IEnumerable<LookedUp> results)
    {
        HashSet<(string List, DateTime At)> told = new(results.SelectMany(r => r.Checks).Select(c => (c.Blocklist, c.CheckedAt)));
        return told.Count == 0 ? checks : checks.Where(c => !told.Contains((c.Blocklist, c.CheckedAt))).ToList();
    }

    private void Add(BlocklistCheck check)
    {
        if (!_checks.TryGetValue(check.Target, out List<BlocklistCheck>? checks))
        {
            _checks.Add(check.Target, checks = new List<BlocklistCheck>());
        }

        checks.Add(check);
    }
}
