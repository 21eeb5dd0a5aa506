using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Drafting;

/// <summary>Writes the text of one letter, and notes which facts are missing in it.</summary>
internal sealed class LetterText
{
    private readonly LetterCatalog _catalog;
    private readonly DraftFacts _facts;
    private readonly string _language;
    private readonly HashSet<string> _asked;
    private readonly Dictionary<string, string?> _sentences;
    private readonly List<LetterFact> _missing = new();

    /// <param name="catalog">The facts' names.</param>
    /// <param name="facts">What is known.</param>
    /// <param name="language">The language of placeholders.</param>
    /// <param name="asked">Facts that the operator's form or letter asks for.</param>
    /// <param name="others">Lines of what it asks for besides and the user gave; null where there is nothing.</param>
    internal LetterText(LetterCatalog catalog, DraftFacts facts, string language, IEnumerable<string> asked, string? others)
    {
        _catalog = catalog;
        _facts = facts;
        _language = language;
        _asked = new HashSet<string>(asked, StringComparer.Ordinal);
        _sentences = new Dictionary<string, string?>(StringComparer.Ordinal) 
        {
            [LetterPlaces.Others] = others,
            [LetterPlaces.Several] = facts.Targets.Count > 1 ? facts.Targets.Count.ToString(CultureInfo.InvariantCulture) : null,
        };
    }

    /// <summary>The facts for which a placeholder was written, in their order.</summary>
    internal IReadOnlyList<LetterFact> Missing => _missing;

    /// <summary>The paragraphs, with an empty line between them.</summary>
    internal string Write(IEnumerable<LetterPart> parts) => string.Join("\n\n", parts.Select(Paragraph).Where(p => p.Length > 0));

    /// <summary>The first of the alternatives between bars that is wholly known, or else the last, in one line.</summary>
    internal string WriteSubject(string text)
    {
        string last = text.Substring(text.LastIndexOf('|') + 1);
        return NetworkText.Shorten(Places.FillExactly(text, _facts.FindForSubject) ?? Places.Fill(last, p => _facts.FindForSubject(p) ?? Placeholder(p)));
    }

    /// <summary>The first of the alternatives between bars that is wholly known; null where none is.</summary>
    internal string? WriteExactly(string text, string subject) =>
        Places.FillExactly(text, p => p == LetterPlaces.Subject ? subject : Find(p));

    private string Paragraph(LetterPart part)
    {
        if (!IsThere(part))
        {
            return "";
        }

        return part.Lines.Count == 0
            ? Places.Fill(part.Text, p => Find(p) ?? Placeholder(p))
            : string.Join("\n", part.Lines.Select(Paragraph).Where(l => l.Length > 0));
    }

    private bool IsThere(LetterPart part) => part.If.All(IsKnownOrAsked) && part.Known.All(p => Find(p) is not null) && part.Asked.All(_asked.Contains)
        && !part.Unless.Any(IsKnownOrAsked);

    private bool IsKnownOrAsked(string place) => Find(place) is not null || _asked.Contains(place);

    private string? Find(string place) => _sentences.TryGetValue(place, out string? sentence) ? sentence : _facts.Find(place);

    private string Placeholder(string place)
    {
        LetterFact fact = _catalog.FindFact(place)!;
        if (!_missing.Contains(fact))
        {
            _missing.Add(fact);
        }

        return fact.Placeholder(_language);
    }
}
