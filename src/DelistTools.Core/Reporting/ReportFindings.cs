using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What was handed in for a report, by kind, in the order in which it came. The results themselves are kept, small as they are.</summary>
internal sealed class ReportFindings
{
    private readonly List<LookedUp> _looked = new();
    private readonly Dictionary<string, List<BlocklistCheck>> _checks = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The types that a report can be made of, as users know them.</summary>
    internal static readonly string[] Taken =
    {
        nameof(IpBlocklistResult), nameof(DomainBlocklistResult), nameof(BlocklistCheck), nameof(IpBlocklistSummary), nameof(BlocklistHealth), nameof(MailRefusal),
        nameof(ProbeResult), nameof(ProbePlacement), nameof(ReadinessCheck), nameof(DelistingRoute), nameof(DelistingCase), nameof(DelistingReply),
        nameof(DelistingDraft), nameof(DelistingWait), nameof(BlocklistEvent),
    };

    /// <summary>How many were taken.</summary>
    internal int Count { get; private set; }

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

    /// <summary>What lists said, by target: whole results, and single checks put together.</summary>
    internal IReadOnlyList<LookedUp> Looked => _looked.Concat(_checks.Select(c => LookedUp.Of(c.Key, c.Value))).ToList();

    /// <summary>Keeps one; false where a report says nothing of its kind.</summary>
    internal bool Add(object found)
    {
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

        Count++;
        return true;
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
