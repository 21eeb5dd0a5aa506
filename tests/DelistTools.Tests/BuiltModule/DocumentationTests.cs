using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
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

    private static IEnumerable<string> Own() =>
        Directory.GetFiles(Repository.Root, "*.md").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories));

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();
}
