namespace DelistTools.Shell.Editing;

/// <summary>Knows what could be meant at a place in the text.</summary>
internal interface IInputCompleter
{
    /// <summary>The candidates at the cursor; null when there are none.</summary>
    CompletionSet? Complete(string text, int cursor);
}
