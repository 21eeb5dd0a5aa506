using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>Catalogues of ways off made of text: the shipped plans and fixes, and lists and providers that are made up.</summary>
internal static class ProviderText
{
    internal const string File = "providers.json";

    private static readonly Lazy<IReadOnlyList<CatalogDocument>> ShippedPlans = new(() => new[] { "plans.json", "fixes.json" }
        .Select(f => CatalogDocument.Load(Path.Combine(ShippedCatalog.Folder, "providers", f))).ToList());

    /// <summary>A provider with every required field and one step; see <see cref="CatalogText.Entry"/> for the fields.</summary>
    internal static string Entry(string id, params string[] fields) => CatalogText.Object(
        [
            new("id", "\"" + id + "\""),
            new("name", "\"The provider " + id + "\""),
            new("about", "\"Made up, and known as " + id + ".\""),
            new("kind", "\"mailbox\""),
            new("status", "\"live\""),
            new("cost", "\"Free\""),
            new("steps", "[ " + Step("form", "Ask " + id) + " ]"),
            .. Sourced(),
        ],
        fields);

    internal static string Step(string kind, string title, params string[] fields) => CatalogText.Object(
        [
            new("kind", "\"" + kind + "\""),
            new("title", "\"" + title + "\""),
            new("instruction", "\"Do it.\""),
            new("why", "\"Because.\""),
        ],
        fields);

    internal static string Fix(string id, params string[] fields) => CatalogText.Object(
        [new("id", "\"" + id + "\""), new("title", "\"Mend " + id + "\""), new("instruction", "\"Mend it.\""), .. Sourced()], fields);

    internal static string Plan(string id, params string[] fields) => CatalogText.Object(
        [
            new("id", "\"" + id + "\""),
            new("advice", "\"optional\""),
            new("reason", "\"Made up.\""),
            new("time", "\"A day\""),
            new("cost", "\"Free\""),
            new("steps", "[ " + Step("nothing", "Do nothing") + " ]"),
            .. Sourced(),
        ],
        fields);

    internal static string Upstream(string what, string id, string relation = "current", params string[] fields) => CatalogText.Object(
        [
            new(what, "\"" + id + "\""),
            new("relation", "\"" + relation + "\""),
            new("evidence", "\"Its replies name it.\""),
            new("confidence", "\"high\""),
        ],
        fields);

    internal static string Section(string name, params string[] entries) => "\"" + name + "\": [ " + string.Join(", ", entries) + " ]";

    internal static string Sections(params string[] sections) => "{ " + string.Join(", ", sections.Prepend("\"schema\": 1")) + " }";

    internal static string Providers(params string[] entries) => Sections(Section("providers", entries));

    /// <summary>
    /// Made-up lists and providers beside the shipped plans and fixes. A list's steps, which are a section of their own, may stand with the list
    /// here.
    /// </summary>
    internal static ProviderCatalog Catalog(string[] lists, params string[] providers)
    {
        (string[] entries, string steps) = Apart(lists);
        return Load(Sections(Section("providers", providers), steps), CatalogText.Load(CatalogText.File(entries)));
    }

    /// <summary>The lists without their steps, and the section of the steps.</summary>
    internal static (string[] Lists, string Steps) Apart(IEnumerable<string> lists)
    {
        List<string> entries = [];
        List<string> steps = [];
        foreach (string list in lists)
        {
            JsonObject entry = JsonNode.Parse(list)!.AsObject();
            if (entry["steps"] is { } own)
            {
                entry.Remove("steps");
                steps.Add(new JsonObject { ["id"] = entry["id"]!.DeepClone(), ["steps"] = own }.ToJsonString());
            }

            entries.Add(entry.ToJsonString());
        }

        return ([.. entries], Section("listSteps", [.. steps]));
    }

    internal static ProviderCatalog Load(string json, ListCatalog lists, string? overlay = null) => ProviderCatalog.Build(
        ShippedPlans.Value.Append(CatalogText.Document(File, json)),
        overlay is null ? [] : [CatalogText.Document(CatalogText.OverlayFile, overlay)],
        lists);

    private static KeyValuePair<string, string>[] Sourced() =>
        [new("sources", "[{ \"source\": \"a test\" }]"), new("confidence", "\"high\""), new("verifiedOn", "\"2026-11-23\"")];
}
