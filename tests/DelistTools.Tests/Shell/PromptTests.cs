using System;
using DelistTools.Shell.Sessions;
using DelistTools.Shell.Terminal;
using Xunit;

namespace DelistTools.Tests.Shell;

public sealed class PromptTests : IDisposable
{
    private const string Confirming =
        "function c { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('the target')) { 'yes' } else { 'no' } }; ";

    private readonly MemoryConsole _console = MemoryConsole.AsTerminal(width: 200);

    public void Dispose()
    {
        _console.Dispose();
    }

    private string Output => _console.TextOf(OutputKind.Output).ReplaceLineEndings("\n");

    private string Prompts => _console.TextOf(OutputKind.Prompt);

    private RunState Run(string script, bool nonInteractive = false)
    {
        using EngineSession session = new(_console, nonInteractive);
        return session.Run(script);
    }

    [Theory]
    [InlineData("y", "yes\n")]
    [InlineData("", "yes\n")]
    [InlineData("N", "no\n")]
    [InlineData("no to all", "no\n")]
    public void ShouldProcess_Answer_IsHonoured(string answer, string expected)
    {
        _console.Type(answer + "\n");

        Run(Confirming + "c");

        Assert.Equal(expected, Output);
        Assert.Contains("the target", Prompts);
        Assert.Contains("[L] No to All", Prompts);
        Assert.Contains("(default is \"Y\")", Prompts);
    }

    [Fact]
    public void ShouldProcess_QuestionMark_ExplainsAndAsksAgain()
    {
        _console.Type("?\nn\n");

        Run(Confirming + "c");

        Assert.Contains("Y - ", Prompts);
        Assert.Equal("no\n", Output);
    }

    [Fact]
    public void ShouldProcess_ControlC_StopsThePipeline()
    {
        _console.Press(ConsoleKey.C, control: true);

        Assert.Equal(RunState.Stopped, Run(Confirming + "c; 'not reached'"));
        Assert.Equal("", Output);
    }

    [Fact]
    public void Prompt_MandatoryParameters_AreAskedAndConverted()
    {
        _console.Type("!?\nnot a number\n4\none\ntwo\n\n");

        Run("function m { param([Parameter(Mandatory, HelpMessage = 'how many')][int]$N, [Parameter(Mandatory)][string[]]$L) $N + 1; $L.Count }; m");

        Assert.Equal("5\n2\n", Output);
        Assert.Contains("how many", Prompts);
        Assert.Contains("'not a number' cannot be read as Int32", Prompts);
        Assert.Contains("L[1]: ", Prompts);
    }

    [Fact]
    public void PromptForCredential_AsksForBothAndMasksTheSecret()
    {
        _console.Type("joe\nsecrex");
        _console.Press(ConsoleKey.Backspace);
        _console.Type("t\n");

        Run("$c = $Host.UI.PromptForCredential('Caption', 'Message', $null, ''); $c.UserName; $c.GetNetworkCredential().Password");

        Assert.Equal("joe\nsecret\n", Output);
        Assert.Contains("Password for user joe: ******", Prompts);
        Assert.DoesNotContain("secre", Prompts);
    }

    [Fact]
    public void ReadLine_GivesTheTextBack()
    {
        _console.Type("an answer\n");

        Run("$Host.UI.ReadLine()");

        Assert.Equal("an answer\n", Output);
    }

    [Theory]
    [InlineData("c")]
    [InlineData("$Host.UI.ReadLine()")]
    [InlineData("$Host.UI.ReadLineAsSecureString()")]
    [InlineData("$Host.UI.PromptForCredential('', '', 'joe', '')")]
    [InlineData("ForEach-Object")]
    public void AnyPrompt_NonInteractive_FailsAtOnce(string script)
    {
        Run(Confirming + script, nonInteractive: true);

        Assert.Contains(script == "ForEach-Object" ? "Process" : "NonInteractive mode", _console.TextOf(OutputKind.Error));
        Assert.Equal("", Output);
    }

    [Fact]
    public void AnyPrompt_RedirectedInput_FailsAtOnce()
    {
        _console.IsInputRedirected = true;

        Run(Confirming + "c");

        Assert.Contains("standard input is no terminal", _console.TextOf(OutputKind.Error));
    }
}
