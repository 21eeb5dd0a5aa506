using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Diagnosis;

namespace DelistTools.Core.Tests;

/// <summary>The diagnosis over the shipped signatures, or over made-up ones, and a few hosts that are known.</summary>
internal static class Diagnoses
{
    private static readonly Lazy<SignatureCatalog> Loaded = new(() => SignatureCatalog.Build(
        Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "signatures"), "*.json").Order(StringComparer.Ordinal).Select(CatalogDocument.Load),
        [], ShippedCatalog.Current));

    internal static SignatureCatalog Shipped => Loaded.Value;

    internal static RefusalDiagnosis Current { get; } = Over(Shipped);

    internal static RefusalDiagnosis Over(SignatureCatalog signatures) => new(signatures, () => ShippedProviders.Current);

    internal static RefusalDiagnosis Over(params string[] signatures) => Over(SignatureCatalog.Build(
        [CatalogText.Document(CatalogText.ShippedFile, "{ \"schema\": 1, \"signatures\": [" + string.Join(",", signatures) + "] }")],
        [], ShippedCatalog.Current));

    /// <summary>The host by which a provider is known here; null for other providers.</summary>
    internal static string? HostOf(string provider) => ShippedProviders.Current.Find(provider)?.MailExchangers is { Count: > 0 } hosts ? "mx" + hosts[0] : null;

    internal static MailRefusal Single(string text) => Current.Read(text).Single();

    /// <summary>What one reply means, from a host of the provider where one is named.</summary>
    internal static MailRefusal Of(string reply, string? provider = null) => Current.Diagnose(
        new FoundRefusal { Reply = reply, RemoteMta = provider is null ? null : HostOf(provider) });

    internal static IReadOnlyList<MailRefusal> Read(string text) => Current.Read(text);
}
