namespace DelistTools.Shell.Arguments;

/// <summary>What the shell was asked to do.</summary>
internal enum ShellAction
{
    /// <summary>Prompt for commands.</summary>
    Interactive,

    /// <summary>Run the text given.</summary>
    Command,

    /// <summary>Run the text read from standard input.</summary>
    CommandFromInput,

    /// <summary>Run a script file.</summary>
    File,

    /// <summary>Print how to call the shell.</summary>
    Help,

    /// <summary>Print the versions.</summary>
    Version,
}
