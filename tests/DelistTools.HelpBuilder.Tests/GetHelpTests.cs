using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using Xunit;

namespace DelistTools.HelpBuilder.Tests;

/// <summary>What Get-Help gives from the module that the builder has finished.</summary>
[Collection(SampleModuleCollection.Name)]
public sealed class GetHelpTests(SampleModuleFixture sample)
{
    [Fact]
    public void Build_SamplePages_SucceedsAndIgnoresNamesThatAreNotExported()
    {
        Assert.Equal((0, string.Empty), (sample.ExitCode, sample.Errors));
        Assert.Equal(["Get-SampleList", "Remove-SampleList"], sample.Module.Commands.Select(c => c.Name));
    }

    [Fact]
    public void Synopsis_IsThePages()
    {
        Assert.Equal(["Lists the sample lists."], Texts("(Get-Help Get-SampleList -Full).Synopsis"));
    }

    [Fact]
    public void Description_IsPlainTextByParagraph()
    {
        Assert.Equal(
            [
                "The Get-SampleList cmdlet reads every list that matches Name, and links to the manual (https://example.test/manual).",
                "It knows two kinds:",
                "- Address lists, which answer for an address\n- Domain lists",
                "127.0.0.2  listed\n    127.0.0.3  indented",
                "Nothing is <cached>.",
            ],
            Texts("(Get-Help Get-SampleList -Full).description | ForEach-Object { $_.Text }").Select(t => t.Trim()));
    }

    [Fact]
    public void Syntax_HasASetEachWithItsOwnParameters()
    {
        Assert.Equal(
            [
                "Get-SampleList: Name(false,0) Impact(false,Named) Kind(false,Named) Limit(false,Named) Detailed(false,Named)",
                "Get-SampleList: Zone(true,Named) Impact(false,Named) Kind(false,Named) Limit(false,Named) Detailed(false,Named)",
            ],
            Texts("""
                (Get-Help Get-SampleList -Full).syntax.syntaxItem | ForEach-Object {
                    $parameters = foreach ($p in $_.parameter) { "$($p.name)($($p.required),$($p.position))" }
                    "$($_.name): $parameters"
                }
                """));
    }

    [Fact]
    public void Parameters_HaveTypeMetadataAndDefault()
    {
        Assert.Equal(
            [
                "Detailed|System.Management.Automation.SwitchParameter|false|Named|False|none|false|False",
                "Impact|DelistTools.Sample.SampleImpact[]|false|Named|False|none|false|None",
                "Kind|System.String|false|Named|False|none|false|None",
                "Limit|System.Nullable`1[System.Int32]|false|Named|False|none|false|all of them",
                "Name|System.String[]|false|0|True (ByPropertyName, ByValue)|ListName, Id|true|None",
                "Zone|System.String|true|Named|False|none|false|None",
            ],
            Texts("""
                (Get-Help Get-SampleList -Full).parameters.parameter | ForEach-Object {
                    "$($_.name)|$($_.type.name)|$($_.required)|$($_.position)|$($_.pipelineInput)|$($_.aliases)|$($_.globbing)|$($_.defaultValue)"
                }
                """));
    }

    [Fact]
    public void AcceptedValues_StandInSyntaxAndWithTheParameter()
    {
        Assert.Equal(
            ["High Low", "Address Domain"],
            Texts("(Get-Help Get-SampleList -Full).parameters.parameter | Where-Object { $_.possibleValues } | ForEach-Object { \"$($_.possibleValues.possibleValue.value)\" }"));
        Assert.Contains("[-Impact {High | Low}] [-Kind {Address | Domain}]", Shown("Get-SampleList"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_HaveTitleIntroductionCodeAndRemarks()
    {
        PSObject[] examples = sample.Invoke("(Get-Help Get-SampleList -Full).examples.example").Objects;

        Assert.Equal(2, examples.Length);
        Assert.Equal("-------------- Example 1: List everything with * --------------", Property(examples[0], "title"));
        Assert.Equal("This is the shortest call.\n\nIt needs no network.", Property(examples[0], "introduction"));
        Assert.Equal("Get-SampleList -Name '*'\n\nalpha\n    beta", Property(examples[0], "code"));
        Assert.Equal("The last line stands for all others.", Property(examples[0], "remarks"));
        Assert.Equal("'{{0}}' -f (Get-SampleList -Zone zen.example.test)", Property(examples[1], "code"));
    }

    [Fact]
    public void InputsAndOutputs_HaveTypeAndProse()
    {
        Assert.Equal(
            ["System.String[]: Names of lists."],
            Texts("(Get-Help Get-SampleList -Full).inputTypes.inputType | ForEach-Object { \"$($_.type.name): $($_.description.Text)\" }"));
        Assert.Equal(
            ["System.String: A value of the sample.", "System.Int32: A value of the sample."],
            Texts("(Get-Help Get-SampleList -Full).returnValues.returnValue | ForEach-Object { \"$($_.type.name): $($_.description.Text)\" }"));
    }

    [Fact]
    public void Notes_AreThePages()
    {
        Assert.Equal(
            ["Lists come and go.", "Look at their date."],
            Texts("(Get-Help Get-SampleList -Full).alertSet.alert | ForEach-Object { $_.Text }").Select(t => t.Trim()));
    }

    [Fact]
    public void Links_BeginWithTheOnlineVersionAndLeaveOutFileNames()
    {
        const string Script = "(Get-Help {0} -Full).relatedLinks.navigationLink | ForEach-Object {{ \"$($_.linkText)|$($_.uri)\" }}";

        Assert.Equal(
            ["Online Version:|https://example.test/help/Get-SampleList", "Remove-SampleList|", "RFC 5782|https://example.test/rfc5782"],
            Texts(string.Format(System.Globalization.CultureInfo.InvariantCulture, Script, "Get-SampleList")));
        Assert.Equal(
            ["Get-SampleList|"],
            Texts(string.Format(System.Globalization.CultureInfo.InvariantCulture, Script, "Remove-SampleList")));
    }

    [Fact]
    public void FullView_ShowsIntroductionAndCodeApart()
    {
        Assert.Contains(
            """
            It needs no network.

            Get-SampleList -Name '*'

            alpha
                beta

            The last line stands for all others.

            --------------------- Example 2: One zone ---------------------
            """.ReplaceLineEndings("\n"),
            Shown("Get-SampleList"),
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void FullView_ShowsParameterAttributes()
    {
        Assert.Contains(
            """
            -Name [<System.String[]>]
            The list's name. Wildcards are taken.

            Required?                    false
            Position?                    0
            Default value                None
            Accept pipeline input?       True (ByPropertyName, ByValue)
            Aliases                      ListName, Id
            Accept wildcard characters?  true
            """.ReplaceLineEndings("\n"),
            string.Join('\n', Shown("Get-SampleList").Split('\n').Select(l => l.Trim())),
            System.StringComparison.Ordinal);
    }

    [Fact]
    public void FullView_OfCmdletWithoutNotes_HasNoHeadingForThem()
    {
        Assert.DoesNotContain("NOTES", Shown("Remove-SampleList"), System.StringComparison.Ordinal);
    }

    [Fact]
    public void AboutTopic_IsFoundWithItsShortDescription()
    {
        Assert.Equal(
            ["How the sample lists are read, in one sentence."],
            Texts("Get-Help about_Sample* | ForEach-Object { $_.Synopsis }"));
    }

    private static string Property(PSObject example, string name)
    {
        object value = example.Properties[name].Value;
        IEnumerable<object> items = value is IEnumerable<PSObject> or PSObject[] ? (IEnumerable<object>)value : [value];
        return string.Concat(items.Select(i => i is PSObject { BaseObject: PSCustomObject } o ? o.Properties["Text"].Value : i))
            .ReplaceLineEndings("\n").Trim();
    }

    private string[] Texts(string script)
    {
        return sample.Invoke(script).Objects.Select(o => o.ToString().ReplaceLineEndings("\n")).ToArray();
    }

    // The engine indents by four and pads empty lines: the tests compare without both.
    private string Shown(string command)
    {
        string shown = sample.Invoke($"Get-Help {command} -Full | Out-Default").Shown;
        return string.Join('\n', shown.Split('\n').Select(l => (l.StartsWith("    ", System.StringComparison.Ordinal) ? l[4..] : l).TrimEnd()));
    }
}
