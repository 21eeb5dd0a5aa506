using System;
using System.IO;
using System.Linq;
using DelistTools.Shell;
using DelistTools.Shell.Sessions;
using DelistTools.Shell.Terminal;
using Xunit;

namespace DelistTools.Tests.Shell;

public sealed class ShellProgramTests : IDisposable
{
    private readonly MemoryConsole _console = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _console.Dispose();
        _folder.Dispose();
    }

    private string Output => _console.TextOf(OutputKind.Output).ReplaceLineEndings("\n");

    private string Error => _console.TextOf(OutputKind.Error);

    private int Run(params string[] args)
    {
        return new ShellProgram(_console).Run([.. new[] { "-NoModule" }.Concat(args)]);
    }

    private int RunFile(string script, params string[] args)
    {
        string path = _folder.Write("script [1].ps1", script);
        return Run([.. new[] { "-File", path }.Concat(args)]);
    }

    [Theory]
    [InlineData("1 + 1", 0)]
    [InlineData("[int]'x'; 1", 0)]
    [InlineData("1; [int]'x'", 1)]
    [InlineData("Import-Module no-such-module", 1)]
    [InlineData("dotnet exec no-such.dll", 1)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'boom'; exit 7", 1)]
    [InlineData("exit", 0)]
    public void Command_ExitCode_IsThatOfPwsh(string command, int expected)
    {
        Assert.Equal(expected, Run("-Command", command));
    }

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 5", 5)]
    [InlineData("[CmdletBinding()] param() exit 5", 5)]
    [InlineData("dotnet exec no-such.dll", 0)]
    [InlineData("dotnet exec no-such.dll; if ($LASTEXITCODE) { exit 9 }", 9)]
    [InlineData("Import-Module no-such-module", 0)]
    [InlineData("[int]'x'", 0)]
    [InlineData("throw 'boom'", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Import-Module no-such-module; exit 0", 1)]
    [InlineData("param([Parameter(Mandatory)] $Name)", 1)]
    [InlineData("function {", 1)]
    public void File_ExitCode_IsThatOfPwsh(string script, int expected)
    {
        Assert.Equal(expected, RunFile(script));
    }

    [Fact]
    public void File_ExitInACalledScript_EndsOnlyThatScript()
    {
        string inner = _folder.Write("inner.ps1", "exit 9");

        Assert.Equal(0, RunFile($"& '{inner}'; \"after $LASTEXITCODE\""));
        Assert.Equal("after 9\n", Output);
    }

    [Fact]
    public void File_Arguments_AreBoundByNameAndPosition()
    {
        RunFile(
            "param([string]$Name, [switch]$Flag, [switch]$Off, [int]$Count, [Parameter(ValueFromRemainingArguments)]$Rest) \"$Name|$Flag|$Off|$Count|$Rest\"",
            "-Name", "joe", "-Flag", "-Off:$false", "-Count:5", "a", "-1");

        Assert.Equal("joe|True|False|5|a -1\n", Output);
    }

    [Fact]
    public void File_ItsOwnPath_IsKnownToIt()
    {
        RunFile("$PSScriptRoot; $MyInvocation.MyCommand.Name");

        Assert.Equal($"{_folder.Path}\nscript [1].ps1\n", Output);
    }

    [Theory]
    [InlineData("$input | ForEach-Object { \"<$_>\" }")]
    [InlineData("param([Parameter(ValueFromPipeline)] $Line) process { \"<$Line>\" }")]
    public void File_Input_IsStandardInputLineByLine(string script)
    {
        _console.Input = new StringReader("one\ntwo\n");

        RunFile(script);

        Assert.Equal("<one>\n<two>\n", Output);
    }

    [Fact]
    public void Command_InputItDoesNotAskFor_IsLeftAlone()
    {
        StringReader input = new("one\n");
        _console.Input = input;

        Run("-Command", "'x'");

        Assert.Equal("one", input.ReadLine());
    }

    [Theory]
    [InlineData("-Command", "-")]
    [InlineData("-")]
    [InlineData]
    public void CommandFromInput_Text_IsRunAsAScript(params string[] args)
    {
        _console.Input = new StringReader("function f {\n  'in f'\n}\nf\nexit 3\n");

        Assert.Equal(3, Run(args));
        Assert.Equal("in f\n", Output);
    }

    [Fact]
    public void NoExit_AfterACommand_Prompts()
    {
        _console.Input = new StringReader("$x + 1\nexit 6\n");

        Assert.Equal(6, Run("-NoExit", "-Command", "$x = 1"));
        Assert.Contains("2\n", Output);
    }

    [Theory]
    [InlineData("-frobnicate")]
    [InlineData("no-such-script.ps1")]
    [InlineData("-File", "no-such-script.ps1")]
    [InlineData("-Command")]
    [InlineData("-wd", "/no/such/directory", "-Command", "1")]
    public void BadUsage_ExitCode_Is64AndTheMessageNamesIt(params string[] args)
    {
        Assert.Equal(64, Run(args));
        Assert.Contains(args.Length > 1 ? args[1] : args[0], Error);
        Assert.Equal("", Output);
    }

    [Fact]
    public void File_NotPs1_IsRefusedWithTheReason()
    {
        string path = _folder.Write("script.txt", "1");

        Assert.Equal(64, Run("-File", path));
        Assert.Contains(".ps1", Error);
    }

    [Fact]
    public void Interrupted_Command_LeavesWith130()
    {
        _console.Written += (_, text) =>
        {
            if (text.StartsWith("started", StringComparison.Ordinal))
            {
                _console.Interrupt();
            }
        };

        Assert.Equal(130, Run("-Command", "'started'; while ($true) { }"));
    }

    [Fact]
    public void Module_MissingPath_IsSaidAndTheRestRuns()
    {
        int code = new ShellProgram(_console).Run(["-Module", "/no/such.psd1", "-Command", "'ran'"]);

        Assert.Equal(0, code);
        Assert.Equal("ran\n", Output);
        Assert.Contains("/no/such.psd1", Error);
        Assert.Contains("dotnet build", Error);
    }

    [Fact]
    public void Module_Path_IsLoaded()
    {
        string module = _folder.Write("Own.psm1", "function Get-Own { 'own' }");

        new ShellProgram(_console).Run(["-Module", module, "-Command", "Get-Own"]);

        Assert.Equal("own\n", Output);
        Assert.Equal("", Error);
    }

    [Fact]
    public void FindBuilt_FolderBelowTheRepository_FindsTheBuiltModule()
    {
        string built = Path.Combine(_folder.Path, "artifacts", "module", "DelistTools");
        string below = Path.Combine(_folder.Path, "artifacts", "bin", "x");
        Directory.CreateDirectory(built);
        Directory.CreateDirectory(below);

        Assert.Null(ModuleLocator.FindBuilt(below));
        File.WriteAllText(Path.Combine(built, "DelistTools.psd1"), "@{}");
        Assert.Equal(Path.Combine(built, "DelistTools.psd1"), ModuleLocator.FindBuilt(below));
    }

    [Fact]
    public void FolderOfModules_OnlyAModuleInItsOwnFolder_HasOne()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "Own"));

        Assert.Equal(_folder.Path, ModuleLocator.FolderOfModules(_folder.Write("Own/Own.psd1", "@{}")));
        Assert.Null(ModuleLocator.FolderOfModules(_folder.Write("Loose.psd1", "@{}")));
        Assert.Null(ModuleLocator.FolderOfModules("/missing/missing.psd1"));
    }

    [Fact]
    public void Interactive_Start_SaysWhatItIsNot()
    {
        using MemoryConsole terminal = MemoryConsole.AsTerminal();
        terminal.Type("exit 5\n");

        Assert.Equal(5, new ShellProgram(terminal).Run(["-NoModule"]));
        Assert.Contains("This is not pwsh", terminal.Screen);
    }

    [Fact]
    public void Version_NamesTheShellAndTheEngine()
    {
        Assert.Equal(0, Run("-Version"));
        Assert.Matches(@"^DelistTools\.Shell \d+\.\d+\.\d+ \(PowerShell engine \d+\.\d+\.\d+\)\n$", Output);
    }

    [Fact]
    public void Help_NamesEveryOption()
    {
        Assert.Equal(0, Run("-?"));
        foreach (string option in new[] { "-Command", "-File", "-NoExit", "-NonInteractive", "-NoLogo", "-WorkingDirectory", "-Module", "-NoModule", "-NoProfile", "-ExecutionPolicy", "-Version", "-Help" })
        {
            Assert.Contains(option, Output);
        }
    }
}
