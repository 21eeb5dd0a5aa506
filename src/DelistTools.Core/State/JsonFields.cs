using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace DelistTools.State;

/// <summary>Reads the fields of a JSON object by the framework's own reader. Fields that nobody asks for are passed over.</summary>
internal sealed class JsonFields
{
    // A case comes to eight or so; the framework's reader slows down by the square of the depth.
    private const int Deepest = 64;

    // Beside the root there is one element a level.
    private static readonly XmlDictionaryReaderQuotas Quotas = QuotasOf(Deepest + 1);

    private readonly Dictionary<string, XElement> _fields = new(StringComparer.Ordinal);

    private JsonFields(XElement element)
    {
        if (TypeOf(element) != "object")
        {
            throw new FormatException("expected an object, found " + TypeOf(element));
        }

        foreach (XElement field in element.Elements())
        {
            _fields[(string?)field.Attribute("item") ?? field.Name.LocalName] = field;
        }
    }

    /// <exception cref="FormatException">It is no JSON object.</exception>
    internal static JsonFields Parse(string text)
    {
        bool isClosed = IsClosed(text);
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(bytes, Quotas);
            JsonFields fields = new(XElement.Load(reader));

            return isClosed ? fields : throw new FormatException("expected the end of the object, found the end of the text");
        }
        catch (Exception e) when (e is XmlException or ArgumentException or InvalidOperationException)
        {
            throw new FormatException("expected a JSON object: " + e.Message.TrimEnd('.'), e);
        }
    }

    /// <summary>The framework's reader takes an object that breaks off after a field for a whole one.</summary>
    /// <exception cref="FormatException">It is nested too deep to be read at all.</exception>
    private static bool IsClosed(string text)
    {
        int depth = 0;
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\' when isQuoted:
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '{' or '[' when !isQuoted:
                    depth++;
                    if (depth > Deepest)
                    {
                        throw new FormatException("it is nested deeper than " + Deepest + " levels");
                    }

                    break;
                case '}' or ']' when !isQuoted:
                    depth--;
                    break;
                default:
                    break;
            }
        }

        return depth == 0 && !isQuoted;
    }

    internal string Text(string name) => OptionalText(name) ?? throw Missing(name);

    internal string? OptionalText(string name) => Take(name, "string")?.Value;

    internal T Choice<T>(string name)
        where T : struct, Enum
    {
        string text = Text(name);
        return Enum.IsDefined(typeof(T), text)
            ? (T)Enum.Parse(typeof(T), text)
            : throw new FormatException("field '" + name + "': '" + text + "' is none of " + string.Join(", ", Enum.GetNames(typeof(T))));
    }

    internal DateTime Time(string name) => OptionalTime(name) ?? throw Missing(name);

    internal DateTime? OptionalTime(string name)
    {
        string? text = OptionalText(name);
        return text is null
            ? null
            : StoreTime.TryRead(text, out DateTime time) ? time : throw new FormatException("field '" + name + "': '" + text + "' is no time");
    }

    internal int Number(string name) => OptionalNumber(name) ?? throw Missing(name);

    internal int? OptionalNumber(string name)
    {
        XElement? value = Take(name, "number");
        return value is null
            ? null
            : int.TryParse(value.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
                ? number
                : throw new FormatException("field '" + name + "': '" + value.Value + "' is no whole number");
    }

    internal bool Flag(string name) => Take(name, "boolean") is { } value && value.Value == "true";

    internal JsonFields Object(string name) => Take(name, "object") is { } value ? new JsonFields(value) : throw Missing(name);

    internal IReadOnlyList<T> Objects<T>(string name, Func<JsonFields, T> read) =>
        Items(name).Select(i => read(new JsonFields(i))).ToList().AsReadOnly();

    internal IReadOnlyList<string> Texts(string name) => Items(name)
        .Select(i => TypeOf(i) == "string" ? i.Value : throw new FormatException("field '" + name + "': expected text, found " + TypeOf(i)))
        .ToList().AsReadOnly();

    private IEnumerable<XElement> Items(string name) => Take(name, "array")?.Elements() ?? Enumerable.Empty<XElement>();

    private XElement? Take(string name, string type)
    {
        if (!_fields.TryGetValue(name, out XElement? value) || TypeOf(value) == "null")
        {
            return null;
        }

        return TypeOf(value) == type ? value : throw new FormatException("field '" + name + "': expected " + type + ", found " + TypeOf(value));
    }

    private static XmlDictionaryReaderQuotas QuotasOf(int depth)
    {
        XmlDictionaryReaderQuotas quotas = new();
        XmlDictionaryReaderQuotas.Max.CopyTo(quotas);
        quotas.MaxDepth = depth;
        return quotas;
    }

    private static FormatException Missing(string name) => new("field '" + name + "' is missing");

    private static string TypeOf(XElement element) => (string?)element.Attribute("type") ?? "string";
}
