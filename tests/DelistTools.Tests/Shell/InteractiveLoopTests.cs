using System;
using DelistTools.Shell.Sessions;
using DelistTools.Shell.Terminal;
using Xunit;

namespace DelistTools.Tests.Shell;

public sealed class InteractiveLoopTests : IDisposable
{
    private readonly MemoryConsole _console = MemoryConsole.AsTerminal(width: 200);
    private readonly EngineSession _session;
    private readonly InteractiveLoop _loop;

    public InteractiveLoopTests()
    {
        _session = new EngineSession(_console);
        _loop = new InteractiveLoop(_console, _session);
    }

    public void Dispose()
    {
        _session.Dispose();
        _console.Dispose();
    }

    private string Output => _console.TextOf(OutputKind.Output).ReplaceLineEndings("\n");

    [Fact]
    public void Run_CommandsAndExit_GivesTheNumberBack()
    {
        _console.Type("1 + 1\nexit 7\n");

        Assert.Equal(7, _loop.Run());
        Assert.Equal("2\n", Output);
    }

    [Fact]
    public void Run_ControlD_LeavesWithZero()
    {
        _console.Press(ConsoleKey.D, control: true);

        Assert.Equal(0, _loop.Run());
    }

    [Fact]
    public void Run_IncompleteInput_AsksForMoreWithAnotherPrompt()
    {
        _console.Type("function f {\n'in f'\n}\nf\nexit\n");

        _loop.Run();

        Assert.Equal("in f\n", Output);
        Assert.Contains("\r\u001b[J>> 'in f'", _console.Screen);
    }

    [Fact]
    public void Run_ControlCInAnUnfinishedCommand_DropsAllOfIt()
    {
        _console.Type("if ($true) {\n");
        _console.Press(ConsoleKey.C, control: true);
        _console.Type("'next'\nexit\n");

        _loop.Run();

        Assert.Equal("next\n", Output);
    }

    [Fact]
    public void Run_History_IsTheEnginesToo()
    {
        _console.Type("'a'\n");
        _console.Press(ConsoleKey.UpArrow);
        _console.Type("\n(Get-History).CommandLine -join '|'\nexit\n");

        _loop.Run();

        Assert.Equal("a\na\n'a'|'a'\n", Output);
    }

    [Fact]
    public void Run_Tab_CompletesThroughTheEngine()
    {
        _console.Type("(Get-Mod\t).GetType().Name | Out-Null; function Get-OnlyOne { 'found' }\n");
        _console.Type("Get-OnlyO\t\n");
        _console.Type("Get-Command Out-Null -Synt\t\nexit\n");

        _loop.Run();

        Assert.Contains("found\n", Output);
        Assert.Contains("Out-Null [-InputObject", Output);
    }

    [Fact]
    public void Run_TabInALaterLine_CompletesInItsContext()
    {
        _console.Type("& {\nparam($OnlyThisName = 'inner')\n$OnlyThis\t\n}\nexit\n");

        _loop.Run();

        Assert.Equal("inner\n", Output);
    }

    [Fact]
    public void Run_ErrorThenDollarQuestion_IsFalse()
    {
        _console.Type("Import-Module no-such-module\n$?\nexit\n");

        _loop.Run();

        Assert.Equal("False\n", Output);
        Assert.Contains("no-such-module", _console.TextOf(OutputKind.Error));
    }

    [Fact]
    public void Run_InterruptedPipeline_ReturnsToThePrompt()
    {
        _console.Written += (_, text) =>
        {
            if (text.StartsWith("started", StringComparison.Ordinal))
            {
                _console.Interrupt();
            }
        };
        _console.Type("'started'; while ($true) { }\n'after'\nexit 4\n");

        Assert.Equal(4, _loop.Run());
        Assert.Equal("started\nafter\n", Output);
    }

    [Fact]
    public void Run_InterruptAtThePrompt_ChangesNothing()
    {
        _console.Interrupt();
        _console.Type("'still here'\nexit\n");

        _loop.Run();

        Assert.Equal("still here\n", Output);
    }

    [Fact]
    public void Run_SuspendedConfirmation_OpensANestedPromptUntilExit()
    {
        _console.Type("function c { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('t')) { 'yes' } else { 'no' } }\n");
        _console.Type("c\ns\n'nested'\nexit\ny\n'outer'\nexit 2\n");

        Assert.Equal(2, _loop.Run());
        Assert.Equal("nested\nyes\nouter\n", Output);
        Assert.Contains(">> 'nested'", _console.Screen);
    }

    [Fact]
    public void Run_InterruptedNestedPipeline_KeepsTheNestedPrompt()
    {
        _console.Written += (_, text) =>
        {
            if (text.StartsWith("started", StringComparison.Ordinal))
            {
                _console.Interrupt();
            }
        };
        _console.Type("function c { [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() if ($PSCmdlet.ShouldProcess('t')) { 'yes' } }\n");
        _console.Type("c\ns\n'started'; while ($true) { }\n'nested'\nexit\ny\nexit\n");

        _loop.Run();

        Assert.Equal("started\nnested\nyes\n", Output);
    }

    [Fact]
    public void Run_BrokenPromptFunction_FallsBackOnAPlainOne()
    {
        _console.Type("function prompt { throw 'broken' }\n'still here'\nexit\n");

        _loop.Run();

        Assert.Equal("still here\n", Output);
        Assert.Contains("DelistTools> ", _console.Screen);
    }
}
