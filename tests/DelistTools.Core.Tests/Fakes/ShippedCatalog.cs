using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>The catalogue that the module carries, without anybody's overlay.</summary>
internal static class ShippedCatalog
{
    private static readonly Lazy<ListCatalog> Loaded = new(() => WithKeys(new Dictionary<string, AccountKey>()));

    internal static string Folder => Path.Combine(AppContext.BaseDirectory, "catalog");

    internal static ListCatalog Current => Loaded.Value;

    internal static Blocklist List(string id) =>
        Current.Find(id) ?? throw new ArgumentException("The shipped catalogue has no list '" + id + "'.", nameof(id));

    internal static ListCatalog WithKeys(IReadOnlyDictionary<string, AccountKey> keys) => ListCatalog.Build(
        Directory.GetFiles(Folder, "*.json", SearchOption.AllDirectories).OrderBy(f => f, StringComparer.Ordinal).Select(CatalogDocument.Load),
        Array.Empty<CatalogDocument>(),
        keys);
}
