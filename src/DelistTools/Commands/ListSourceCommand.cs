using System.Management.Automation;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>What the cmdlets share whose lists are named by zone or by file, too.</summary>
public abstract class ListSourceCommand : ListQuestionCommand
{
    private int _fileFormat;

    private protected ListSourceCommand()
    {
    }

    /// <summary>Zones that need not be in the catalogue.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Zone { get; set; }

    /// <summary>Files that are lists, with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>The same, taken as they are written.</summary>
    [Parameter]
    [Alias("PSPath", "LP")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    /// <summary>How the files are written, where it is not to be told by what is in them.</summary>
    [Parameter]
    public ListFileFormat FileFormat
    {
        get => (ListFileFormat)_fileFormat;
        set => _fileFormat = (int)value;
    }

    // The lists decide whether a resolver is needed.
    private protected override bool AsksLists => false;

    /// <summary>The files as lists; null where none was named. Those that cannot be used are told.</summary>
    /// <param name="kinds">What they may hold.</param>
    private protected FileLists? FindFiles(BlocklistKind kinds) =>
        FileLists.Find(SessionState, Path, LiteralPath, FileFormat, kinds, Catalog, WriteProblem);
}
