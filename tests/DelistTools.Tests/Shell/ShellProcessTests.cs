using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using Xunit;

namespace DelistTools.Tests.Shell;

public sealed class ShellProcessTests
{
    [Fact]
    public async Task Command_OutputAndErrors_GoToTheirHandlesInUtf8()
    {
        (int code, string output, string error) = await ShellProcess.RunAsync("", "-NoModule", "-c", "'grüße 日本'; Import-Module nö; exit 3");

        Assert.Equal(3, code);
        Assert.Equal("grüße 日本", output.Trim());
        Assert.StartsWith("Import-Module: ", error);
        Assert.Contains("nö", error);
        Assert.DoesNotContain('\u001b', output + error);
    }

    [Fact]
    public async Task Command_NativeProgram_WritesToTheProcessesOwnHandles()
    {
        (int code, string output, _) = await ShellProcess.RunAsync("", "-NoModule", "-c", "dotnet --version; dotnet exec no-such.dll");

        Assert.Equal(1, code);
        Assert.Matches(@"^\d+\.\d+\.\d+", output);
    }

    [Fact]
    public async Task Command_FromInput_IsRun()
    {
        (int code, string output, _) = await ShellProcess.RunAsync("'grüße'\nexit 4\n", "-NoModule", "-c", "-");

        Assert.Equal(4, code);
        Assert.Equal("grüße", output.Trim());
    }

    [Fact]
    public async Task Command_PromptWithoutATerminal_FailsInsteadOfWaiting()
    {
        using ShellProcess shell = new(["-NoModule", "-c", "$Host.UI.ReadLine()"]);

        // Its input stays open: a shell that read from it would wait here.
        Assert.Equal(1, await shell.ExitCodeAsync());
        Assert.Contains("NonInteractive mode", await shell.ErrorAsync());
    }

    [Fact]
    public async Task Command_UnreadInput_DoesNotKeepTheProcess()
    {
        using ShellProcess shell = new(["-NoModule", "-c", "if ($false) { $input }; 'done'"]);

        Assert.Equal("done", await shell.ReadLineAsync());
        Assert.Equal(0, await shell.ExitCodeAsync());
    }

    [Fact]
    public async Task File_WithArguments_RunsInTheWorkingDirectoryAsked()
    {
        using TemporaryFolder folder = new();
        string path = folder.Write("a.ps1", "param($Name, [switch]$Flag) \"$Name $Flag $PWD $([Environment]::CurrentDirectory)\"; exit 5");

        (int code, string output, _) = await ShellProcess.RunAsync("", "-NoModule", "-wd", folder.Path, "-File", path, "-Name", "joe", "-Flag");

        Assert.Equal(5, code);
        Assert.Equal($"joe True {folder.Path} {folder.Path}", output.Trim());
    }

    [Fact]
    public async Task Start_WithoutModuleOption_LoadsTheBuiltModule()
    {
        (int code, string output, string error) = await ShellProcess.RunAsync("", "-c", "(Get-Module DelistTools).Name");

        Assert.Equal("", error);
        Assert.Equal(0, code);
        Assert.Equal("DelistTools", output.Trim());
    }

    [Fact]
    public async Task Start_ModuleVariable_NamesAnotherModule()
    {
        using TemporaryFolder folder = new();
        string module = folder.Write("Own.psm1", "function Get-Own { 'own' }");
        using ShellProcess shell = new(["-c", "Get-Own"], new Dictionary<string, string> { ["DELISTTOOLS_MODULE"] = module });

        Assert.Equal("own", await shell.ReadLineAsync());
    }

    [Fact]
    public async Task Usage_UnknownArgument_Is64()
    {
        (int code, _, string error) = await ShellProcess.RunAsync("", "-frobnicate");

        Assert.Equal(64, code);
        Assert.Contains("-frobnicate", error);
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Signal_DuringACommand_EndsTheProcess(string signal, int expected)
    {
        // Windows has no signals to send to another process; the interrupt itself is tested in memory.
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using ShellProcess shell = new(["-NoModule", "-c", "'started'; while ($true) { }"]);
        Assert.Equal("started", await shell.ReadLineAsync());

        shell.Signal(signal);

        Assert.Equal(expected, await shell.ExitCodeAsync());
    }
}
