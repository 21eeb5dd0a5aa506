namespace DelistTools;

/// <summary>An answer that an operator is known to send, and how to read it.</summary>
public sealed class ExpectedAnswer
{
    internal ExpectedAnswer(string says, string means)
    {
        Says = says;
        Means = means;
    }

    /// <summary>What the answer says, or looks like.</summary>
    public string Says { get; }

    /// <summary>What it means, and what to do.</summary>
    public string Means { get; }

    /// <inheritdoc/>
    public override string ToString() => Says + ": " + Means;
}
