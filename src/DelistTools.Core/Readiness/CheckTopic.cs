namespace DelistTools.Readiness;

/// <summary>A thing that is looked at, whoever's it is.</summary>
internal sealed class CheckTopic
{
    internal CheckTopic(string name, string? fix, string why)
    {
        Name = name;
        Fix = fix;
        Why = why;
    }

    /// <summary>Its name in results; stable.</summary>
    internal string Name { get; }

    /// <summary>The id of the fix that operators name it by; null where none asks for it.</summary>
    internal string? Fix { get; }

    /// <summary>Why it matters.</summary>
    internal string Why { get; }
}
