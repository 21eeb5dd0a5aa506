using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Letters, the facts that they hold, and what may be claimed in them, after the user's overlay; immutable.</summary>
internal sealed class LetterCatalog
{
    private readonly Dictionary<string, LetterFact> _facts;

    private LetterCatalog(IReadOnlyList<Letter> letters, IReadOnlyList<LetterFact> facts, IReadOnlyList<LetterClaim> claims)
    {
        Letters = letters;
        Facts = facts;
        Claims = claims;
        _facts = facts.ToDictionary(f => f.Place, StringComparer.Ordinal);
    }

    internal IReadOnlyList<Letter> Letters { get; }

    internal IReadOnlyList<LetterFact> Facts { get; }

    internal IReadOnlyList<LetterClaim> Claims { get; }

    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static LetterCatalog Build(
        IEnumerable<CatalogDocument> shipped, IEnumerable<CatalogDocument> overlays, ListCatalog lists, ProviderCatalog providers)
    {
        CatalogReader reader = CatalogReader.Open(shipped, overlays);
        IReadOnlyList<LetterFact> facts = reader.Read(LetterFactReader.Section, LetterFactReader.Read);
        Require(
            reader, LetterFactReader.Section, LetterPlaces.Facts.FirstOrDefault(p => facts.Count(f => f.Place == p) != 1), "letters need a fact of exactly one entry");
        HashSet<string> places = new(facts.Select(f => f.Place), StringComparer.Ordinal);
        HashSet<string> operators = new(
            lists.KnownIds.Concat(providers.Providers.Select(p => p.Id)).Concat(reader.Ids(ProviderReader.Section)), StringComparer.Ordinal);
        HashSet<string> used = new(StringComparer.Ordinal);
        Dictionary<string, EntryReader> entries = new(StringComparer.Ordinal);
        IReadOnlyList<Letter> letters = reader.Read(LetterReader.Section, e =>
        {
            entries[e.Id] = e;
            Letter letter = LetterReader.Read(e, places);
            References.RequireKnown(e, "for", letter.For, operators, "providers or lists");
            string? twice = letter.For.DefaultIfEmpty("").FirstOrDefault(f => !used.Add(letter.Kind + "/" + letter.Language + "/" + f));
            return twice is null ? letter : throw e.Error(
                "for", "expected no second letter of kind '" + ChoiceNames.Written(letter.Kind.ToString()) + "' in this language for " + (twice.Length == 0 ? "everybody" : twice) + ".");
        });
        Require(
            reader, LetterReader.Section,
            Enum.GetValues(typeof(LetterKind)).Cast<LetterKind>().Where(k => k != LetterKind.None)
                .Where(k => !used.Contains(k + "/" + LetterFactReader.English + "/")).Select(k => ChoiceNames.Written(k.ToString())).FirstOrDefault(),
            "an English letter for everybody has to be there");
        IReadOnlyList<Letter> whole = letters.Select(l => l.For.Count == 0 ? l : l.After(General(letters, l.Kind, l.Language) ?? throw entries[l.Id].Error(
            "language", "expected a general letter of this kind in this language, which this one goes on with; or write it first."))).ToList().AsReadOnly();
        return new LetterCatalog(whole, facts, reader.Read(LetterFactReader.ClaimSection, LetterFactReader.ReadClaim));
    }

    /// <summary>
    /// The letter for an operator: its own in that language, or else its own in English, since it has what the operator asks
    /// for; or a general one in that language, or the English one, which is always there.
    /// </summary>
    internal Letter Find(LetterKind kind, string? operatorId, string language) =>
        (operatorId is null ? null : Own(kind, language, operatorId) ?? Own(kind, LetterFactReader.English, operatorId))
        ?? General(Letters, kind, language) ?? General(Letters, kind, LetterFactReader.English)!;

    internal LetterFact? FindFact(string place) => _facts.TryGetValue(place, out LetterFact? fact) ? fact : null;

    /// <summary>The fact that forms ask for under that name; null where it is a name that no fact has.</summary>
    internal LetterFact? FindFactOfField(string field) =>
        Facts.FirstOrDefault(f => f.Fields.Contains(field, StringComparer.OrdinalIgnoreCase));

    private Letter? Own(LetterKind kind, string language, string operatorId) =>
        Letters.FirstOrDefault(l => l.Kind == kind && l.Language == language && l.For.Contains(operatorId));

    private static Letter? General(IEnumerable<Letter> letters, LetterKind kind, string language) =>
        letters.FirstOrDefault(l => l.Kind == kind && l.Language == language && l.For.Count == 0);

    /// <summary>What letters fall back on can be replaced, but not taken out.</summary>
    private static void Require(CatalogReader reader, string section, string? missing, string why)
    {
        if (missing is not null)
        {
            string file = reader.OwnFiles.FirstOrDefault() ?? section;
            throw new CatalogException(file, missing, null, "expected it, since " + why + "; replace an entry, if it is wrong, instead of disabling it.");
        }
    }
}
