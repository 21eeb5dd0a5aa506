using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Pages;
using Xunit;

namespace DelistTools.HelpBuilder.Tests;

/// <summary>Every way in which a page can disagree with its cmdlet, by one change to a page that agrees.</summary>
[Collection(SampleModuleCollection.Name)]
public sealed class PageCheckerTests(SampleModuleFixture sample)
{
    private const string DetailedBlock = "Type: System.Management.Automation.SwitchParameter\nDefaultValue: False\n";

    [Fact]
    public void Check_SamplePages_FindsNothing()
    {
        Assert.Empty(CheckChanged(t => t));
    }

    [Theory]
    [InlineData("document type: cmdlet\n", "", "front matter, document type: expected 'cmdlet', found nothing.")]
    [InlineData("external help file: DelistTools.dll", "external help file: Other.dll", "front matter, external help file: expected 'DelistTools.dll-Help.xml', found 'Other.dll-Help.xml'.")]
    [InlineData("HelpUri: https://example.test/help/Get-SampleList", "HelpUri: ''", "front matter, HelpUri: expected 'https://example.test/help/Get-SampleList', found ''.")]
    [InlineData("Locale: en-US", "Locale: de-DE", "front matter, Locale: expected 'en-US', found 'de-DE'.")]
    [InlineData("Module Name: DelistTools", "Module Name: Delist", "front matter, Module Name: expected 'DelistTools', found 'Delist'.")]
    [InlineData("ms.date: 11/23/2026", "ms.date: 2026-11-23", "front matter, ms.date: expected a date as MM/dd/yyyy, found '2026-11-23'.")]
    [InlineData("version: 2024-05-01", "version: 2.0.0", "front matter, PlatyPS schema version: expected '2024-05-01', found '2.0.0'.")]
    [InlineData("title: Get-SampleList", "title: Get-Sample", "front matter, title: expected 'Get-SampleList', found 'Get-Sample'.")]
    [InlineData("Locale: en-US", "Locale: [", "front matter: expected yaml, found")]
    [InlineData("# Get-SampleList\n", "# Get-Sample\n", "title: expected one first-level heading '# Get-SampleList', found '# Get-Sample'.")]
    [InlineData("## ALIASES\n", "", "sections: expected '## ALIASES', found '## DESCRIPTION'.")]
    [InlineData("## NOTES\n", "## NOTES\n\n## NOTES\n", "sections: expected '## RELATED LINKS', found '## NOTES'.")]
    [InlineData("Lists the sample lists.", "", "SYNOPSIS: expected at least one sentence, found nothing.")]
    [InlineData("Lists the sample lists.", "{{ Fill in the Synopsis }}", "SYNOPSIS: expected the author's text, found the placeholder '{{ Fill in the Synopsis }}'.")]
    [InlineData("- `gsl`\n", "- `gs`\n", "ALIASES: expected the alias 'gsl', found none of that name.")]
    [InlineData("Lists the sample lists.", "{{What}}", "SYNOPSIS: expected the author's text, found the placeholder '{{What}}'.")]
    [InlineData("Get-SampleList -Name '*'", "{{ Add example code here }}", "found the placeholder '{{ Add example code here }}'.")]
    public void Check_PageThatDisagrees_SaysWhereWhatAndWhatWasFound(string old, string replacement, string message)
    {
        AssertOnlyFinding(old, replacement, message);
    }

    [Theory]
    [InlineData("### ByName (Default)", "### ByName", "SYNTAX: expected 'ByName (Default)', 'ByZone', found 'ByName', 'ByZone'.")]
    [InlineData("Get-SampleList -Zone <string>", "Get-SampleList [-Zone <string>]", "SYNTAX, ByZone: expected 'Get-SampleList -Zone <string> [-Impact <SampleImpact[]>]")]
    [InlineData("```\nGet-SampleList -Zone", "```\nGet-Help\n```\n\n```\nGet-SampleList -Zone", "SYNTAX, ByZone: expected")]
    [InlineData("### -Kind\n", "### -Sort\n", "PARAMETERS, -Kind: expected a section '### -Kind', found none.", "PARAMETERS, -Sort: expected a parameter of Get-SampleList, found none of that name.")]
    [InlineData("### -Zone\n", "### -Kind\n\nAgain.\n\n### -Zone\n", "PARAMETERS, -Kind: expected one section, found another one")]
    [InlineData("Adds the codes of each list.", "", "PARAMETERS, -Detailed: expected a description, found nothing.")]
    [InlineData("```yaml\n" + DetailedBlock, "```text\n" + DetailedBlock, "PARAMETERS, -Detailed: expected a ```yaml block, found none.")]
    [InlineData("Type: System.Nullable`1[System.Int32]", "Type: System.Int32", "PARAMETERS, -Limit, Type: expected 'System.Nullable`1[System.Int32]', found 'System.Int32'.")]
    [InlineData("SupportsWildcards: true", "SupportsWildcards: false", "PARAMETERS, -Name, SupportsWildcards: expected 'true', found 'false'.")]
    [InlineData("- ListName\n", "", "PARAMETERS, -Name, Aliases: expected 'ListName', 'Id', found 'Id'.")]
    [InlineData("- Domain\nHelp", "Help", "PARAMETERS, -Kind, AcceptedValues: expected 'Address', 'Domain', found 'Address'.")]
    [InlineData("- Low\n", "- Medium\n", "PARAMETERS, -Impact, AcceptedValues: expected 'High', 'Low', found 'High', 'Medium'.")]
    [InlineData("- Name: ByZone", "- Name: (All)", "PARAMETERS, -Zone, ParameterSets: expected 'ByZone', found '(All)'.")]
    [InlineData("Position: 0", "Position: 1", "PARAMETERS, -Name, ParameterSets ByName, Position: expected '0', found '1'.")]
    [InlineData("IsRequired: true", "IsRequired: false", "PARAMETERS, -Zone, ParameterSets ByZone, IsRequired: expected 'true', found 'false'.")]
    [InlineData("ValueFromPipeline: true", "ValueFromPipeline: false", "ParameterSets ByName, ValueFromPipeline: expected 'true', found 'false'.")]
    [InlineData("ValueFromPipelineByPropertyName: true", "ValueFromPipelineByPropertyName: false", "ValueFromPipelineByPropertyName: expected 'true', found 'false'.")]
    [InlineData("The zone as DNS knows it.", "The zone.", "PARAMETERS, -Zone, HelpMessage: expected 'The zone as DNS knows it.', found 'The zone.'.")]
    [InlineData("DefaultValue: all of them\n", "", "PARAMETERS, -Limit, DefaultValue: expected the value that is taken")]
    [InlineData("### CommonParameters\n", "", "PARAMETERS, CommonParameters: expected '### CommonParameters'")]
    public void Check_ParameterThatDisagrees_SaysWhereWhatAndWhatWasFound(string old, string replacement, params string[] messages)
    {
        AssertOnlyFinding(old, replacement, messages);
    }

    [Theory]
    [InlineData("### Example 2: One zone", "### Example 3: One zone", "EXAMPLES: expected '### Example 2: title', found '### Example 3: One zone'.")]
    [InlineData("### Example 2: One zone", "### One zone", "EXAMPLES: expected '### Example 2: title', found '### One zone'.")]
    [InlineData("```powershell\n'{{0}}' -f (Get-SampleList -Zone zen.example.test)\n```", "See above.", "EXAMPLES, Example 2: One zone: expected a ```powershell block, found none.")]
    [InlineData("### System.String[]\n", "### System.Object\n", "INPUTS: expected a heading '### System.String[]', found System.Object.", "INPUTS: expected a type that a pipeline parameter takes, found '### System.Object'.")]
    [InlineData("### System.Int32\n\nA value of the sample.\n", "", "OUTPUTS: expected a heading '### System.Int32', found System.String.")]
    [InlineData("Names of lists.", "", "INPUTS, System.String[]: expected a sentence, found nothing.")]
    [InlineData("(Remove-SampleList.md)", "(Set-SampleList.md)", "RELATED LINKS, Remove-SampleList: expected an address that begins with http, or the file of another page, found 'Set-SampleList.md'.")]
    [InlineData("- [RFC 5782]", "- See [RFC 5782]", "RELATED LINKS: expected nothing but '- [Text](url)' lines, found other text.")]
    public void Check_OtherSectionThatDisagrees_SaysWhereWhatAndWhatWasFound(string old, string replacement, params string[] messages)
    {
        AssertOnlyFinding(old, replacement, messages);
    }

    [Fact]
    public void Check_NoExample_AsksForOne()
    {
        IReadOnlyList<string> messages = CheckChanged(t =>
            t[..t.IndexOf("### Example 1", StringComparison.Ordinal)] + t[t.IndexOf("## PARAMETERS", StringComparison.Ordinal)..]);

        Assert.Contains("EXAMPLES: expected at least one '### Example 1: title', found none.", Assert.Single(messages), StringComparison.Ordinal);
    }

    [Fact]
    public void Check_SyntaxBrokenElsewhere_FindsNothing()
    {
        Assert.Empty(CheckChanged(t => t.Replace("[-Limit <int>]\n [-Detailed]", "\n    [-Limit <int>] [-Detailed]", StringComparison.Ordinal)));
    }

    [Fact]
    public void Check_WindowsLineEnds_FindsNothing()
    {
        Assert.Empty(CheckChanged(t => t.ReplaceLineEndings("\r\n")));
    }

    [Fact]
    public void Check_PageMissing_NamesFileAndCommandToRun()
    {
        string docs = sample.CopyDocs();
        File.Delete(Path.Combine(docs, "Remove-SampleList.md"));
        IReadOnlyList<Finding> findings = Check(docs);

        Assert.Contains(findings, f => f.ToString().Contains(
            "Remove-SampleList.md : error HELP: Remove-SampleList: expected a page for this exported cmdlet, found none. Write one: start with 'new --command Remove-SampleList'.",
            StringComparison.Ordinal));
    }

    [Fact]
    public void Check_PageOfNoCmdlet_IsFound()
    {
        string docs = sample.CopyDocs();
        File.Copy(Path.Combine(docs, "Remove-SampleList.md"), Path.Combine(docs, "Clear-SampleList.md"));

        Finding finding = Assert.Single(Check(docs));
        Assert.Equal(("Clear-SampleList", "the name of a cmdlet that DelistTools exports"), (finding.Where, finding.Expected));
    }

    [Fact]
    public void Check_Finding_PointsAtItsLine()
    {
        string docs = sample.CopyDocs();
        string path = Path.Combine(docs, "Get-SampleList.md");
        string[] lines = File.ReadAllLines(path);
        int line = Array.IndexOf(lines, "### -Zone");
        lines[line] = "### -Zones";
        File.WriteAllLines(path, lines);

        Assert.Contains(Check(docs), f => f.ToString().StartsWith($"{path}({line + 1}): error HELP: ", StringComparison.Ordinal));
    }

    private void AssertOnlyFinding(string old, string replacement, params string[] messages)
    {
        IReadOnlyList<string> found = CheckChanged(t =>
        {
            int at = t.IndexOf(old, StringComparison.Ordinal);
            Assert.True(at >= 0, $"The sample page lacks '{old}'.");
            return t[..at] + replacement + t[(at + old.Length)..];
        });

        Assert.Equal(messages.Length, found.Count);
        foreach ((string expected, string actual) in messages.Zip(found))
        {
            Assert.Contains(expected, actual, StringComparison.Ordinal);
        }
    }

    private string[] CheckChanged(Func<string, string> change)
    {
        string docs = sample.CopyDocs();
        string path = Path.Combine(docs, "Get-SampleList.md");
        File.WriteAllText(path, change(File.ReadAllText(path)));
        return Check(docs).Select(f => f.ToString()).ToArray();
    }

    private IReadOnlyList<Finding> Check(string docs)
    {
        return PageChecker.Check(sample.Module, PageReader.ReadFolder(docs), docs, "en-US");
    }
}
