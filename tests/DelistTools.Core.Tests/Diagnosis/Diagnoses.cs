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

    private static readonly Lazy<ProviderCatalog> Hosts = new(() => ProviderCatalog.Build(
        [CatalogText.Document("providers.json", "{ \"schema\": 1, \"providers\": [" + string.Join(
            ",",
            Provider("microsoft-consumer", ".olc.protection.outlook.com", ".hotmail.com"),
            Provider("microsoft-365", ".mail.protection.outlook.com"),
            Provider("gmail", ".google.com"),
            Provider("yahoo", ".yahoodns.net"),
            Provider("t-online", ".t-online.de"),
            Provider("free", ".free.fr")) + "] }")],
        [], ShippedCatalog.Current));

    internal static SignatureCatalog Shipped => Loaded.Value;

    internal static RefusalDiagnosis Current { get; } = Over(Shipped);

    internal static RefusalDiagnosis Over(SignatureCatalog signatures) => new(signatures, () => Hosts.Value);

    internal static RefusalDiagnosis Over(params string[] signatures) => Over(SignatureCatalog.Build(
        [CatalogText.Document(CatalogText.ShippedFile, "{ \"schema\": 1, \"signatures\": [" + string.Join(",", signatures) + "] }")],
        [], ShippedCatalog.Current));

    /// <summary>The host by which a provider is known here; null for other providers.</summary>
    internal static string? HostOf(string provider) => Hosts.Value.Find(provider) is MailProvider known ? "mx" + known.MailExchangers[0] : null;

    internal static MailRefusal Single(string text) => Current.Read(text).Single();

    /// <summary>What one reply means, from a host of the provider where one is named.</summary>
    internal static MailRefusal Of(string reply, string? provider = null) => Current.Diagnose(
        new FoundRefusal { Reply = reply, RemoteMta = provider is null ? null : HostOf(provider) });

    internal static IReadOnlyList<MailRefusal> Read(string text) => Current.Read(text);

    private static string Provider(string id, params string[] hosts) =>
        "{ \"id\": \"" + id + "\", \"name\": \"" + id + "\", \"kind\": \"mailbox\", \"about\": \"Made up.\", \"status\": \"live\", \"cost\": \"Free\", "
        + "\"mailExchangers\": [" + string.Join(",", hosts.Select(h => "\"" + h + "\"")) + "], "
        + "\"steps\": [{ \"kind\": \"nothing\", \"title\": \"Wait\", \"instruction\": \"Wait.\" }], "
        + "\"sources\": [{ \"source\": \"a test\" }], \"confidence\": \"high\", \"verifiedOn\": \"2026-11-23\" }";
}
