using System;

namespace DelistTools.Lab;

/// <summary>A server of the lab was started and did not come to answer.</summary>
public sealed class LabServerFailedException : Exception
{
    /// <summary>Says which program failed, how, and what it printed.</summary>
    /// <param name="program">The program's file name.</param>
    /// <param name="what">What happened, as the rest of a sentence that begins with the program.</param>
    /// <param name="output">The last lines that the program printed.</param>
    public LabServerFailedException(string program, string what, string output)
        : base($"'{program}' {what}. Its output:{Environment.NewLine}"
            + (output.Length == 0 ? "(nothing)" : output))
    {
        Program = program;
        Output = output;
    }

    /// <summary>The program's file name.</summary>
    public string Program { get; }

    /// <summary>The last lines that the program printed on standard output and standard error.</summary>
    public string Output { get; }
}
