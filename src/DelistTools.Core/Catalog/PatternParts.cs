using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Catalog;

/// <summary>
/// The section <c>patternParts</c>: pieces of regular expressions that many signatures share, such as "words for the
/// sending host". A pattern, or another part, names one in braces: <c>{host}</c>.
/// </summary>
internal sealed class PatternParts
{
    internal const string Section = "patternParts";

    /// <summary>Parts within parts; more than this is a part that holds itself.</summary>
    private const int Deepest = 5;

    private static readonly BoundedRegex Place = new(@"\{(?<id>[a-z][a-z0-9-]{0,40})\}");

    private readonly Dictionary<string, string> _parts;

    /// <param name="parts">The parts by id.</param>
    internal PatternParts(IEnumerable<KeyValuePair<string, string>> parts)
    {
        _parts = parts.ToDictionary(p => p.Key, p => "(?:" + p.Value + ")", StringComparer.Ordinal);
    }

    /// <summary>The id of a part and its regular expression.</summary>
    internal static KeyValuePair<string, string> Read(EntryReader entry) => new(entry.Id, entry.RequiredText("pattern"));

    /// <summary>The pattern with its parts in their places.</summary>
    /// <exception cref="CatalogException">A part is not known, or holds itself.</exception>
    internal string Fill(EntryReader entry, string pattern)
    {
        string filled = pattern;
        for (int depth = 0; depth <= Deepest; depth++)
        {
            List<Match> places = Place.Matches(filled).ToList();
            if (places.Count == 0)
            {
                return filled;
            }

            foreach (string id in places.Select(p => p.Groups["id"].Value).Distinct().ToList())
            {
                filled = _parts.TryGetValue(id, out string? part)
                    ? filled.Replace("{" + id + "}", part)
                    : throw entry.Error("pattern", "expected parts of patterns that are in the catalogue, found '{" + id + "}'.");
            }
        }

        throw entry.Error("pattern", "expected parts of patterns that do not hold themselves.");
    }
}
