using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Lab;
using DelistTools.Replies;

namespace DelistTools.Core.Tests;

/// <summary>Answers read with the shipped signatures, or with made-up ones, on a Wednesday noon.</summary>
internal static class ReplyReadings
{
    internal static readonly DateTime Now = new(2026, 11, 25, 12, 0, 0, DateTimeKind.Utc);

    private static readonly Lazy<ReplyCatalog> Loaded = new(() => ReplyCatalog.Build(
        Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "replies"), "*.json").Order(StringComparer.Ordinal).Select(CatalogDocument.Load),
        [], ShippedCatalog.Current, ShippedProviders.Current));

    internal static ReplyCatalog Shipped => Loaded.Value;

    internal static ReplyMessages Over(ReplyCatalog replies) =>
        new(new ReplyDiagnosis(replies, () => Diagnoses.Shipped, new FakeCalendar(Now)), default);

    internal static ReplyCatalog Catalog(string json, string? overlay = null) => ReplyCatalog.Build(
        [CatalogText.Document(CatalogText.ShippedFile, json)],
        overlay is null ? [] : [CatalogText.Document(CatalogText.OverlayFile, overlay)],
        ShippedCatalog.Current, ShippedProviders.Current);

    internal static DelistingReply Of(string text) => Over(Shipped).Read(text).Single();

    internal static IReadOnlyList<DelistingReply> All(string text) => Over(Shipped).Read(text).ToList();

    /// <summary>One of the messages that the examples read.</summary>
    internal static string Example(string name) => File.ReadAllText(Path.Combine(RepositoryFolder.Path, "docs", "examples", "replies", name));

    /// <summary>A message of plain text.</summary>
    internal static string Mail(string body, string from = "Postmaster <postmaster@operator.example>", string subject = "Re: Request", params string[] fields) =>
        "From: " + from + "\nTo: tom@newserver.example\nSubject: " + subject + "\nDate: Mon, 23 Nov 2026 09:00:00 +0000\nMessage-ID: <1@operator.example>\n"
        + string.Concat(fields.Select(f => f + "\n")) + "\n" + body;
}
