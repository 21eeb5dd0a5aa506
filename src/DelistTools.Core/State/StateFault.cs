namespace DelistTools.State;

/// <summary>What is wrong with a shared state file, in words that go on after its path.</summary>
internal sealed class StateFault
{
    internal StateFault(StateFaultKind kind, string reason)
    {
        Kind = kind;
        Reason = reason;
    }

    internal StateFaultKind Kind { get; }

    internal string Reason { get; }

    /// <summary>What was to be kept is in the file all the same.</summary>
    internal bool IsKept => Kind == StateFaultKind.Damaged;
}
