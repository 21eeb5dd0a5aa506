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
        .Select(p => p.Placeholder).Where(p => texts.Any(t => Holds(t, p))).Distinct().ToList();

    /// <summary>The facts whose placeholders stand in a text that a user edited.</summary>
    internal static IEnumerable<LetterFact> FactsIn(LetterCatalog catalog, string text) =>
        All(catalog).Where(p => Holds(text, p.Placeholder)).Select(p => p.Fact).Distinct();

    /// <summary>An editor may have wrapped it or changed its case.</summary>
    private static bool Holds(string text, string placeholder) => Even(text).IndexOf(Even(placeholder), StringComparison.OrdinalIgnoreCase) >= 0;

    private static string Even(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private static IEnumerable<(LetterFact Fact, string Placeholder)> All(LetterCatalog catalog) =>
        catalog.Facts.SelectMany(f => LetterFactReader.Languages.Select(l => (f, f.Placeholder(l))));
}
