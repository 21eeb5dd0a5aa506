using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Entries that refer to others by id.</summary>
internal static class References
{
    /// <summary>
    /// Refuses entries that lead back to themselves. The user's own file is blamed where it has a part in it, since that
    /// is the one that can be left out.
    /// </summary>
    internal static void RejectCircles(
        IReadOnlyDictionary<string, IReadOnlyList<string>> references,
        IReadOnlyDictionary<string, EntryReader> entries,
        ICollection<string> ownFiles,
        string field,
        string expected)
    {
        List<string> circular = references.Keys.Where(id => From(id, references).Contains(id)).ToList();
        if (circular.Count > 0)
        {
            string blamed = circular.FirstOrDefault(id => ownFiles.Contains(entries[id].File)) ?? circular[0];
            throw entries[blamed].Error(field, expected);
        }
    }

    /// <exception cref="CatalogException">An id leads nowhere.</exception>
    internal static void RequireKnown(EntryReader entry, string field, IEnumerable<string> ids, ICollection<string> known, string what)
    {
        string? dangling = ids.FirstOrDefault(i => !known.Contains(i));
        if (dangling is not null)
        {
            throw entry.Error(field, "expected ids of " + what + " in the catalogue, found '" + dangling + "'.");
        }
    }

    /// <summary>Everything that one entry reaches, itself only where it lies on a circle.</summary>
    internal static HashSet<string> From(string id, IReadOnlyDictionary<string, IReadOnlyList<string>> references)
    {
        HashSet<string> reached = new(StringComparer.Ordinal);
        Stack<string> open = new(references[id]);
        while (open.Count > 0)
        {
            string next = open.Pop();
            if (reached.Add(next) && references.TryGetValue(next, out IReadOnlyList<string>? further))
            {
                foreach (string deeper in further)
                {
                    open.Push(deeper);
                }
            }
        }

        return reached;
    }
}
