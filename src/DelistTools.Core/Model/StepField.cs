namespace DelistTools;

/// <summary>A field of a form, or a fact that a letter needs, filled in as far as the finding tells.</summary>
public sealed class StepField
{
    internal StepField(string name, string? value, string? hint)
    {
        Name = name;
        Value = value;
        Hint = hint;
    }

    /// <summary>What the form calls it.</summary>
    public string Name { get; }

    /// <summary>What to put there; null where only the user knows.</summary>
    public string? Value { get; }

    /// <summary>What belongs there.</summary>
    public string? Hint { get; }

    /// <inheritdoc/>
    public override string ToString() => Name + ": " + (Value ?? "(" + (Hint ?? "yours to fill in") + ")");
}
