using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Catalog;

namespace DelistTools.Binding;

/// <summary>Completes ids of the catalogue by what was typed of an id or a name.</summary>
internal static class CatalogCompletion
{
    /// <param name="wordToComplete">What was typed, perhaps in quotes.</param>
    /// <param name="load">Gives the entries that the cmdlet can do something with.</param>
    /// <param name="describe">The id, the name and the tooltip of an entry.</param>
    internal static IEnumerable<CompletionResult> Complete<T>(
        string? wordToComplete, Func<IEnumerable<T>> load, Func<T, (string Id, string Name, string ToolTip)> describe) =>
        Completion.Offer(wordToComplete, Entries(load).Select(describe)
            .OrderBy(e => e.Id, StringComparer.Ordinal)
            .Select(e => (e.Id, (string?)e.Name, e.ToolTip)));

    private static IEnumerable<T> Entries<T>(Func<IEnumerable<T>> load)
    {
        try
        {
            return load();
        }
        catch (CatalogException)
        {
            // Tab has no place for an error; the cmdlet itself reports it.
            return Array.Empty<T>();
        }
    }
}
