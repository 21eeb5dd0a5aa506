namespace DelistTools;

/// <summary>Where a fact of the catalogue comes from.</summary>
public sealed class FactSource
{
    internal FactSource(string source, string? date, string? supports)
    {
        Source = source;
        Date = date;
        Supports = supports;
    }

    /// <summary>A page, a file, or "general knowledge" where there is nothing better.</summary>
    public string Source { get; }

    /// <summary>The date that the source itself carries, as it carries it; null where it has none.</summary>
    public string? Date { get; }

    /// <summary>Which facts rest on it.</summary>
    public string? Supports { get; }

    /// <inheritdoc/>
    public override string ToString() => Date is null ? Source : Source + " (" + Date + ")";
}
