using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class GenericNameTests
{
    public static TheoryData<string, string> Examples() => Samples(g => g.Examples);

    public static TheoryData<string, string> NearMisses() => Samples(g => g.NearMisses);

    [Theory]
    [MemberData(nameof(Examples))]
    public void Find_Example_IsThatWay(string id, string sample)
    {
        GenericName way = Checks.GenericNames.Names.Single(g => g.Id == id);

        Assert.Matches(Pattern(way, sample), sample.Split(' ')[1]);
        Assert.NotNull(Find(sample));
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void Find_NearMiss_IsChosenByAPerson(string id, string sample)
    {
        Assert.NotEmpty(id);
        Assert.Null(Find(sample));
    }

    [Fact]
    public void Names_Shipped_HaveExamplesAndNearMisses() => Assert.All(Checks.GenericNames.Names, g =>
    {
        Assert.NotEmpty(g.Examples);
        Assert.NotEmpty(g.NearMisses);
    });

    [Fact]
    public void Build_OverlayWithUnknownPlace_NamesFieldAndPlace()
    {
        CatalogException error = Assert.Throws<CatalogException>(() => Build("{e}-{a}"));

        Assert.Contains("{e}", error.Message, System.StringComparison.Ordinal);
        Assert.Contains("pattern", error.Message, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("{a}{g1}")]
    public void Build_OverlayWithoutPattern_IsRefused(string pattern) => Assert.Throws<CatalogException>(() => Build(pattern));

    private static GenericNameCatalog Build(string pattern) => GenericNameCatalog.Build(
        [],
        [
            CatalogDocument.Parse("own.json", System.Text.Encoding.UTF8.GetBytes(
                $$"""
                { "schema": 1, "genericNames": [ { "id": "own", "pattern": "{{pattern}}", "about": "x", "confidence": "low", "verifiedOn": "2026-11-28",
                  "sources": [ { "source": "general knowledge" } ] } ] }
                """)),
        ]);

    private static TheoryData<string, string> Samples(System.Func<GenericName, IReadOnlyList<string>> of)
    {
        TheoryData<string, string> data = [];
        foreach (GenericName name in Checks.GenericNames.Names)
        {
            foreach (string sample in of(name))
            {
                data.Add(name.Id, sample);
            }
        }

        return data;
    }

    private static string Pattern(GenericName way, string sample) => AddressPlaces.Fill(way.Pattern, IPAddress.Parse(sample.Split(' ')[0]))!;

    private static GenericName? Find(string sample) => Checks.GenericNames.Find(IPAddress.Parse(sample.Split(' ')[0]), sample.Split(' ')[1]);
}
