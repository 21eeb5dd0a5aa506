using System;

namespace DelistTools.ListFiles;

/// <summary>What is known of a file at a moment: the list to answer from, and what is wrong.</summary>
internal sealed class ListFileState
{
    internal ListFileState(LoadedList? list, ListFileException? fault)
    {
        List = list;
        Fault = fault;
    }

    /// <summary>The list; null where there is none to answer from.</summary>
    internal LoadedList? List { get; }

    /// <summary>Why there is none; beside a list, why the file as it is now is not used, and what it was before is.</summary>
    internal ListFileException? Fault { get; }
}
