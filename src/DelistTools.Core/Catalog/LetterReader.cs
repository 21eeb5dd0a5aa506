using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>letters</c>.</summary>
internal static class LetterReader
{
    internal const string Section = "letters";

    /// <param name="entry">The entry.</param>
    /// <param name="places">The facts that letters may hold.</param>
    internal static Letter Read(EntryReader entry, ICollection<string> places)
    {
        string language = entry.Text("language") ?? LetterFactReader.English;
        if (!LetterFactReader.Languages.Contains(language))
        {
            throw entry.Error("language", "expected one of " + string.Join(", ", LetterFactReader.Languages) + ", found '" + language + "'.");
        }

        LetterKind kind = entry.RequiredChoice<LetterKind>("kind");
        Letter letter = new()
        {
            Id = entry.Id,
            Kind = kind != LetterKind.None ? kind : throw entry.Error("kind", "expected what the letter is about; a step that asks for no text needs none."),
            Language = language,
            For = entry.TextList("for"),
            Subject = Text(entry, "subject", places) ?? throw entry.Error("subject", "expected some text, found nothing."),
            Opening = OptionalParts(entry, "opening", places),
            Body = OptionalParts(entry, "body", places),
            Closing = OptionalParts(entry, "closing", places),
            Fields = entry.Objects("fields").Select(f => Field(f, places)).ToList().AsReadOnly(),
        };
        string? missing = letter.For.Count > 0 ? null : letter.Opening is null ? "opening" : letter.Body is null ? "body" : letter.Closing is null ? "closing" : null;
        if (missing is not null)
        {
            throw entry.Error(missing, "expected paragraphs, since this letter is what others fall back on.");
        }

        entry.RequiredDate("verifiedOn");
        entry.RequiredChoice<Confidence>("confidence");
        entry.Sources();
        return letter;
    }

    private static IReadOnlyList<LetterPart>? OptionalParts(EntryReader entry, string field, ICollection<string> places) =>
        entry.Has(field) ? Parts(entry, field, places, new HashSet<string>()) : null;

    private static IReadOnlyList<LetterPart> Parts(EntryReader entry, string field, ICollection<string> places, ICollection<string> asked) =>
        entry.Objects(field).Select(part => Part(part, places, asked)).ToList().AsReadOnly();

    private static LetterPart Part(EntryReader entry, ICollection<string> places, ICollection<string> asked)
    {
        IReadOnlyList<string> conditions = Names(entry, "if", places);
        IReadOnlyList<string> strict = Names(entry, "known", places);
        HashSet<string> known = new(asked.Concat(conditions).Concat(strict));
        LetterPart part = new()
        {
            If = conditions,
            Known = strict,
            Asked = Names(entry, "asked", places),
            Unless = Names(entry, "unless", places),
            Text = Text(entry, "text", places) ?? "",
            Lines = Parts(entry, "lines", places, known),
        };
        entry.RejectUnknownFields();
        if (part.Text.Length == 0 == (part.Lines.Count == 0) || part.Lines.Any(l => l.Lines.Count > 0))
        {
            throw entry.Error("text", "expected either a text or lines of text.");
        }

        string? open = Places.Used(part.Text).FirstOrDefault(p => LetterPlaces.Sentences.Contains(p) && !known.Contains(p));
        return open is null
            ? part
            : throw entry.Error("if", "expected '" + open + "' here, since nothing could stand in its place.");
    }

    private static IReadOnlyList<string> Names(EntryReader entry, string field, ICollection<string> places)
    {
        IReadOnlyList<string> names = entry.TextList(field);
        string? unknown = names.FirstOrDefault(n => !places.Contains(n) && !LetterPlaces.Sentences.Contains(n));
        return unknown is null ? names : throw entry.Error(field, Expected(places) + ", found '" + unknown + "'.");
    }

    private static LetterField Field(EntryReader entry, ICollection<string> places)
    {
        string? value = entry.Text("value");
        string? unknown = value is null ? null : Places.Used(value).FirstOrDefault(p => !places.Contains(p) && p != LetterPlaces.Subject);
        LetterField field = new(
            entry.RequiredText("name"),
            value ?? throw entry.Error("value", "expected what belongs there."));
        entry.RejectUnknownFields();
        return unknown is null ? field : throw entry.Error("value", Expected(places) + ", found {" + unknown + "}.");
    }

    private static string? Text(EntryReader entry, string field, ICollection<string> places)
    {
        string? text = entry.Text(field);
        string? unknown = text is null ? null : Places.Used(text).FirstOrDefault(p => !places.Contains(p) && !LetterPlaces.Sentences.Contains(p));
        return unknown is null ? text : throw entry.Error(field, Expected(places) + " in braces, found {" + unknown + "}.");
    }

    private static string Expected(IEnumerable<string> places) => "expected only the facts " + string.Join(", ", places.Concat(LetterPlaces.Sentences));
}
