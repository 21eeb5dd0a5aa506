using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DelistTools.Binding;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Commands;

/// <summary>Files that the user names as lists.</summary>
internal sealed class FileLists
{
    private const string Compressed = ".gz";

    private FileLists(IReadOnlyList<Blocklist> lists, bool hasProblems)
    {
        Lists = lists;
        HasProblems = hasProblems;
    }

    /// <summary>A list for each file.</summary>
    internal IReadOnlyList<Blocklist> Lists { get; }

    /// <summary>Some of what was named is no file, which has been told.</summary>
    internal bool HasProblems { get; }

    /// <summary>The lists that paths mean; null where the user names none.</summary>
    /// <param name="session">Where paths are looked up.</param>
    /// <param name="paths">Paths, with wildcards.</param>
    /// <param name="literalPaths">Paths as they are written.</param>
    /// <param name="format">How the files are written.</param>
    /// <param name="kinds">The kinds of target that are asked about.</param>
    /// <param name="catalog">Lists whose names are taken.</param>
    /// <param name="report">Told of what is no file.</param>
    internal static FileLists? Find(
        SessionState session, string[]? paths, string[]? literalPaths, ListFileFormat format, BlocklistKind kinds, ListCatalog catalog, Action<Problem> report)
    {
        if (paths is null && literalPaths is null)
        {
            return null;
        }

        bool hasProblems = false;
        void Tell(Problem problem)
        {
            hasProblems = true;
            report(problem);
        }

        List<string> files = new();
        foreach (string path in paths ?? Array.Empty<string>())
        {
            IReadOnlyList<string> found = FilePaths.Resolve(session, path, isLiteral: false, Tell);

            // Among many that a wildcard means there may be folders; one that is named is a mistake.
            files.AddRange(WildcardPattern.ContainsWildcardCharacters(path) && !found.All(Directory.Exists) ? found.Where(f => !Directory.Exists(f)) : found);
        }

        files.AddRange((literalPaths ?? Array.Empty<string>()).SelectMany(p => FilePaths.Resolve(session, p, isLiteral: true, Tell)));
        List<string> distinct = files.Distinct(StringComparer.Ordinal).ToList();
        ILookup<string, string> byName = distinct.ToLookup(NameOf, StringComparer.OrdinalIgnoreCase);
        ILookup<string, string> byFileName = distinct.ToLookup(f => Path.GetFileName(f), StringComparer.OrdinalIgnoreCase);
        return new FileLists(
            distinct.Select(f => ListSelector.AdHocFile(IdOf(f, byName, byFileName, catalog), f, format, kinds)).ToList(),
            hasProblems);
    }

    /// <summary>The file's name without its extension; with it where others are called so; and its path where they are still alike.</summary>
    private static string IdOf(string file, ILookup<string, string> byName, ILookup<string, string> byFileName, ListCatalog catalog)
    {
        string name = NameOf(file);
        string fileName = Path.GetFileName(file);

        // What a list of the catalogue is said to have listed would be removed where that list removes.
        bool isFree = name.Length > 0 && byName[name].Count() == 1 && ListSelector.Find(catalog, NamePatterns.Exact(name)).Count == 0;
        return NetworkText.Clean(isFree ? name : byFileName[fileName].Count() == 1 ? fileName : file);
    }

    private static string NameOf(string file)
    {
        string name = Path.GetFileName(file);
        name = name.EndsWith(Compressed, StringComparison.OrdinalIgnoreCase) ? name.Substring(0, name.Length - Compressed.Length) : name;
        return Path.GetFileNameWithoutExtension(name);
    }
}
