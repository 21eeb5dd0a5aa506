namespace DelistTools.Shell.Terminal;

/// <summary>What a piece of text is, so that a console can send it to the right handle and a test can tell it apart.</summary>
internal enum OutputKind
{
    /// <summary>Results, and text that a script writes to the host; the engine sends information records here too.</summary>
    Output,

    /// <summary>Errors: the only kind that goes to standard error.</summary>
    Error,

    /// <summary>Warnings.</summary>
    Warning,

    /// <summary>Verbose messages.</summary>
    Verbose,

    /// <summary>Debug messages.</summary>
    Debug,

    /// <summary>The line that shows how far an activity is; written on a terminal only.</summary>
    Progress,

    /// <summary>Prompts, and the echo of what is typed.</summary>
    Prompt,
}
