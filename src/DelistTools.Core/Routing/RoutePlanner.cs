using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Routing;

/// <summary>Makes one plan of the findings about one target, or about several that are asked for together.</summary>
internal sealed class RoutePlanner
{
    private static readonly TimeSpan Old = TimeSpan.FromDays(180);

    private readonly ProviderCatalog _catalog;
    private readonly DateTime _today;

    /// <param name="catalog">The ways off.</param>
    /// <param name="today">By which facts are judged old (UTC).</param>
    internal RoutePlanner(ProviderCatalog catalog, DateTime today)
    {
        _catalog = catalog;
        _today = today;
    }

    /// <summary>The stations of the plan in working order.</summary>
    internal IReadOnlyList<Station> Stations(IReadOnlyCollection<Finding> findings, UpstreamAnswers answers) =>
        StationOrder.Sort(Map(Telling(findings), answers).Stations);

    /// <summary>The plan.</summary>
    /// <param name="findings">At least one.</param>
    /// <param name="answers">What lists said that were asked for this plan.</param>
    /// <param name="readiness">What is known about the sender's own side; null: nothing.</param>
    internal DelistingRoute Plan(IReadOnlyCollection<Finding> findings, UpstreamAnswers answers, ReadinessAnswers? readiness = null)
    {
        readiness = (readiness ?? ReadinessAnswers.None).For(PlannedSender.Of(findings).Domain);
        IReadOnlyList<Finding> telling = Telling(findings);
        StationMap map = Map(telling, answers);
        map.AddFailing(readiness);
        IReadOnlyList<Station> stations = StationOrder.Sort(map.Stations);
        StepWriter writer = new(answers, readiness);
        IReadOnlyDictionary<Station, IReadOnlyList<Station>> served = ServedFindings.Of(stations);
        List<DelistingStep> steps = new();
        foreach (Station station in stations)
        {
            steps.AddRange(writer.Write(station, steps.Count + 1, served[station].Select(IdOf).Distinct(StringComparer.Ordinal).ToList().AsReadOnly()));
        }

        List<Station> places = stations.Where(s => s.Kind != StationKind.Fix).ToList();
        List<Station> found = places.Where(s => s.IsFound).ToList();
        List<RouteFinding> parts = found.Select(Describe).ToList();
        return new DelistingRoute
        {
            Target = Targets(findings),
            For = places.Select(s => s.List?.Id ?? s.Provider?.Id).OfType<string>().Distinct(StringComparer.Ordinal).ToList().AsReadOnly(),
            Reason = Reasons.Of(telling),
            Advice = found.Min(s => s.Advice),
            Steps = steps.AsReadOnly(),
            Findings = parts.AsReadOnly(),
            TypicalTime = Merged(parts, p => p.TypicalTime),
            Cost = Merged(parts, p => p.Cost),
            Confidence = found.Max(ConfidenceOf),
            Cautions = RouteCautions.Of(map, places, steps, _today - Old),
            Sources = places.SelectMany(SourcesOf).GroupBy(s => s.Source, StringComparer.Ordinal).Select(g => g.First()).ToList().AsReadOnly(),
            VerifiedOn = found.Min(VerifiedOn),
        };
    }

    internal static Confidence ConfidenceOf(Station station) =>
        Described(station)?.Confidence ?? station.Provider?.Confidence ?? station.Plan!.Confidence;

    internal static DateTime VerifiedOn(Station station) =>
        Described(station)?.VerifiedOn ?? station.Provider?.VerifiedOn ?? station.Plan!.VerifiedOn;

    private static IReadOnlyList<FactSource> SourcesOf(Station station) =>
        Described(station)?.Sources ?? station.Provider?.Sources ?? station.Plan!.Sources;

    /// <summary>The station's list, unless it is one that only a zone is known of: then the general plan is all there is.</summary>
    private static Blocklist? Described(Station station) => station.List is { Sources.Count: > 0 } ? station.List : null;

    private StationMap Map(IReadOnlyCollection<Finding> telling, UpstreamAnswers answers)
    {
        StationMap map = new(_catalog, answers);
        map.AddAll(telling);
        return map;
    }

    /// <summary>
    /// What the plan is made of. Of the weak findings one says all: each list without an entry would say the same, and one
    /// that did not answer leaves it open.
    /// </summary>
    private static IReadOnlyList<Finding> Telling(IReadOnlyCollection<Finding> findings)
    {
        List<Finding> strong = findings.Where(f => !f.IsWeak).ToList();
        return strong.Count > 0 ? strong : new[] { findings.FirstOrDefault(f => f.Plan != PlanIds.TargetNotListed) ?? findings.First() };
    }

    private static string IdOf(Station station) =>
        station.List?.Id ?? station.Provider?.Id ?? station.Findings[0].Refusal?.Cause.ToString() ?? station.Plan!.Id;

    private static RouteFinding Describe(Station station)
    {
        StationValues values = new(station);
        string adviceReason = values.Fill(station.AdviceReason);
        return new RouteFinding
        {
            For = IdOf(station),
            Name = station.List?.Name ?? station.Provider?.Name ?? station.Plan!.Id,
            Operator = station.List is { Operator.Length: > 0 } list ? list.Operator : station.List?.Name ?? station.Provider?.Name ?? station.Plan!.Id,
            Targets = station.Targets,
            Reason = Reasons.Of(station) ?? adviceReason,
            Facts = values.Facts(),
            Advice = station.Advice,
            AdviceReason = adviceReason,
            TypicalTime = TimeOf(station, values),
            Cost = station.Provider?.Cost ?? Sentence(values.Fill(station.Plan!.Cost)),
            Confidence = ConfidenceOf(station),
            VerifiedOn = VerifiedOn(station),
        };
    }

    private static string TimeOf(Station station, StationValues values)
    {
        if (station.Provider is { } provider)
        {
            return provider.RealTime ?? provider.StatedTime ?? "Not known";
        }

        string? time = station.List is null ? null : station.Plan!.Time switch
        {
            "{processingTime}" => station.List.ProcessingTime ?? "Not known",
            "{expiry}" => station.List.Expiry ?? station.List.ProcessingTime ?? "Not known",
            _ => null,
        };
        return Sentence(time ?? values.Fill(station.Plan!.Time));
    }

    private static string Sentence(string text) =>
        text.Length == 0 ? "Not known" : text.Substring(0, 1).ToUpper(CultureInfo.InvariantCulture) + text.Substring(1);

    /// <summary>One value where all agree; otherwise each with what it belongs to.</summary>
    private static string Merged(IReadOnlyList<RouteFinding> parts, Func<RouteFinding, string> value) =>
        parts.Select(value).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1
            ? value(parts[0])
            : string.Join("; ", parts.Select(p => p.For + ": " + value(p).TrimEnd('.')));

    private static string? Targets(IEnumerable<Finding> findings)
    {
        List<string> targets = findings.Select(f => f.Target).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return targets.Count == 0 ? null : string.Join(", ", targets);
    }
}
