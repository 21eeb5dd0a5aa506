using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using Xunit;

namespace DelistTools.HelpBuilder.Tests;

public sealed class TypeCheckerTests
{
    [Theory]
    [InlineData("System.String", true, false, "System.String", 0)]
    [InlineData("System.String", true, false, "None", 2)]
    [InlineData("System.String", false, true, "None", 0)]
    [InlineData("System.String", false, true, "System.String", 0)]
    [InlineData("System.String", false, true, "System.Int32", 2)]
    [InlineData("System.String", false, false, "System.String", 2)]
    public void Check_Inputs_MustBeWhatThePipelineTakes(
        string type, bool byValue, bool byName, string heading, int findings)
    {
        Assert.Equal(findings, Check(type, byValue, byName, $"### {heading}\n\nText.\n").Count);
    }

    [Fact]
    public void Check_ParameterThatTakesAnyObject_LetsTheAuthorNameTypes()
    {
        Assert.Empty(Check("System.Object", true, false, "### System.Object\n\nText.\n\n### DelistTools.Refusal\n\nText.\n"));
    }

    private static IReadOnlyList<Finding> Check(string type, bool byValue, bool byName, string inputs)
    {
        var use = new CompiledParameterUse(CompiledParameterUse.AllSets, null, false, byValue, byName, false);
        var parameter = new CompiledParameter("InputObject", type, false, false, false, [], [], string.Empty, [use]);
        var command = new CompiledCommand("Get-X", "Get", "X", "X.dll-Help.xml", string.Empty, [], [], [parameter], []);
        var findings = new FindingCollector("Get-X.md");
        TypeChecker.Check(command, PageReader.Read("Get-X.md", $"## INPUTS\n\n{inputs}\n## OUTPUTS\n\n### None\n"), findings);
        return findings.Findings.ToArray();
    }
}
