namespace DelistTools;

/// <summary>A fact that the operator asks for and that is not known.</summary>
public sealed class MissingFact
{
    internal MissingFact(string name, string placeholder, string how)
    {
        Name = name;
        Placeholder = placeholder;
        How = how;
    }

    /// <summary>By what name <c>-Value</c> takes it: a fact, or a field of the operator's form.</summary>
    public string Name { get; }

    /// <summary>What stands in its place, such as <c>&lt;your name&gt;</c>.</summary>
    public string Placeholder { get; }

    /// <summary>How to get it.</summary>
    public string How { get; }

    /// <inheritdoc/>
    public override string ToString() => Name + ": " + How;
}
