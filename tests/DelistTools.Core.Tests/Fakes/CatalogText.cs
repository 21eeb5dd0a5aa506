using System.Collections.Generic;
using System.Linq;
using System.Text;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>Catalogue files made of text.</summary>
internal static class CatalogText
{
    internal const string ShippedFile = "shipped.json";

    internal const string OverlayFile = "overlay.json";

    /// <summary>
    /// An entry with every required field. Each of <paramref name="fields"/> is <c>name: JSON value</c> and replaces
    /// the field of that name; an empty value takes the field out.
    /// </summary>
    internal static string Entry(string id, params string[] fields)
    {
        List<KeyValuePair<string, string>> values = new()
        {
            new("id", "\"" + id + "\""),
            new("name", "\"The list " + id + "\""),
            new("operator", "\"Operator of " + id + "\""),
            new("kind", "[\"ip4\"]"),
            new("zone", "\"" + id + ".test\""),
            new("about", "\"Made up.\""),
            new("impact", "\"low\""),
            new("status", "\"live\""),
            new("sources", "[{ \"source\": \"a test\" }]"),
            new("confidence", "\"high\""),
            new("verifiedOn", "\"2026-11-23\""),
        };
        return Object(values, fields);
    }

    /// <summary>A JSON object of <paramref name="values"/>, changed by <paramref name="fields"/> as an entry is.</summary>
    internal static string Object(List<KeyValuePair<string, string>> values, params string[] fields)
    {
        foreach (string field in fields)
        {
            int colon = field.IndexOf(':');
            string name = field[..colon];
            string value = field[(colon + 1)..].Trim();
            int at = values.FindIndex(v => v.Key == name);
            if (at >= 0)
            {
                values.RemoveAt(at);
            }

            if (value.Length > 0)
            {
                values.Insert(at >= 0 ? at : values.Count, new(name, value));
            }
        }

        return "{ " + string.Join(", ", values.Select(v => "\"" + v.Key + "\": " + v.Value)) + " }";
    }

    internal static string File(params string[] entries) =>
        "{ \"schema\": 1, \"blocklists\": [ " + string.Join(", ", entries) + " ] }";

    internal static string Keys(params string[] idsAndKeys) => "{ \"schema\": 1, \"keys\": [ " + string.Join(", ", idsAndKeys.Select(
        k => "{ \"id\": \"" + k.Split('=')[0] + "\", \"key\": \"" + k.Split('=')[1] + "\" }")) + " ] }";

    internal static CatalogDocument Document(string file, string json) => CatalogDocument.Parse(file, Encoding.UTF8.GetBytes(json));

    internal static ListCatalog Catalog(params string[] entries) => Load(File(entries));

    internal static ListCatalog Load(string shipped, string? overlay = null, string? keys = null) => ListCatalog.Build(
        new[] { Document(ShippedFile, shipped) },
        new[] { (File: OverlayFile, Json: overlay), (File: "keys.json", Json: keys) }
            .Where(d => d.Json is not null).Select(d => Document(d.File, d.Json!)),
        new Dictionary<string, AccountKey>());
}
