using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>letterFacts</c>, and of <c>letterClaims</c>.</summary>
internal static class LetterFactReader
{
    internal const string Section = "letterFacts";

    internal const string ClaimSection = "letterClaims";

    /// <summary>What every text is there in.</summary>
    internal const string English = "en";

    internal static readonly IReadOnlyList<string> Languages = new[] { English, "de" };

    internal static LetterFact Read(EntryReader entry)
    {
        string place = entry.RequiredText("place");
        if (!place.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z')))
        {
            throw entry.Error("place", "expected letters alone, found '" + place + "'.");
        }

        return new LetterFact
        {
            Id = entry.Id,
            Place = place,
            Placeholders = ByLanguage(entry, "placeholder"),
            How = entry.RequiredText("how"),
            Fields = entry.TextList("fields"),
        };
    }

    internal static LetterClaim ReadClaim(EntryReader entry)
    {
        LetterClaim claim = new()
        {
            Id = entry.Id,
            Check = entry.RequiredText("check"),
            Texts = ByLanguage(entry, "text"),
            About = entry.RequiredText("about"),
        };
        string? unknown = claim.Texts.Values.SelectMany(Places.Used).FirstOrDefault(p => !LetterPlaces.OfClaims.Contains(p));
        if (claim.Texts.Values.Any(t => !Places.Used(t).Contains("checkedAt")))
        {
            throw entry.Error("text", "expected {checkedAt} in it: a claim says when it was true.");
        }

        return unknown is null
            ? claim
            : throw entry.Error("text", "expected only the places " + string.Join(", ", LetterPlaces.OfClaims) + " in braces, found {" + unknown + "}.");
    }

    private static IReadOnlyDictionary<string, string> ByLanguage(EntryReader entry, string field)
    {
        EntryReader texts = entry.Object(field) ?? throw entry.Error(field, "expected an object with a text for each language.");
        Dictionary<string, string> found = new();
        foreach (string language in Languages)
        {
            if (texts.Text(language) is { } text)
            {
                found.Add(language, text);
            }
        }

        texts.RejectUnknownFields();
        return found.ContainsKey(English) ? found : throw texts.Error(English, "expected some text, found nothing.");
    }
}
