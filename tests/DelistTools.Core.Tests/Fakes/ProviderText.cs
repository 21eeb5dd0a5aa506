using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>Catalogue files of providers made of text.</summary>
internal static class ProviderText
{
    /// <summary>An entry with every required field; <paramref name="fields"/> are further ones as JSON, or those to replace.</summary>
    internal static string Entry(string id, params string[] fields)
    {
        List<string> all =
        [
            "\"id\": \"" + id + "\"",
            "\"about\": \"Made up.\"",
            "\"cost\": \"nothing\"",
            "\"steps\": [ { \"kind\": \"nothing\", \"title\": \"Wait\", \"instruction\": \"Wait.\" } ]",
            "\"sources\": [ { \"source\": \"a test\" } ]",
            "\"confidence\": \"high\"",
            "\"verifiedOn\": \"2026-11-23\"",
        ];
        string[] usual = ["\"name\": \"The provider " + id + "\"", "\"kind\": \"mailbox\"", "\"status\": \"live\""];
        all.AddRange(usual.Where(u => !fields.Any(f => f.StartsWith(u.Split(':')[0], System.StringComparison.Ordinal))));
        return "{ " + string.Join(", ", all.Concat(fields)) + " }";
    }

    internal static ProviderCatalog Catalog(params string[] entries) => ProviderCatalog.Build(
        [CatalogText.Document(CatalogText.ShippedFile, "{ \"schema\": 1, \"providers\": [ " + string.Join(", ", entries) + " ] }")],
        [],
        CatalogText.Catalog());
}
