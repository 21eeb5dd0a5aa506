using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation.Language;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>What all scripts that are made to be copied have, and what Windows PowerShell 5.1 would trip over.</summary>
public sealed class ExampleFormTests
{
    // Those that tell a story in the laboratory run by the shell of this repository.
    private static readonly string[] Stories = ["FirstMinute.ps1", "Get-OffHotmailsBlocklist.ps1", "Get-MorningRefusals.ps1", "Laboratory.ps1"];

    // The language of PowerShell 7 that 5.1 has not.
    private static readonly TokenKind[] Newer = [TokenKind.QuestionMark, TokenKind.QuestionQuestion, TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot, TokenKind.QuestionLBracket, TokenKind.AndAnd, TokenKind.OrOr];

    public static TheoryData<string> Scripts => [.. Directory.GetFiles(ExampleLab.Script(""), "*.ps1").Select(f => Path.GetFileName(f)!).Except(Stories).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_ThatIsCopied_HasHelpForEachParameterAndIsStrict(string name)
    {
        ScriptBlockAst script = Parse(name, out _);
        CommentHelpInfo help = script.GetHelpContent();
        Assert.NotNull(help);
        Assert.All(new[] { help.Synopsis, help.Description, help.Examples.FirstOrDefault() }, t => Assert.False(string.IsNullOrWhiteSpace(t)));
        Assert.Equal(
            script.ParamBlock.Parameters.Select(p => p.Name.VariablePath.UserPath.ToUpperInvariant()).Order(StringComparer.Ordinal),
            help.Parameters.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(script.ParamBlock.Attributes, a => a.TypeName.Name == "CmdletBinding");
        Assert.Equal(new Version(5, 1), script.ScriptRequirements.RequiredPSVersion);
        Assert.Contains(Commands(script), c => c.Extent.Text.StartsWith("Set-StrictMode", StringComparison.Ordinal));
        Assert.Contains("$ErrorActionPreference = 'Stop'", script.Extent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Script_ThatIsCopied_IsReadByWindowsPowerShellAsByPowerShell7(string name)
    {
        ScriptBlockAst script = Parse(name, out Token[] tokens);

        // Without a byte order mark 5.1 takes a file for one in the system's code page.
        Assert.All(File.ReadAllText(ExampleLab.Script(name)), c => Assert.InRange(c, '\n', '~'));
        Assert.DoesNotContain(tokens, t => Newer.Contains(t.Kind) && t.TokenFlags != TokenFlags.CommandName && t.Text != "?");
        Assert.Empty(script.FindAll(a => a is TernaryExpressionAst or PipelineChainAst, true));

        // Parameters and variables of 7 alone.
        string[] later = ["-Parallel", "-AsHashtable", "-AsUTC", "-SkipHttpErrorCheck", "utf8NoBOM", "$IsWindows", "$IsLinux", "$IsMacOS", "$PSStyle", "-AsByteStream", "-NoEnumerate"];
        Assert.All(later, l => Assert.DoesNotContain(l, script.Extent.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Page_AboutTheExamples_NamesEachOfThem()
    {
        string page = File.ReadAllText(ExampleLab.Script("README.md"));
        IEnumerable<string> files = Directory.GetFiles(ExampleLab.Script(""), "*.ps1").Concat(Directory.GetFiles(ExampleLab.Script("systemd"))).Select(f => Path.GetFileName(f)!);
        Assert.All(files, f => Assert.Contains(f, page, StringComparison.Ordinal));
        Assert.All(
            System.Text.RegularExpressions.Regex.Matches(page, @"\]\((?!http)([^)#]+)\)").Select(m => m.Groups[1].Value),
            l => Assert.True(Path.Exists(ExampleLab.Script(l)), l));
    }

    private static ScriptBlockAst Parse(string name, out Token[] tokens)
    {
        ScriptBlockAst script = Parser.ParseFile(ExampleLab.Script(name), out tokens, out ParseError[] errors);
        Assert.Empty(errors);
        return script;
    }

    private static IEnumerable<CommandAst> Commands(ScriptBlockAst script) => script.FindAll(a => a is CommandAst, false).Cast<CommandAst>();
}
