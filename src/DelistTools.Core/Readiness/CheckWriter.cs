using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Readiness;

/// <summary>Writes checks, and says of each who asks for it.</summary>
internal sealed class CheckWriter
{
    private readonly ProviderCatalog _catalog;
    private readonly string _resolver;
    private readonly IClock _clock;

    internal CheckWriter(ProviderCatalog catalog, string resolver, IClock clock)
    {
        _catalog = catalog;
        _resolver = resolver;
        _clock = clock;
    }

    /// <summary>A check of a topic.</summary>
    /// <param name="topic">What was looked at.</param>
    /// <param name="target">The address or name that it is about.</param>
    /// <param name="status">What it came to.</param>
    /// <param name="found">What is there. What came out of records is cleaned here.</param>
    /// <param name="expected">What should be there.</param>
    /// <param name="fix">What to do.</param>
    /// <param name="record">The record to publish.</param>
    internal ReadinessCheck Write(
        CheckTopic topic, string target, ReadinessStatus status, string found, string expected, string? fix = null, string? record = null) => new()
    {
        Name = topic.Name,
        Status = status,
        Target = target,
        Found = NetworkText.Clean(found),
        Expected = expected,
        Why = topic.Why,
        Fix = fix,
        Record = record is null ? null : NetworkText.WithoutControls(record),
        RequiredBy = topic.Fix is null ? Array.Empty<string>() : RequiredBy(topic.Fix),
        Prerequisite = topic.Fix,
        Resolver = _resolver,
        CheckedAt = _clock.UtcNow,
    };

    /// <summary>A look-up that failed tells nothing about what was looked for.</summary>
    internal ReadinessCheck Unknown(CheckTopic topic, string target, string lookup, string? failure, string expected) => Write(
        topic, target, ReadinessStatus.Unknown, lookup + " could not be looked up at " + _resolver + ": " + (failure ?? "no answer") + ".", expected,
        "Test again; if it stays so, the name servers of the domain or the resolver need a look.");

    /// <summary>A prerequisite that no look-up tells anything about.</summary>
    /// <param name="fix">The prerequisite.</param>
    /// <param name="target">The address or domain that it is about.</param>
    /// <param name="fill">Fills the places in its texts.</param>
    internal ReadinessCheck ByHand(RouteFix fix, string target, Func<string, string> fill) => new()
    {
        Name = fix.Id,
        Status = ReadinessStatus.Unknown,
        Target = target,
        Found = "DNS does not tell; look yourself: " + fill(fix.Step.Title) + ".",
        Expected = fill(fix.Step.Title),
        Why = fill(fix.Step.Why ?? ""),
        Fix = fill(fix.Step.Instruction),
        RequiredBy = RequiredBy(fix.Id),
        Prerequisite = fix.Id,
        Resolver = _resolver,
        CheckedAt = _clock.UtcNow,
    };

    private IReadOnlyList<string> RequiredBy(string fix) => _catalog.Providers.Where(p => p.Prerequisites.Contains(fix)).Select(p => p.Id)
        .Concat(_catalog.Lists.Blocklists.Where(l => l.Prerequisites.Contains(fix)).Select(l => l.Id)).ToList().AsReadOnly();
}
