using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Automation;

/// <summary>What cmdlets give, say and understand does not depend on where their user lives.</summary>
[Collection(ModuleCollection.Name)]
public sealed class CultureTests(CultureWorld world) : IClassFixture<CultureWorld>
{
    /// <summary>Decimal commas; no-break spaces in numbers; an I without a dot; the year 2569; another calendar and other signs.</summary>
    public static TheoryData<string> Cultures => ["de-DE", "fr-FR", "tr-TR", "th-TH", "ar-SA"];

    [Fact]
    public void Cultures_OfTheTest_AreThereWithTheirPeculiarities()
    {
        Assert.Equal("1,5", 1.5.ToString(CultureInfo.GetCultureInfo("de-DE")));
        Assert.NotEqual("1,000.5", 1000.5.ToString("N1", CultureInfo.GetCultureInfo("fr-FR")));
        Assert.Equal("\u0131", CultureInfo.GetCultureInfo("tr-TR").TextInfo.ToLower("I"));
        Assert.Equal("2569", new DateTime(2026, 1, 1).ToString("yyyy", CultureInfo.GetCultureInfo("th-TH")));
        Assert.Equal("1447", new DateTime(2026, 1, 1).ToString("yyyy", CultureInfo.GetCultureInfo("ar-SA")));
    }

    [Fact]
    public void Table_HasARowOfEveryExportedCmdlet()
    {
        using PowerShell shell = PowerShell.Create(InitialSessionState.CreateDefault2());
        string[] exported = [.. ((object[])shell.AddScript("(Import-PowerShellDataFile '" + Repository.Manifest + "').CmdletsToExport").Invoke().Select(o => o.BaseObject).ToArray()).Cast<string>()];
        Assert.True(exported.Length > 20);
        Assert.Empty(exported.Except(CultureRows.All.Select(r => r.Cmdlet)));
        Assert.All(CultureRows.All, r => Assert.Contains(r.Cmdlet, r.Script + (r.Name == "help" ? r.Cmdlet : ""), StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_UnderTheInvariantCulture_GiveSomething()
    {
        IReadOnlyDictionary<string, string> results = world.Results(CultureInfo.InvariantCulture, "invariant");
        Assert.Equal(CultureRows.All.Count, results.Count);
        Assert.All(results, r => Assert.False(r.Value.Length == 0 || r.Value.StartsWith("error", StringComparison.Ordinal) || r.Value.Contains("error of a view", StringComparison.Ordinal), r.Key + ": " + r.Value));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Rows_UnderEachCulture_GiveTheSame(string culture)
    {
        IReadOnlyDictionary<string, string> expected = world.Expected(CultureInfo.GetCultureInfo(culture));
        IReadOnlyDictionary<string, string> found = world.Results(CultureInfo.GetCultureInfo(culture), culture);
        string?[] differences = [.. expected.Select(e => Difference(e.Key, e.Value, found[e.Key])).Where(d => d is not null)];
        Assert.True(differences.Length == 0, string.Join('\n', differences));
    }

    private static string? Difference(string row, string expected, string found)
    {
        string[] one = expected.Split('\n');
        string[] other = found.Split('\n');
        int at = Enumerable.Range(0, Math.Max(one.Length, other.Length)).FirstOrDefault(i => i >= one.Length || i >= other.Length || one[i] != other[i], -1);
        return at < 0 ? null : row + ", line " + (at + 1) + "\n  expected: " + one.ElementAtOrDefault(at) + "\n  found:    " + other.ElementAtOrDefault(at);
    }
}
