using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>Somebody who receives mail for many: how its servers are known, whom it follows, how one gets through.</summary>
public sealed class MailProvider
{
    internal MailProvider()
    {
    }

    /// <summary>The name that parameters take: lower-case letters, digits and hyphens.</summary>
    public string Id { get; internal init; } = "";

    /// <summary>The provider's own name.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>What it does for its customers.</summary>
    public MailProviderKind Kind { get; internal init; }

    /// <summary>What it goes by when it refuses mail.</summary>
    public string About { get; internal init; } = "";

    /// <summary>Its MX hosts; one with a leading dot stands for every host below.</summary>
    public IReadOnlyList<string> MailExchangers { get; internal init; } = Array.Empty<string>();

    /// <summary>MX hosts of former times, which old bounces name.</summary>
    public IReadOnlyList<string> FormerMailExchangers { get; internal init; } = Array.Empty<string>();

    /// <summary>Pieces of text by which its servers' greeting is known.</summary>
    public IReadOnlyList<string> Greetings { get; internal init; } = Array.Empty<string>();

    /// <summary>Domains that it is known to receive for. Where they and the MX disagree, the MX is right.</summary>
    public IReadOnlyList<string> Domains { get; internal init; } = Array.Empty<string>();

    /// <summary>Whether it still receives mail as described.</summary>
    public MailProviderStatus Status { get; internal init; }

    /// <summary>The id of the provider that receives its mail now, or soon.</summary>
    public string? Successor { get; internal init; }

    /// <summary>Lists and filters that it follows, or followed.</summary>
    public IReadOnlyList<ProviderUpstream> Upstream { get; internal init; } = Array.Empty<ProviderUpstream>();

    /// <summary>What it wants to see in order before it grants anything: ids of fixes.</summary>
    public IReadOnlyList<string> Prerequisites { get; internal init; } = Array.Empty<string>();

    /// <summary>Its own page for those who send mail.</summary>
    public string? PostmasterUrl { get; internal init; }

    /// <summary>Pages and feeds by which it shows senders what it thinks of them.</summary>
    public IReadOnlyList<PostmasterTool> PostmasterTools { get; internal init; } = Array.Empty<PostmasterTool>();

    /// <summary>How long its answer takes, by its own words.</summary>
    public string? StatedTime { get; internal init; }

    /// <summary>How long it takes, by the accounts of others.</summary>
    public string? RealTime { get; internal init; }

    /// <summary>What a removal costs.</summary>
    public string Cost { get; internal init; } = "";

    /// <summary>What is left when it says no.</summary>
    public string? IfRefused { get; internal init; }

    /// <summary>Doubts, contradictions and oddities.</summary>
    public string? Notes { get; internal init; }

    /// <summary>How well the entry is sourced.</summary>
    public Confidence Confidence { get; internal init; }

    /// <summary>The day on which the entry was last compared with its sources (UTC, no time of day).</summary>
    public DateTime VerifiedOn { get; internal init; }

    /// <summary>Where the facts come from.</summary>
    public IReadOnlyList<FactSource> Sources { get; internal init; } = Array.Empty<FactSource>();

    /// <summary>The domain, host or greeting that led here; null where it was asked for by name.</summary>
    public string? MatchedFor { get; private set; }

    /// <summary>How that led here, such as an MX host of the domain; null where it was asked for by name.</summary>
    public string? MatchedBy { get; private set; }

    /// <summary>The id of the provider that receives all of its mail already; null while it does so itself.</summary>
    internal string? HandsOverTo => Status == MailProviderStatus.Superseded ? Successor : null;

    /// <summary>The provider's own steps, after those of whom it follows.</summary>
    internal IReadOnlyList<StepTemplate> Steps { get; init; } = Array.Empty<StepTemplate>();

    /// <summary>Its form takes several addresses, or a range, at once.</summary>
    internal bool TakesRanges { get; init; }

    /// <summary>The same provider, with what led to it.</summary>
    internal MailProvider Matched(string input, string by)
    {
        MailProvider copy = (MailProvider)MemberwiseClone();
        copy.MatchedFor = input;
        copy.MatchedBy = by;
        return copy;
    }

    /// <inheritdoc/>
    public override string ToString() => Id;
}
