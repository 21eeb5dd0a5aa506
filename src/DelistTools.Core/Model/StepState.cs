namespace DelistTools;

/// <summary>Whether a step has to be done, as far as could be found out.</summary>
public enum StepState
{
    /// <summary>Nobody looked; ask with <c>-Check</c>.</summary>
    NotChecked,

    /// <summary>What the step cures was found just now.</summary>
    Needed,

    /// <summary>What the step cures is not there, by an answer that can be trusted.</summary>
    NotNeeded,

    /// <summary>It was looked for and could not be found out, or only a person can look.</summary>
    Unknown,
}
