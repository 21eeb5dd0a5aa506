using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using DelistTools.Lab;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>The lists of the shipped catalogue as healthy lists of the laboratory: empty but for their test entries.</summary>
internal static class CatalogZones
{
    /// <summary>The lists that are asked by DNS and without a key, by id. Lists that share a zone share it here.</summary>
    internal static IReadOnlyDictionary<string, DnsblZone> Read()
    {
        Dictionary<string, DnsblZone> byZone = new(StringComparer.Ordinal);
        Dictionary<string, DnsblZone> byId = new(StringComparer.Ordinal);
        foreach (JsonObject list in Entries().Where(l => l["zone"] is not null && Text(l, "status") is "live" or "unknown"))
        {
            string zone = Text(list, "zone")!;
            if (!byZone.TryGetValue(zone, out DnsblZone? made))
            {
                byZone[zone] = made = Make(zone, list);
            }

            byId[Text(list, "id")!] = made;
        }

        return byId;
    }

    /// <summary>An overlay in which no list is paced, as if all were one's own.</summary>
    internal static string Unpaced()
    {
        JsonArray lists = [];
        foreach (JsonObject list in Entries())
        {
            list.Remove("dailyLimit");
            list["pace"] = 0;
            lists.Add(list.DeepClone());
        }

        return new JsonObject { ["schema"] = 1, ["blocklists"] = lists }.ToJsonString();
    }

    private static IEnumerable<JsonObject> Entries() => Directory.GetFiles(Path.Combine(Repository.Root, "module", "catalog", "lists"), "*.json")
        .Order(StringComparer.Ordinal)
        .Select(f => JsonNode.Parse(File.ReadAllText(f))!["blocklists"])
        .OfType<JsonArray>()
        .SelectMany(a => a.OfType<JsonObject>());

    private static DnsblZone Make(string zone, JsonObject list)
    {
        DnsblKinds kinds = DnsblKinds.None;
        foreach (string kind in list["kind"]!.AsArray().Select(k => (string)k!))
        {
            kinds |= kind switch { "ip4" => DnsblKinds.Ip4, "ip6" => DnsblKinds.Ip6, "domain" => DnsblKinds.Domain, _ => DnsblKinds.None };
        }

        string? listed = Text(list["test"] as JsonObject, "listed");
        string? notListed = Text(list["test"] as JsonObject, "notListed");
        DnsblZone made = new(zone, kinds) { Code = CodeOf(list), HasTestEntries = notListed != "127.0.0.2" };
        return listed is null or "127.0.0.2" or "test" ? made : made.List(listed);
    }

    /// <summary>127.0.0.2 where it is one of the list's codes; never 127.0.0.1, which no test entry answers.</summary>
    private static string CodeOf(JsonObject list)
    {
        JsonObject[] codes = list["codes"] is JsonArray all ? [.. all.OfType<JsonObject>()] : [];
        string[] listings = [.. codes.Where(c => Text(c, "verdict") is null or "listed").Select(c => Text(c, "code") ?? (c["bit"] is { } bit ? "127.0.0." + bit : Text(c, "from")!))];
        return listings.Contains("127.0.0.2") ? "127.0.0.2" : listings.FirstOrDefault(c => c != "127.0.0.1") ?? "127.0.0.2";
    }

    private static string? Text(JsonObject? node, string name) => (string?)node?[name];
}
