using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;

namespace DelistTools.Catalog;

/// <summary>
/// Reads the fields of one object of a catalogue file. Every reading method either returns a valid value or throws a
/// <see cref="CatalogException"/> that names file, entry, field and what was expected there.
/// </summary>
internal sealed class EntryReader
{
    private readonly string _file;
    private readonly string _path;
    private readonly Dictionary<string, XElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private EntryReader(string file, string id, string path, XElement element)
    {
        _file = file;
        Id = id;
        _path = path;
        if (CatalogDocument.JsonType(element) != "object")
        {
            throw new CatalogException(file, id, path.Length == 0 ? null : path, "expected an object.");
        }

        foreach (XElement field in element.Elements())
        {
            string name = CatalogDocument.JsonName(field);
            if (_fields.ContainsKey(name))
            {
                throw Error(name, "expected once, found twice.");
            }

            _fields.Add(name, field);
        }
    }

    internal string Id { get; }

    internal string File => _file;

    internal bool IsDisabled => Flag("disabled");

    internal static EntryReader Open(string file, string section, int index, XElement element)
    {
        string place = section + "[" + index.ToString(CultureInfo.InvariantCulture) + "]";
        EntryReader anonymous = new(file, place, "", element);
        string id = anonymous.RequiredText("id");
        if (!IsId(id))
        {
            throw new CatalogException(
                file, place, "id", "expected lower-case letters, digits and single hyphens, found '" + id + "'.");
        }

        EntryReader entry = new(file, id, "", element);
        entry._read.Add("id");
        return entry;
    }

    internal CatalogException Error(string field, string expected) =>
        new(_file, Id, _path.Length == 0 ? field : _path + "." + field, expected);

    internal string? Text(string field)
    {
        XElement? value = Take(field, "string", "text");
        if (value is null)
        {
            return null;
        }

        return value.Value.Trim().Length > 0 ? value.Value : throw Error(field, "expected some text, or no such field.");
    }

    internal string RequiredText(string field) => Text(field) ?? throw Error(field, "expected some text, found nothing.");

    internal bool Flag(string field) => Take(field, "boolean", "true or false") is { } value && value.Value == "true";

    internal bool? OptionalFlag(string field) => _fields.ContainsKey(field) ? Flag(field) : null;

    internal double? Number(string field, double atLeast, double atMost)
    {
        XElement? value = Take(field, "number", "a number");
        if (value is null)
        {
            return null;
        }

        return double.TryParse(value.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number >= atLeast && number <= atMost
            ? number
            : throw Error(field, string.Format(CultureInfo.InvariantCulture, "expected a number from {0} to {1}, found {2}.", atLeast, atMost, value.Value));
    }

    internal IReadOnlyList<string> TextList(string field)
    {
        XElement? value = Take(field, "array", "an array of text");
        if (value is null)
        {
            return Array.Empty<string>();
        }

        List<string> items = new();
        foreach (XElement item in value.Elements())
        {
            if (CatalogDocument.JsonType(item) != "string" || item.Value.Trim().Length == 0)
            {
                throw Error(field + "[" + items.Count.ToString(CultureInfo.InvariantCulture) + "]", "expected some text.");
            }

            items.Add(item.Value);
        }

        return items.AsReadOnly();
    }

    /// <summary>A value of an enum, written in lower case with hyphens between words.</summary>
    internal T? Choice<T>(string field)
        where T : struct, Enum
    {
        string? text = Text(field);
        return text is null ? null : ParseChoice<T>(field, text);
    }

    internal T RequiredChoice<T>(string field)
        where T : struct, Enum => Choice<T>(field) ?? throw Error(field, "expected " + ChoiceNames.Of(typeof(T)) + ", found nothing.");

    internal T ParseChoice<T>(string field, string text)
        where T : struct, Enum
    {
        return ChoiceNames.Of(typeof(T)).Find(text) is T value
            ? value
            : throw Error(field, "expected " + ChoiceNames.Of(typeof(T)) + ", found '" + text + "'.");
    }

    internal DateTime RequiredDate(string field)
    {
        string text = RequiredText(field);
        return DateTime.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime date)
            ? date
            : throw Error(field, "expected a date such as 2026-11-23, found '" + text + "'.");
    }

    internal string? Url(string field)
    {
        string? text = Text(field);
        return text is null || IsWebAddress(text) ? text : throw Error(field, "expected a web address, found '" + text + "'.");
    }

    /// <summary>The field <c>sources</c>, of which every entry has at least one.</summary>
    internal IReadOnlyList<FactSource> Sources()
    {
        List<FactSource> sources = new();
        foreach (EntryReader source in Objects("sources"))
        {
            sources.Add(new FactSource(source.RequiredText("source"), source.Text("date"), source.Text("supports")));
            source.RejectUnknownFields();
        }

        return sources.Count > 0 ? sources.AsReadOnly() : throw Error("sources", "expected at least one source.");
    }

    internal EntryReader? Object(string field)
    {
        XElement? value = Take(field, "object", "an object");
        return value is null ? null : new EntryReader(_file, Id, Nested(field), value);
    }

    internal IReadOnlyList<EntryReader> Objects(string field)
    {
        XElement? value = Take(field, "array", "an array of objects");
        return value is null
            ? Array.Empty<EntryReader>()
            : value.Elements().Select((e, i) => new EntryReader(
                _file, Id, Nested(field) + "[" + i.ToString(CultureInfo.InvariantCulture) + "]", e)).ToList();
    }

    internal bool Has(string field) => _fields.ContainsKey(field);

    /// <summary>A misspelt field that is silently ignored is how a refusal code becomes a listing.</summary>
    internal void RejectUnknownFields()
    {
        string? unknown = _fields.Keys.FirstOrDefault(f => !_read.Contains(f));
        if (unknown is not null)
        {
            throw Error(unknown, "expected no field of this name here.");
        }
    }

    private XElement? Take(string field, string type, string expected)
    {
        _read.Add(field);
        if (!_fields.TryGetValue(field, out XElement? value))
        {
            return null;
        }

        string found = CatalogDocument.JsonType(value);
        return found == type ? value : throw Error(field, "expected " + expected + ", found " + found + ".");
    }

    /// <summary>
    /// A scheme, a host name and no white space. The framework's own parser would take a fifth of the time that the
    /// whole catalogue takes to load, and refuses no more of what people mistype.
    /// </summary>
    internal static bool IsWebAddress(string text)
    {
        int start = text.StartsWith("https://", StringComparison.Ordinal) ? 8 : text.StartsWith("http://", StringComparison.Ordinal) ? 7 : 0;
        int end = start == 0 ? -1 : text.IndexOf('/', start);
        string host = start == 0 ? "" : end < 0 ? text.Substring(start) : text.Substring(start, end - start);
        foreach (char c in text)
        {
            if (c <= ' ')
            {
                return false;
            }
        }

        return DomainNameText.IsHostLike(host);
    }

    private string Nested(string field) => _path.Length == 0 ? field : _path + "." + field;

    private static bool IsId(string text)
    {
        char before = '-';
        foreach (char c in text)
        {
            bool hyphen = c == '-';
            if (hyphen ? before == '-' : c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')))
            {
                return false;
            }

            before = c;
        }

        return before != '-';
    }
}
