namespace DelistTools.Shell.Sessions;

/// <summary>How a pipeline ended.</summary>
internal enum RunState
{
    /// <summary>It ran to its end; single commands in it may still have reported errors.</summary>
    Completed,

    /// <summary>An error ended it, and was shown.</summary>
    Failed,

    /// <summary>It was stopped from outside.</summary>
    Stopped,
}
