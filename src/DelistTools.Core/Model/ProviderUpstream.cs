namespace DelistTools;

/// <summary>A list or filter that a provider follows or followed.</summary>
public sealed class ProviderUpstream
{
    internal ProviderUpstream()
    {
    }

    /// <summary>The id of the list; null where another provider is followed, or nobody knows which list it is.</summary>
    public string? Blocklist { get; internal init; }

    /// <summary>The id of the provider whose filter is used.</summary>
    public string? Provider { get; internal init; }

    /// <summary>What is known of lists that nobody names.</summary>
    public string? Unnamed { get; internal init; }

    /// <summary>Whether it is followed today.</summary>
    public UpstreamRelation Relation { get; internal init; }

    /// <summary>From when to when, as far as the sources say.</summary>
    public string? Period { get; internal init; }

    /// <summary>What speaks for it.</summary>
    public string Evidence { get; internal init; } = "";

    /// <summary>How well that is sourced.</summary>
    public Confidence Confidence { get; internal init; }

    /// <inheritdoc/>
    public override string ToString() =>
        (Blocklist ?? Provider ?? Unnamed) + (Relation == UpstreamRelation.Historical ? " (historical)" : "");
}
