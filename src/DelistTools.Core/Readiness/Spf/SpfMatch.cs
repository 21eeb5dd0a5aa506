namespace DelistTools.Readiness.Spf;

/// <summary>Whether a mechanism matched, or why nobody can tell.</summary>
internal readonly struct SpfMatch
{
    private SpfMatch(bool isMatch, SpfError? error)
    {
        IsMatch = isMatch;
        Error = error;
    }

    internal static SpfMatch Yes { get; } = new(true, null);

    internal static SpfMatch No { get; }

    internal bool IsMatch { get; }

    internal SpfError? Error { get; }

    internal static SpfMatch Of(bool isMatch) => isMatch ? Yes : No;

    internal static SpfMatch Fail(SpfError error) => new(false, error);
}
