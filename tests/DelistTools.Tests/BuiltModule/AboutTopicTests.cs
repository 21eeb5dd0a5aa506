using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The about topics, as Get-Help shows them out of the built module, and what they tell the reader to type.</summary>
[Collection(ModuleCollection.Name)]
public sealed partial class AboutTopicTests : IDisposable
{
    private static readonly string Pages = Path.Combine(Repository.Root, "docs", "en-US");

    private readonly ModuleSession _module = new();

    public static TheoryData<string> Topics =>
        [.. Directory.GetFiles(Pages, "about_*.md").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public void Dispose() => _module.Dispose();

    [Fact]
    public void Topics_AreThoseOfTheModule() => Assert.Equal(
        ["about_DelistTools", "about_DelistTools_Automation", "about_DelistTools_Etiquette", "about_DelistTools_Routes", "about_DelistTools_Verdicts"],
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(Repository.Manifest)!, "en-US"), "about_*").Select(f => Path.GetFileName(f).Replace(".help.txt", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Topics))]
    public void GetHelp_Topic_IsTheTextIn80Columns(string topic)
    {
        string text = string.Concat(_module.Run("Get-Help " + topic).AssertNoErrors().Output.Single());
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["TOPIC", "    " + topic, "", "SYNOPSIS"], lines.Take(4));
        Assert.Contains("DESCRIPTION", lines);
        Assert.Contains("SEE ALSO", lines);
        Assert.DoesNotContain(lines, l => l.Length > 80);
        Assert.DoesNotContain(".md", text, StringComparison.Ordinal);

        // The engine's own synopsis, which the list of topics shows.
        Assert.Equal(
            lines[4].Trim(),
            _module.Run("Get-Help about_DelistTools* | Where-Object Name -eq '" + topic + "' | ForEach-Object Synopsis").AssertNoErrors().Output.Single().ToString()!.Trim());
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Code_Commands_ExistWithTheirParameters(string topic)
    {
        List<string> wrong = [];
        foreach (Match block in CodeBlock().Matches(File.ReadAllText(Path.Combine(Pages, topic + ".md"))))
        {
            ScriptBlockAst script = Parser.ParseInput(block.Groups["code"].Value, out _, out ParseError[] errors);
            wrong.AddRange(errors.Select(e => e.Message));
            foreach (CommandAst command in script.FindAll(a => a is CommandAst, true).Cast<CommandAst>())
            {
                CommandInfo? found = Find(command.GetCommandName());
                wrong.AddRange(found is null
                    ? [command.GetCommandName()]
                    : command.CommandElements.OfType<CommandParameterAst>().Where(p => !Takes(found, p.ParameterName)).Select(p => found.Name + " -" + p.ParameterName));
            }
        }

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Topics))]
    public void Text_CommandsOfTheModule_Exist(string topic)
    {
        string text = File.ReadAllText(Path.Combine(Pages, topic + ".md"));
        Assert.All(
            CommandName().Matches(text).Select(m => m.Value).Distinct(),
            n => Assert.NotNull(Find(n)));
        Assert.All(Link().Matches(text).Select(m => m.Groups["page"].Value), p => Assert.True(File.Exists(Path.Combine(Pages, p)), p));
    }

    [Fact]
    public void Code_ThatLooksAtAPlan_HasSomethingToShow()
    {
        string page = File.ReadAllText(Path.Combine(Pages, "about_DelistTools_Routes.md"));
        string code = CodeBlock().Matches(page).Select(m => m.Groups["code"].Value).Single(c => c.Contains(".Fields", StringComparison.Ordinal));
        string[] lines = code.TrimEnd().Split('\n');
        Assert.All(lines[1..], line => Assert.NotEmpty(_module.Run(lines[0] + "; " + line).AssertNoErrors().Output));
    }

    /// <summary>What asks first fails where there is nobody to ask, and that is what the topic is about.</summary>
    [Fact]
    public void Code_ForAutomation_AsksNobody()
    {
        string page = File.ReadAllText(Path.Combine(Pages, "about_DelistTools_Automation.md"));
        Assert.All(
            CodeBlock().Matches(page).Select(m => m.Groups["code"].Value).Where(c => Asking().IsMatch(c)),
            c => Assert.Contains("-Confirm:$false", c, StringComparison.Ordinal));
    }

    private CommandInfo? Find(string name) =>
        _module.Run("Get-Command -Name $name -CommandType Cmdlet -ErrorAction Ignore", ("name", name)).Output.SingleOrDefault()?.BaseObject as CommandInfo;

    // Where-Object and its kin have -eq and the like as parameters, too.
    private static bool Takes(CommandInfo command, string parameter) =>
        command.Parameters.Values.Any(p => p.Name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase) || p.Aliases.Contains(parameter, StringComparer.OrdinalIgnoreCase));

    [GeneratedRegex(@"\b(?:Send-ProbeMail|Send-DelistingDraft|Remove-DelistingCase|Wait-Delisting .*-To)\b")]
    private static partial Regex Asking();

    [GeneratedRegex("^```[a-z]*\n(?<code>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\b(?:Add|ConvertFrom|Export|Get|Import|New|Receive|Remove|Send|Set|Test|Wait|Watch)-[A-Z][A-Za-z]+\b")]
    private static partial Regex CommandName();

    [GeneratedRegex(@"\]\((?<page>[^):]+)\)")]
    private static partial Regex Link();
}
