using System;
using System.IO;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.Shell;

public sealed class CapturingSessionTests : IDisposable
{
    private readonly CapturingSession _session = new(width: 120);

    public void Dispose()
    {
        _session.Dispose();
    }

    [Fact]
    public void Run_Streams_ComeApart()
    {
        CapturedText text = _session.Run(
            "function w { [CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('detail') }; w -Verbose; 'result'; Import-Module no-such-module");

        Assert.Equal(RunState.Completed, text.State);
        Assert.Equal("result", text.Output.Trim());
        Assert.Equal("WARNING: careful", text.Warning.Trim());
        Assert.Equal("VERBOSE: detail", text.Verbose.Trim());
        Assert.StartsWith("Import-Module: ", text.Error);
        Assert.DoesNotContain('\u001b', text.All);
    }

    [Fact]
    public void Run_Twice_GivesEachItsOwnText()
    {
        _session.Run("'first'; $x = 3");

        Assert.Equal("3", _session.Run("$x").All.Trim());
    }

    [Theory]
    [InlineData(60)]
    [InlineData(120)]
    public void Run_WideList_IsBrokenAtTheWindowsWidth(int width)
    {
        using CapturingSession session = new(width);

        CapturedText text = session.Run("[pscustomobject]@{ A = 'x' * 300; B = 1; C = 1; D = 1; E = 1 }");

        Assert.Equal(width - 1, LongestLine(text.Output));
    }

    [Fact]
    public void Run_UncaughtError_IsFailedAndShownAsAnError()
    {
        CapturedText text = _session.Run("throw 'boom'");

        Assert.Equal(RunState.Failed, text.State);
        Assert.Equal("Exception: boom", text.Error.Trim());
        Assert.Equal("", text.Output);
    }

    [Fact]
    public void Run_NativeProgram_IsCapturedToo()
    {
        CapturedText text = _session.Run("dotnet --version; $LASTEXITCODE");

        Assert.Matches(@"^\d+\.\d+\.\d+\S*\s+0\s*$", text.Output);
    }

    [Fact]
    public void ImportModule_OwnModule_BringsItsCommandsAndMakesItKnownByName()
    {
        using TemporaryFolder folder = new();
        string module = Path.Combine(Directory.CreateDirectory(Path.Combine(folder.Path, "OwnModule")).FullName, "OwnModule.psm1");
        File.WriteAllText(module, "function Get-Own { 'own' }");

        _session.ImportModule(module);

        Assert.Equal("own", _session.Run("Get-Own").All.Trim());
        Assert.Equal("OwnModule", _session.Run("(Get-Module OwnModule -ListAvailable).Name").All.Trim());
    }

    [Fact]
    public void ImportModule_Missing_SaysSo()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => _session.ImportModule("/no/such.psd1"));

        Assert.Contains("/no/such.psd1", e.Message);
    }

    [Fact]
    public void Host_Identity_IsThisShells()
    {
        Assert.Equal(
            "DelistTools.Shell|" + typeof(CapturingSession).Assembly.GetName().Version,
            _session.Run("\"$($Host.Name)|$($Host.Version)\"").Output.Trim());
    }

    [Fact]
    public void Run_CommandThatOnlyPwshHas_SaysSo()
    {
        CapturedText text = _session.Run("Compress-Archive a b; Compress-Archive c d; Find-Module x");

        Assert.Contains("DelistTools.Shell lacks 'Compress-Archive'", text.Error);
        Assert.Contains("Microsoft.PowerShell.Archive", text.Error);
        Assert.Contains("DelistTools.Shell lacks 'Find-Module'", text.Error);
        Assert.Equal(2, text.Error.Split("DelistTools.Shell lacks").Length - 1);
    }

    [Theory]
    [InlineData("try { Find-Module } catch { 'caught' }")]
    [InlineData("Get-Command Find-Module -ErrorAction Ignore; 'no error'")]
    [InlineData("no-such-command-anywhere")]
    public void Run_ProbeOrUnknownCommand_GetsNoHint(string script)
    {
        Assert.DoesNotContain("lacks", _session.Run(script).All);
    }

    private static int LongestLine(string text)
    {
        int longest = 0;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            longest = Math.Max(longest, line.TrimEnd().Length);
        }

        return longest;
    }
}
