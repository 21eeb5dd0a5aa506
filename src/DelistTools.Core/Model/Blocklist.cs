using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>One list of the catalogue: who runs it, what it holds, how it is asked, how one gets off it.</summary>
public sealed class Blocklist
{
    internal Blocklist()
    {
    }

    /// <summary>The name that parameters take: lower-case letters, digits and hyphens.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The list's own name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Who runs it. Questions are paced per operator.</summary>
    public string Operator { get; internal init; } = "";

    /// <summary>The zone that is asked; null where there is none. An account key shows as <c>&lt;key&gt;</c>.</summary>
    public string? Zone { get; internal init; }

    /// <summary>The file of this machine that is asked instead of a zone; null where the list is asked by DNS.</summary>
    public string? File { get; internal init; }

    /// <summary>What it holds.</summary>
    public BlocklistKind Kind { get; internal init; }

    /// <summary>How much mail a listing costs.</summary>
    public BlocklistImpact Impact { get; internal init; }

    /// <summary>Whether it still works.</summary>
    public BlocklistStatus Status { get; internal init; }

    /// <summary>What gets a target listed.</summary>
    public string About { get; internal init; } = "";

    /// <summary>How much one listing covers, unless its code says otherwise.</summary>
    public ListingScope Scope { get; internal init; }

    /// <summary>A reputation that no DNS question reaches; look at <see cref="LookupUrl"/>.</summary>
    public bool IsPrivate { get; internal init; }

    /// <summary>It answers only questions that carry an account key.</summary>
    public bool RequiresKey { get; internal init; }

    /// <summary>An account key is set for it.</summary>
    public bool HasKey { get; internal init; }

    /// <summary>How one gets off it.</summary>
    public RemovalPolicy RemovalPolicy { get; internal init; }

    /// <summary>Where removal is asked for.</summary>
    public string? RemovalUrl { get; internal init; }

    /// <summary>The mail address that takes removal requests.</summary>
    public string? RemovalAddress { get; internal init; }

    /// <summary>What the operator wants, in words.</summary>
    public string? RemovalDetail { get; internal init; }

    /// <summary>When entries run out by themselves.</summary>
    public string? Expiry { get; internal init; }

    /// <summary>How long after the end of its cause an entry is gone by itself; null where it is not, or nobody says.</summary>
    public TimeSpan? ExpiresAfter { get; internal init; }

    /// <summary>What a removal costs.</summary>
    public string? Fee { get; internal init; }

    /// <summary>How long a removal takes.</summary>
    public string? ProcessingTime { get; internal init; }

    /// <summary>Where a person looks a target up.</summary>
    public string? LookupUrl { get; internal init; }

    /// <summary>Who may ask, and whether one has to register.</summary>
    public string? Registration { get; internal init; }

    /// <summary>Whether it answers through a public resolver.</summary>
    public PublicResolverPolicy PublicResolvers { get; internal init; }

    /// <summary>Why the impact is judged so.</summary>
    public string? ImpactNote { get; internal init; }

    /// <summary>Since when the status holds.</summary>
    public string? StatusDate { get; internal init; }

    /// <summary>What the zone of a closed list answers today.</summary>
    public string? ClosedBehaviour { get; internal init; }

    /// <summary>Doubts, contradictions and oddities.</summary>
    public string? Notes { get; internal init; }

    /// <summary>Ids of the lists whose data this one contains.</summary>
    public IReadOnlyList<string> Includes { get; internal init; } = Array.Empty<string>();

    /// <summary>How well the entry is sourced.</summary>
    public Confidence Confidence { get; internal init; }

    /// <summary>The day on which the entry was last compared with its sources (UTC, no time of day).</summary>
    public DateTime VerifiedOn { get; internal init; }

    /// <summary>Where the facts come from.</summary>
    public IReadOnlyList<FactSource> Sources { get; internal init; } = Array.Empty<FactSource>();

    /// <summary>What the operator wants to see in order before it removes anything: ids of fixes.</summary>
    public IReadOnlyList<string> Prerequisites { get; internal init; } = Array.Empty<string>();

    /// <summary>The page that shows one target, with a place for it; null where a person has to type it.</summary>
    internal string? LookupLink { get; init; }

    /// <summary>The operator takes several addresses, or a range, at once.</summary>
    internal bool TakesRanges { get; init; }

    /// <summary>How its file is written.</summary>
    internal ListFileFormat FileFormat { get; init; }

    /// <summary>How it is asked and how its answers are read.</summary>
    internal ListRules Rules { get; init; } = ListRules.Rfc5782;

    /// <summary>The same list asked in another of its zones, without a key: a mirror, or a part of it.</summary>
    internal Blocklist Asked(string zone) => new()
    {
        Id = zone,
        Name = Name,
        Operator = Operator,
        Zone = zone,
        Kind = Kind,
        Impact = Impact,
        Status = Status,
        About = About,
        Scope = Scope,
        PublicResolvers = PublicResolvers,
        RemovalPolicy = RemovalPolicy,
        RemovalUrl = RemovalUrl,
        RemovalAddress = RemovalAddress,
        RemovalDetail = RemovalDetail,
        Expiry = Expiry,
        ExpiresAfter = ExpiresAfter,
        Fee = Fee,
        ProcessingTime = ProcessingTime,
        Prerequisites = Prerequisites,
        LookupLink = LookupLink,
        TakesRanges = TakesRanges,
        LookupUrl = LookupUrl,
        Confidence = Confidence,
        VerifiedOn = VerifiedOn,
        Sources = Sources,
        Rules = Rules.In(zone),
    };

    /// <inheritdoc/>
    public override string ToString() => Id;
}
