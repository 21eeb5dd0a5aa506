namespace DelistTools;

/// <summary>What a provider or a filter thinks of a message, by a header field of its own.</summary>
public sealed class ProviderVerdict
{
    internal ProviderVerdict()
    {
    }

    /// <summary>The header field, such as <c>X-Forefront-Antispam-Report</c>.</summary>
    public string Header { get; internal init; } = "";

    /// <summary>The part of the field that is meant, such as <c>SCL</c>; the field's own name where it is not taken apart.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>What stands there.</summary>
    public string Value { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Name + ": " + Value;
}
