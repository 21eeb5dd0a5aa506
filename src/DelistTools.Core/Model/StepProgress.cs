namespace DelistTools;

/// <summary>What became of a step of a case.</summary>
public enum StepProgress
{
    /// <summary>It is still to be done.</summary>
    Open,

    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was left out.</summary>
    Skipped,

    /// <summary>What it cures is not there.</summary>
    NotNeeded,
}
