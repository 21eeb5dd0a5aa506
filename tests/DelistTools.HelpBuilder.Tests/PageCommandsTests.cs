using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Writing;
using Xunit;

namespace DelistTools.HelpBuilder.Tests;

/// <summary>What authors are given to start from, and what is kept right for them.</summary>
[Collection(SampleModuleCollection.Name)]
public sealed class PageCommandsTests(SampleModuleFixture sample)
{
    private static readonly DateOnly Today = new(2026, 11, 23);

    [Theory]
    [InlineData("Get-SampleList")]
    [InlineData("Remove-SampleList")]
    public void New_OncePlaceholdersAreFilled_PassesTheCheck(string name)
    {
        string docs = sample.CopyDocs();
        string path = Path.Combine(docs, name + ".md");
        File.Delete(path);
        Assert.Equal(0, Run("new", docs, name).ExitCode);
        string text = File.ReadAllText(path);
        Assert.Contains("ms.date: 11/23/2026\n", text, StringComparison.Ordinal);
        Assert.All(Check(docs), f => Assert.StartsWith("the placeholder", f.Found, StringComparison.Ordinal));

        text = Regex.Replace(text, @"\{\{ Fill in the related links[^}]*\}\}", string.Empty);
        File.WriteAllText(path, Regex.Replace(text, @"\{\{[^}]*\}\}", "Written."));

        Assert.Empty(Check(docs));
    }

    [Fact]
    public void New_PageExists_LeavesItAndSaysSo()
    {
        string docs = sample.CopyDocs();
        string before = File.ReadAllText(Path.Combine(docs, "Get-SampleList.md"));

        (int exitCode, string error) = Run("new", docs, "Get-SampleList");

        Assert.Equal(2, exitCode);
        Assert.Contains("Get-SampleList.md exists already. Use 'update'", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(Path.Combine(docs, "Get-SampleList.md")));
    }

    [Fact]
    public void New_UnknownCommand_NamesTheKnownOnes()
    {
        (int exitCode, string error) = Run("new", sample.CopyDocs(), SampleModuleFixture.NotWrittenYet);

        Assert.Equal(2, exitCode);
        Assert.Contains("exports no cmdlet 'Get-NotWrittenYet'. It exports: Get-SampleList, Remove-SampleList.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Get-SampleList")]
    [InlineData("Remove-SampleList")]
    public void Update_PageUpToDate_ChangesNoCharacter(string name)
    {
        Page page = SamplePage(name);

        Assert.Equal(page.Text, PageUpdater.Update(sample.Command(name), page));
    }

    [Fact]
    public void Update_GeneratedPartsOutOfDate_RestoresThemAndNothingElse()
    {
        Page page = SamplePage("Get-SampleList");
        string broken = page.Text
            .Replace("[-Limit <int>]", "[-Limit <long>]", StringComparison.Ordinal)
            .Replace("### ByZone", "### ByZones", StringComparison.Ordinal)
            .Replace("SupportsWildcards: true", "SupportsWildcards: false", StringComparison.Ordinal)
            .Replace("- Low\n", string.Empty, StringComparison.Ordinal);

        Assert.Equal(page.Text, Update(broken));
    }

    [Fact]
    public void Update_ParameterMissing_AddsItInItsPlace()
    {
        Page page = SamplePage("Get-SampleList");
        int kind = page.Text.IndexOf("### -Kind", StringComparison.Ordinal);
        int limit = page.Text.IndexOf("### -Limit", StringComparison.Ordinal);

        Assert.Equal(
            page.Text.Replace("What may be asked.", "{{ Fill Kind Description }}", StringComparison.Ordinal),
            Update(page.Text[..kind] + page.Text[limit..]));
    }

    [Fact]
    public void Update_YamlBlockMissing_AddsItBelowTheProse()
    {
        Page page = SamplePage("Get-SampleList");
        int prose = page.Text.IndexOf("What may be asked.\n\n", StringComparison.Ordinal) + "What may be asked.\n\n".Length;
        int limit = page.Text.IndexOf("### -Limit", StringComparison.Ordinal);

        Assert.Equal(page.Text, Update(page.Text[..prose] + page.Text[limit..]));
    }

    [Fact]
    public void Update_ParameterThatIsGone_IsNamedAndKept()
    {
        string docs = sample.CopyDocs();
        string path = Path.Combine(docs, "Get-SampleList.md");
        string text = File.ReadAllText(path).Replace(
            "### -Zone\n", "### -Sort\n\nOnce there.\n\n### -Zone\n", StringComparison.Ordinal);
        File.WriteAllText(path, text);
        using var output = new StringWriter();

        PageCommands.Update(new Options("update", sample.ModuleFolder, docs, "en-US", null), sample.Module, output);

        Assert.Equal(text, File.ReadAllText(path));
        Assert.Contains("Get-SampleList has no parameter -Sort: delete the section", output.ToString(), StringComparison.Ordinal);
    }

    private string Update(string text)
    {
        return PageUpdater.Update(sample.Command("Get-SampleList"), PageReader.Read("Get-SampleList.md", text));
    }

    private static Page SamplePage(string name)
    {
        return PageReader.ReadFile(Path.Combine(SampleModuleFixture.SampleDocs, name + ".md"));
    }

    private Finding[] Check(string docs)
    {
        return PageChecker.Check(sample.Module, PageReader.ReadFolder(docs), docs, "en-US").ToArray();
    }

    private (int ExitCode, string Error) Run(string verb, string docs, string command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int exitCode = Program.Run(
            [verb, "--module", sample.ModuleFolder, "--docs", docs, "--command", command], Today, output, error);
        return (exitCode, error.ToString());
    }
}
