using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>One place that a plan goes to, with all its steps: a fix, a list, a provider, a situation.</summary>
internal sealed class Station
{
    private readonly List<Finding> _findings = new();
    private readonly HashSet<Finding> _known = new();
    private readonly Dictionary<string, BlocklistCheck> _checks = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _after = new(StringComparer.Ordinal);

    internal Station(string key, StationKind kind)
    {
        Key = key;
        Kind = kind;
    }

    /// <summary>Names the station within its plan.</summary>
    internal string Key { get; }

    internal StationKind Kind { get; }

    internal RouteFix? Fix { get; init; }

    internal Blocklist? List { get; init; }

    internal MailProvider? Provider { get; init; }

    /// <summary>What the situation calls for; of a list, what its removal policy comes to.</summary>
    internal RoutePlan? Plan { get; set; }

    internal IReadOnlyList<StepTemplate> Steps { get; set; } = Array.Empty<StepTemplate>();

    /// <summary>The findings that led here.</summary>
    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Keys of the stations that have to be passed before this one, as far as the plan goes there at all.</summary>
    internal IReadOnlyCollection<string> After => _after;

    /// <summary>It was found, not merely followed by something that was.</summary>
    internal bool IsFound { get; set; }

    /// <summary>A mail was refused because of it.</summary>
    internal bool HasRefused => _findings.Any(f => f.Refusal is not null);

    /// <summary>Why the station is part of the plan, where it was not found itself.</summary>
    internal string? Because { get; set; }

    /// <summary>How the provider that led here follows it; null where none did.</summary>
    internal UpstreamRelation? Relation { get; set; }

    internal RouteAdvice Advice { get; set; }

    internal string AdviceReason { get; set; } = "";

    internal IReadOnlyList<string> Targets =>
        _findings.Select(f => f.Target).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList().AsReadOnly();

    /// <summary>
    /// The targets that something is still to be done about: not those that the list was asked about and does not have,
    /// as long as there are others.
    /// </summary>
    internal IReadOnlyList<string> OpenTargets
    {
        get
        {
            IReadOnlyList<string> all = Targets;
            List<string> open = all.Where(t => !(_checks.TryGetValue(t, out BlocklistCheck? check) && check is { IsAnswered: true, Verdict: not ListingVerdict.Listed })).ToList();
            return open.Count > 0 ? open.AsReadOnly() : all;
        }
    }

    /// <summary>It is a combined list whose steps past the look-up are those of its parts.</summary>
    internal bool IsSplit { get; set; }

    /// <summary>What the list said about each target, as far as it was asked.</summary>
    internal IReadOnlyDictionary<string, BlocklistCheck> Checks => _checks;

    internal void Note(string target, BlocklistCheck check) => _checks[target] = check;

    /// <summary>False where the finding has led here before.</summary>
    internal bool Add(Finding finding)
    {
        if (!_known.Add(finding))
        {
            return false;
        }

        _findings.Add(finding);
        return true;
    }

    internal void GoAfter(string key) => _after.Add(key);
}
