using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The documents of the repository lead to one another, and nowhere into the void.</summary>
public sealed partial class DocumentationTests
{
    public static TheoryData<string> Documents =>
        [.. Own().Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_ToFiles_LeadToOne(string document)
    {
        string path = Path.Combine(Repository.Root, document);
        string text = CodeBlock().Replace(File.ReadAllText(path), "");
        Assert.All(
            Link().Matches(text).Select(m => m.Groups["to"].Value).Where(l => !l.Contains(':', StringComparison.Ordinal) && !l.StartsWith('#')),
            l => Assert.True(Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, l.Split('#')[0])), l));
    }

    [Theory]
    [InlineData("en-US")]
    [InlineData("design")]
    public void Index_NamesEveryPage(string folder)
    {
        string index = File.ReadAllText(Path.Combine(Repository.Root, "docs", "README.md"));
        Assert.All(
            Directory.GetFiles(Path.Combine(Repository.Root, "docs", folder), "*.md").Select(f => folder + "/" + Path.GetFileName(f)),
            page => Assert.Contains("(" + page + ")", index, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_NamesEveryCmdlet()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        Assert.All(LoadingTests.Cmdlets, c => Assert.Contains("docs/en-US/" + c + ".md", readme, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("lists", "blocklists", "README.md", @"the (\d+) lists that are known")]
    [InlineData("lists", "blocklists", "CHANGELOG.md", @"`Get-Blocklist` knows (\d+) lists")]
    [InlineData("providers", "providers", "README.md", @"known about that provider: (\d+) of them")]
    [InlineData("replies", "replyOperators", "README.md", @"when to act next: (\d+) operators")]
    [InlineData("replies", "replyOperators", "CHANGELOG.md", @"the mail of (\d+) operators")]
    [InlineData("replies", "replyOperators", "docs/en-US/about_DelistTools_Routes.md", @"reads answers of (\d+) operators")]
    [InlineData("letters", "letters", "docs/en-US/Get-DelistingDraft.md", @"the module brings (\d+)")]
    public void Figures_OfTheCatalogue_AreThoseOfTheDocuments(string folder, string section, string document, string words)
    {
        // What is said by anybody is no operator.
        int there = Directory.GetFiles(Path.Combine(Repository.Root, "module", "catalog", folder), "*.json")
            .Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement)
            .Where(r => r.TryGetProperty(section, out _))
            .Sum(r => r.GetProperty(section).EnumerateArray().Count(e => e.GetProperty("id").GetString() != "anybody"));
        string text = Regex.Replace(File.ReadAllText(Path.Combine(Repository.Root, document)), @"\s+", " ");
        Assert.Equal(there.ToString(CultureInfo.InvariantCulture), Regex.Match(text, words).Groups[1].Value);
    }

    /// <summary>Export-Csv writes the name of a type for a property with several values, and every result has some.</summary>
    [Theory]
    [MemberData(nameof(Documents))]
    public void Code_ThatWritesCsv_SaysWhichProperties(string document) => Assert.All(
        CodeBlock().Matches(File.ReadAllText(Path.Combine(Repository.Root, document))).Select(m => m.Value)
            .SelectMany(c => Regex.Matches(c, @"Test-IpBlocklist(?:(?!Export-Csv).)*Export-Csv", RegexOptions.Singleline)).Select(m => m.Value),
        c => Assert.Contains("Select-Object", c, StringComparison.Ordinal));

    private static IEnumerable<string> Own() =>
        Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories));

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
