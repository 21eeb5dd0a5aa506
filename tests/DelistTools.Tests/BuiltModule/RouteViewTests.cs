using System;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Every way off of the catalogue, as a user sees it.</summary>
[Collection(ModuleCollection.Name)]
public sealed class RouteViewTests
{
    private static readonly Regex Empty = new(
        @"^\s*([A-Z][a-z]+( [a-z]+)?:|-|\d+\.)\s*$", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static readonly string[] Headings = ["Fill in:", "Answers to expect, and what they mean:"];

    [Theory]
    [InlineData("-Provider *", 80)]
    [InlineData("-Provider *", 120)]
    [InlineData("-Blocklist *", 80)]
    [InlineData("-Blocklist *", 120)]
    [InlineData("-Blocklist * -Address 2001:db8::10", 80)]
    public void Plan_OfEachInTheCatalogue_HasNoEmptyFieldAndFitsTheWindow(string what, int width)
    {
        using CapturingSession session = new(width);
        session.ImportModule(Repository.Manifest);
        string[] lines = session.Run("Get-DelistingRoute " + what).Output.Split('\n');
        Assert.True(lines.Length > 400, "There are " + lines.Length + " lines.");
        Assert.DoesNotContain(lines, l => l.TrimEnd().Length > width);
        Assert.DoesNotContain(lines, l => Empty.IsMatch(l) && !Headings.Contains(l.Trim()));
        Assert.DoesNotContain(lines, l => l.Contains('{') || l.Contains("System.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(80)]
    [InlineData(120)]
    public void Steps_OfEachProvider_AreATableThatFitsTheWindow(int width)
    {
        using CapturingSession session = new(width);
        session.ImportModule(Repository.Manifest);
        string[] lines = session.Run("(Get-DelistingRoute -Provider *).Steps").Output.Split('\n');
        Assert.Contains(lines, l => l.StartsWith("Order Kind ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.TrimEnd().Length > width);
    }

    [Fact]
    public void Plan_OfManyTargets_NamesTheFirstAndCountsTheRest()
    {
        using CapturingSession session = new(250);
        session.ImportModule(Repository.Manifest);
        string addresses = string.Join(", ", Enumerable.Range(1, 12).Select(i => "203.0.113." + i));
        string output = session.Run("Get-DelistingRoute -Provider microsoft-consumer -Address " + addresses).Output;
        Assert.Contains("Way off for " + string.Join(", ", Enumerable.Range(1, 10).Select(i => "203.0.113." + i)) + " and 2 more: ", output, StringComparison.Ordinal);
    }
}
