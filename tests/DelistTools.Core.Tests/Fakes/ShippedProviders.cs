using System;
using System.IO;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>The ways off that the module carries, without anybody's overlay.</summary>
internal static class ShippedProviders
{
    private static readonly Lazy<ProviderCatalog> Loaded = new(() => ProviderCatalog.Build(
        Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "providers"), "*.json", SearchOption.AllDirectories)
            .OrderBy(f => f, StringComparer.Ordinal).Select(CatalogDocument.Load),
        Array.Empty<CatalogDocument>(),
        ShippedCatalog.Current));

    internal static ProviderCatalog Current => Loaded.Value;
}
