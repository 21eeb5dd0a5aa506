namespace DelistTools.Shell.Editing;

/// <summary>How reading a line ended.</summary>
internal enum LineEnd
{
    /// <summary>Enter.</summary>
    Entered,

    /// <summary>Ctrl+C: what was typed is dropped.</summary>
    Cancelled,

    /// <summary>Ctrl+D on an empty line, or the end of the input.</summary>
    EndOfInput,
}
