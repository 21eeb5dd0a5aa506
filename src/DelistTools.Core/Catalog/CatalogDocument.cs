using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.Serialization.Json;
using System.Xml;
using System.Xml.Linq;

namespace DelistTools.Catalog;

/// <summary>
/// One catalogue file, parsed. The JSON reader is the framework's own, the same on .NET and .NET Framework; it
/// presents JSON as XML elements with a <c>type</c> attribute.
/// </summary>
internal sealed class CatalogDocument
{
    private const string SchemaField = "schema";

    private CatalogDocument(string file, XElement root)
    {
        File = file;
        Root = root;
    }

    internal string File { get; }

    private XElement Root { get; }

    /// <exception cref="CatalogException">The file cannot be read, is no JSON, or not of schema 1.</exception>
    internal static CatalogDocument Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = System.IO.File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CatalogException(path, null, null, "expected a readable file: " + e.Message, e);
        }

        return Parse(path, bytes);
    }

    internal static CatalogDocument Parse(string file, byte[] bytes)
    {
        // Windows PowerShell writes UTF-8 with a byte order mark, which the JSON reader does not expect.
        int start = bytes.Length >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0;
        XElement root;
        try
        {
            using XmlDictionaryReader reader = JsonReaderWriterFactory.CreateJsonReader(
                bytes, start, bytes.Length - start, XmlDictionaryReaderQuotas.Max);
            root = XElement.Load(reader);
        }
        catch (Exception e) when (e is XmlException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw new CatalogException(file, null, null, "expected valid JSON: " + e.Message, e);
        }

        // The framework's reader takes an object that breaks off after a field for a whole one.
        int end = Array.FindLastIndex(bytes, b => b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
        if (JsonType(root) == "object" && bytes[end] != '}')
        {
            throw new CatalogException(file, null, null, "expected valid JSON: the file ends before the object does, which wants a '}' at its end.");
        }

        if (JsonType(root) != "object")
        {
            throw new CatalogException(file, null, null, "expected a JSON object with \"schema\": 1 and a section such as \"blocklists\".");
        }

        XElement? schema = root.Element(SchemaField);
        if (schema is null || JsonType(schema) != "number" || schema.Value != "1")
        {
            throw new CatalogException(
                file, null, SchemaField, "expected the number 1, found " + (schema is null ? "nothing" : "'" + schema.Value + "'") + ".");
        }

        return new CatalogDocument(file, root);
    }

    /// <summary>The sections of the file, each with its entries in order.</summary>
    internal IEnumerable<KeyValuePair<string, IReadOnlyList<EntryReader>>> Sections(ICollection<string> known)
    {
        foreach (XElement section in Root.Elements())
        {
            string name = JsonName(section);
            if (name == SchemaField)
            {
                continue;
            }

            if (!known.Contains(name))
            {
                throw new CatalogException(
                    File, null, name, "expected one of the sections " + string.Join(", ", known) + ".");
            }

            if (JsonType(section) != "array")
            {
                throw new CatalogException(File, null, name, "expected an array of entries.");
            }

            yield return new KeyValuePair<string, IReadOnlyList<EntryReader>>(
                name, section.Elements().Select((e, i) => EntryReader.Open(File, name, i, e)).ToList());
        }
    }

    internal static string JsonType(XElement element) => (string?)element.Attribute("type") ?? "string";

    /// <summary>A field name that is no XML name travels in an attribute.</summary>
    internal static string JsonName(XElement element) => (string?)element.Attribute("item") ?? element.Name.LocalName;
}
