using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;

namespace DelistTools.Core.Tests;

/// <summary>
/// A catalogue of lists and providers that follow and contain one another at random, without a circle: an entry refers
/// only to those of a higher number, and the file has them in any order.
/// </summary>
internal sealed class RandomCatalog
{
    private const int Fixes = 6;

    private readonly Random _random;

    internal RandomCatalog(int seed)
    {
        _random = new Random(seed);
        Lists = Enumerable.Range(0, _random.Next(2, 12)).Select(i => "l" + i).ToArray();
        Providers = Enumerable.Range(0, _random.Next(1, 10)).Select(i => "p" + i).ToArray();
        for (int i = 0; i < Lists.Length; i++)
        {
            Includes[Lists[i]] = Lists.Skip(i + 1).Where(_ => Chance(20)).ToArray();
            Prerequisites[Lists[i]] = SomeFixes();
        }

        for (int i = 0; i < Providers.Length; i++)
        {
            Followed[Providers[i]] = Providers.Skip(i + 1).Where(_ => Chance(30)).ToArray();
            FollowedLists[Providers[i]] = Lists.Where(_ => Chance(25)).ToArray();
            Prerequisites[Providers[i]] = SomeFixes();
            if (i + 1 < Providers.Length && Chance(10))
            {
                Successor[Providers[i]] = Providers[_random.Next(i + 1, Providers.Length)];
            }
        }

        foreach (string list in Lists)
        {
            _listFields[list] = ListFields(list);
        }
    }

    internal string[] Lists { get; }

    internal string[] Providers { get; }

    internal Dictionary<string, string[]> Includes { get; } = new();

    internal Dictionary<string, string[]> Followed { get; } = new();

    internal Dictionary<string, string[]> FollowedLists { get; } = new();

    internal Dictionary<string, string> Successor { get; } = new();

    internal Dictionary<string, string[]> Prerequisites { get; } = new();

    private readonly Dictionary<string, string[]> _listFields = new();

    private readonly List<string> _ownSteps = [];

    /// <summary>The provider that receives the mail today.</summary>
    internal string Today(string provider) => Successor.TryGetValue(provider, out string? next) ? Today(next) : provider;

    internal ListCatalog BuildLists() => CatalogText.Catalog(Shuffled(Lists).Select(l => CatalogText.Entry(
        l, [.. _listFields[l], "includes: " + Json(Includes[l]), "prerequisites: " + Json(Prerequisites[l])])).ToArray());

    internal ProviderCatalog Build() => ProviderText.Load(
        ProviderText.Sections(
            ProviderText.Section("fixes", Enumerable.Range(0, Fixes).Select(i => ProviderText.Fix("f" + i, "rank: " + _random.Next(1000))).ToArray()),
            ProviderText.Section("listSteps", [.. _ownSteps]),
            ProviderText.Section("providers", Shuffled(Providers).Select(Provider).ToArray())),
        BuildLists());

    /// <summary>One to eight findings about one to four targets.</summary>
    internal IReadOnlyList<Finding> Findings(ProviderCatalog catalog)
    {
        string[] targets = Enumerable.Range(1, _random.Next(1, 5)).Select(i => (Chance(80) ? "192.0.2." : "2001:db8::") + i).ToArray();
        return Enumerable.Range(0, _random.Next(1, 9)).Select(_ => Finding(catalog, Pick(targets))).ToList();
    }

    private Finding Finding(ProviderCatalog catalog, string target)
    {
        FindingReader reader = new(catalog);
        switch (_random.Next(6))
        {
            case 0:
            case 1:
                string list = Pick(Lists);
                return Routes.Listed(catalog, list, target, Includes[list].Where(_ => Chance(40)).ToArray());
            case 2:
                return FindingReader.Read(catalog.Lists.Find(Pick(Lists))!, target);
            case 3:
                return FindingReader.Read(catalog.Find(Pick(Providers))!, target);
            case 4:
                return reader.Read(Routes.Check(catalog, Pick(Lists), Chance(50) ? ListingVerdict.NotListed : ListingVerdict.Failed, target)).Single();
            default:
                RefusalCause cause = Chance(60) ? RefusalCause.AddressBlocked : Pick(Enum.GetValues<RefusalCause>());
                string? named = Chance(40) ? Pick(Lists) : Chance(20) ? "unheard.test" : null;
                return reader.Read(Routes.Refusal(cause, Chance(70) ? Pick(Providers) : null, named), target);
        }
    }

    private string Provider(string id)
    {
        List<string> upstream = FollowedLists[id].Select(l => ProviderText.Upstream("list", l, Chance(70) ? "current" : "historical"))
            .Concat(Followed[id].Select(p => ProviderText.Upstream("provider", p, Chance(70) ? "current" : "historical")))
            .Concat(Chance(20) ? [ProviderText.Upstream("unnamed", "some lists")] : []).ToList();
        List<string> fields =
        [
            "upstream: [ " + string.Join(", ", Shuffled(upstream)) + " ]",
            "prerequisites: " + Json(Prerequisites[id]),
            "takesRanges: " + (Chance(30) ? "true" : "false"),
            "steps: [ " + string.Join(", ", Enumerable.Range(1, _random.Next(1, 4)).Select(i => ProviderText.Step(Pick("form", "mail", "wait"), id + " step " + i))) + " ]",
        ];
        if (Successor.TryGetValue(id, out string? successor))
        {
            fields.AddRange(["status: \"superseded\"", "successor: \"" + successor + "\""]);
        }

        return ProviderText.Entry(id, fields.ToArray());
    }

    private string[] ListFields(string id)
    {
        string status = Chance(80) ? "live" : Pick("dead", "merged", "unknown");
        List<string> fields =
        [
            "kind: " + Pick("[\"ip4\"]", "[\"ip4\", \"ip6\"]", "[\"ip4\", \"ip6\"]", "[\"domain\"]"),
            "status: \"" + status + "\"",
            "scope: \"" + Pick("address", "range", "network", "policy") + "\"",
            "impact: \"" + Pick("high", "medium", "low", "none") + "\"",
            "removalPolicy: \"" + Pick("self-service", "auto-expiry", "contact", "isp-only", "paid-express", "none", "not-known") + "\"",
            "takesRanges: " + (Chance(30) ? "true" : "false"),
        ];
        if (Chance(20))
        {
            fields.AddRange(["private: true", "zone: ", "lookupUrl: \"https://" + id + ".test/\""]);
        }

        if (Chance(20))
        {
            _ownSteps.Add(CatalogText.Object(
                [new("id", "\"" + id + "\""), new("steps", "[ " + ProviderText.Step("check", id + " look") + ", " + ProviderText.Step("form", id + " ask") + " ]")]));
        }

        return fields.ToArray();
    }

    private string[] SomeFixes() => Enumerable.Range(0, Fixes).Where(_ => Chance(20)).Select(i => "f" + i).ToArray();

    private static string Json(IEnumerable<string> texts) => "[ " + string.Join(", ", texts.Select(t => "\"" + t + "\"")) + " ]";

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];

    private List<T> Shuffled<T>(IEnumerable<T> items)
    {
        List<T> shuffled = items.ToList();
        for (int i = shuffled.Count - 1; i > 0; i--)
        {
            int j = _random.Next(i + 1);
            (shuffled[i], shuffled[j]) = (shuffled[j], shuffled[i]);
        }

        return shuffled;
    }
}
