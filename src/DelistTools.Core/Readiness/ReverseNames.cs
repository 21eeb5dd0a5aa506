using System.Collections.Generic;

namespace DelistTools.Readiness;

/// <summary>What the PTR record of an address says, and what that is worth.</summary>
internal sealed class ReverseNames
{
    internal ReverseNames(
        string target, IReadOnlyList<string> names, IReadOnlyList<string> confirmed, bool isKnown, IReadOnlyList<ReadinessCheck> checks)
    {
        Target = target;
        Names = names;
        Confirmed = confirmed;
        IsKnown = isKnown;
        Checks = checks;
    }

    /// <summary>The address.</summary>
    internal string Target { get; }

    /// <summary>The names of its PTR records.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>Those of them that lead back to it.</summary>
    internal IReadOnlyList<string> Confirmed { get; }

    /// <summary>False where the look-up failed, so that nothing follows from there being no names.</summary>
    internal bool IsKnown { get; }

    internal IReadOnlyList<ReadinessCheck> Checks { get; }
}
