using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Drafting;

/// <summary>Finds what is still to be filled in.</summary>
internal static class DraftPlaceholders
{
    /// <summary>The placeholders of the catalogue that stand in the texts, in any of its languages.</summary>
    internal static IReadOnlyList<string> In(LetterCatalog catalog, params string[] texts) => All(catalog)
        .Select(p => p.Placeholder).Where(p => texts.Any(t => t.IndexOf(p, StringComparison.Ordinal) >= 0)).Distinct().ToList();

    /// <summary>The facts whose placeholders stand in a text that a user edited.</summary>
    internal static IEnumerable<LetterFact> FactsIn(LetterCatalog catalog, string text) =>
        All(catalog).Where(p => text.IndexOf(p.Placeholder, StringComparison.Ordinal) >= 0).Select(p => p.Fact).Distinct();

    private static IEnumerable<(LetterFact Fact, string Placeholder)> All(LetterCatalog catalog) =>
        catalog.Facts.SelectMany(f => LetterFactReader.Languages.Select(l => (f, f.Placeholder(l))));
}
