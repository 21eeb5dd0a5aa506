using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The rule of the working order, held against catalogues made at random.</summary>
public sealed class RouteOrderTests
{
    private const int Seeds = 400;

    public static TheoryData<int> Tens { get; } = new(Enumerable.Range(0, Seeds / 10));

    [Theory]
    [MemberData(nameof(Tens))]
    public void Plan_RandomCatalogueAndFindings_NoStepComesBeforeOneThatItDependsOn(int ten)
    {
        for (int seed = ten * 10; seed < (ten * 10) + 10; seed++)
        {
            RandomCatalog random = new(seed);
            ProviderCatalog catalog = random.Build();
            IReadOnlyList<Finding> findings = random.Findings(catalog);
            FindingWindow window = new();
            List<IReadOnlyList<Finding>> groups = findings.SelectMany(window.Add).ToList();
            groups.AddRange(window.Flush());

            // Each target has one plan, and no plan is without one.
            Assert.Equal(
                findings.Select(f => f.Subject).Distinct().Order(), groups.SelectMany(g => g.Select(f => f.Subject).Distinct()).Order());
            foreach (IReadOnlyList<Finding> group in groups)
            {
                RequireOrder(random, catalog, group, seed);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tens))]
    public void Build_RandomCatalogueWithACircle_IsRefused(int ten)
    {
        for (int seed = ten * 10; seed < (ten * 10) + 10; seed++)
        {
            RandomCatalog random = new(seed);
            int form = seed % 3;
            string changed = form switch
            {
                0 => Close(random.Includes, random.Lists, seed),
                1 => Close(random.Followed, random.Providers, seed),
                _ => Bend(random, seed),
            };

            CatalogException error = Assert.Throws<CatalogException>(() => random.Build());

            Assert.Equal((form == 0 ? CatalogText.ShippedFile : ProviderText.File, form == 0 ? "includes" : "upstream"), (error.File, error.Field));
            Assert.True(error.Entry?[0] == changed[0], "seed " + seed + " blames " + error.Entry);
            Assert.Contains("'" + error.Entry + "'", error.Message, StringComparison.Ordinal);
        }
    }

    private static void RequireOrder(RandomCatalog random, ProviderCatalog catalog, IReadOnlyList<Finding> group, int seed)
    {
        DelistingRoute route = Routes.Plan(catalog, group.ToArray());
        string shown = "seed " + seed + ": " + string.Join(" | ", route.Steps.Select(s => s.For + " " + s.Title));
        Dictionary<string, (int First, int Last, int Count)> places = route.Steps.Where(s => s.For is not null).GroupBy(s => s.For!)
            .ToDictionary(g => g.Key, g => (g.Min(s => s.Order), g.Max(s => s.Order), g.Count()));

        // What belongs to one place stands together, and no step of it twice.
        Assert.True(places.Values.All(p => p.Last - p.First + 1 == p.Count), shown);
        Assert.True(route.Steps.Where(s => s.For is not null).Select(s => (s.For, s.Title)).Distinct().Count() == places.Values.Sum(p => p.Count), shown);
        List<string> fixes = route.Steps.Where(s => s.Kind == StepKind.Fix).Select(s => s.Title).ToList();
        Assert.True(fixes.Distinct().Count() == fixes.Count, shown);

        foreach (string id in places.Keys)
        {
            foreach (string fix in random.Prerequisites[id])
            {
                DelistingStep? mend = route.Steps.SingleOrDefault(s => s.Title == "Mend " + fix);
                Assert.True(mend?.Order < places[id].First, fix + " comes before " + id + " in " + shown);
            }
        }

        foreach (string provider in places.Keys.Where(random.Providers.Contains))
        {
            foreach (string followed in random.Followed[provider].Select(random.Today))
            {
                Assert.True(places[followed].Last < places[provider].First, followed + " comes before " + provider + " in " + shown);
            }

            foreach (string list in random.FollowedLists[provider].Where(places.ContainsKey))
            {
                Assert.True(places[list].Last < places[provider].First, list + " comes before " + provider + " in " + shown);
            }
        }

        RequirePartsAfterWhole(random, group, places, shown);
        DelistingStep? after = route.Steps.SingleOrDefault(s => s.Title == "Let the receivers notice");
        foreach (string list in group.Select(f => f.Refusal is { } r && FindingReader.IsListing(r) ? r.Blocklist : null).OfType<string>().Where(places.ContainsKey))
        {
            bool isClosed = catalog.Lists.Find(list)!.Status is BlocklistStatus.Dead or BlocklistStatus.Merged;
            Assert.True(isClosed || places[list].Last < after?.Order, "waiting comes after " + list + " in " + shown);
        }
    }

    /// <summary>Of a list that nobody found or follows itself, only the whole that contains it leads to it.</summary>
    private static void RequirePartsAfterWhole(
        RandomCatalog random, IReadOnlyList<Finding> group, Dictionary<string, (int First, int Last, int Count)> places, string shown)
    {
        HashSet<string> direct = new(group.SelectMany(f => new[] { f.List?.Id, f.Refusal?.Blocklist }.Concat(f.Parts.Select(p => p.Id))).OfType<string>());
        direct.UnionWith(places.Keys.Where(random.Providers.Contains).SelectMany(p => random.FollowedLists[p]));
        foreach (string part in places.Keys.Where(random.Lists.Contains).Where(l => !direct.Contains(l)))
        {
            List<string> wholes = places.Keys.Where(random.Lists.Contains).Where(w => random.Includes[w].Contains(part)).ToList();
            Assert.True(wholes.Any(w => places[w].Last < places[part].First), "the whole comes before " + part + " in " + shown);
        }
    }

    /// <summary>Leads from the last of a chain back to its first.</summary>
    private static string Close(Dictionary<string, string[]> references, string[] ids, int seed)
    {
        int first = new Random(seed).Next(ids.Length);
        string last = ids[first];
        for (int i = 0; i < 4 && references[last].Length > 0; i++)
        {
            last = references[last][0];
        }

        references[last] = [.. references[last], ids[first]];
        return last;
    }

    /// <summary>A provider follows one that hands over to it.</summary>
    private static string Bend(RandomCatalog random, int seed)
    {
        if (random.Providers.Length == 1)
        {
            return Close(random.Followed, random.Providers, seed);
        }

        string last = random.Providers[^1];
        string other = random.Providers[new Random(seed).Next(random.Providers.Length - 1)];
        random.Successor[other] = last;
        random.Followed[other] = [];
        random.Followed[last] = [other];
        return last;
    }
}
