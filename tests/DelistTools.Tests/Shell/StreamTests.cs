using System;
using DelistTools.Shell.Sessions;
using DelistTools.Shell.Terminal;
using Xunit;

namespace DelistTools.Tests.Shell;

/// <summary>Not beside other tests: one of them sets <c>$PSStyle</c>, which the engine has once per process.</summary>
[Collection(nameof(StreamTests))]
[CollectionDefinition(nameof(StreamTests), DisableParallelization = true)]
public sealed class StreamTests : IDisposable
{
    private const string AllStreams =
        "function w { [CmdletBinding()] param() $PSCmdlet.WriteWarning('careful'); $PSCmdlet.WriteVerbose('detail'); $PSCmdlet.WriteDebug('inner'); $PSCmdlet.WriteInformation('fact', @()) }; "
        + "$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'; w; [int]'x'; 'result'";

    private readonly MemoryConsole _console = MemoryConsole.AsTerminal(width: 200, color: true);

    public void Dispose()
    {
        _console.Dispose();
    }

    private void Run(string script)
    {
        using EngineSession session = new(_console);
        session.Run(script);
    }

    [Fact]
    public void Streams_OnATerminal_HaveTheEnginesColours()
    {
        Run(AllStreams);

        Assert.StartsWith("\u001b[33;1mWARNING: careful\u001b[0m", _console.TextOf(OutputKind.Warning));
        Assert.StartsWith("\u001b[33;1mVERBOSE: detail\u001b[0m", _console.TextOf(OutputKind.Verbose));
        Assert.StartsWith("\u001b[33;1mDEBUG: inner\u001b[0m", _console.TextOf(OutputKind.Debug));
        Assert.StartsWith("\u001b[31;1mInvalidArgument: ", _console.TextOf(OutputKind.Error));
        Assert.Equal("fact\nresult\n", _console.TextOf(OutputKind.Output).ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    public void Streams_RedirectedOrWithoutColour_HaveNoEscapes(bool outputRedirected, bool errorRedirected, bool color)
    {
        _console.IsOutputRedirected = outputRedirected;
        _console.IsErrorRedirected = errorRedirected;
        _console.SupportsColor = color;

        Run(AllStreams + "; $Host.UI.WriteLine('Red', 'Black', 'host'); \"$([char]27)[32mown$([char]27)[0m\"");

        Assert.DoesNotContain('\u001b', _console.Screen);
        Assert.Contains("host", _console.Screen);
        Assert.Contains("own", _console.Screen);
    }

    [Fact]
    public void Streams_OnlyOutputRedirected_KeepTheColourOfErrors()
    {
        _console.IsOutputRedirected = true;

        Run(AllStreams);

        Assert.DoesNotContain('\u001b', _console.TextOf(OutputKind.Warning));
        Assert.Contains('\u001b', _console.TextOf(OutputKind.Error));
    }

    [Fact]
    public void OutputRendering_PlainText_IsHonouredOnATerminal()
    {
        try
        {
            Run("$PSStyle.OutputRendering = 'PlainText'; " + AllStreams);

            Assert.DoesNotContain('\u001b', _console.Screen);
        }
        finally
        {
            Run("$PSStyle.OutputRendering = 'Host'");
        }
    }

    [Fact]
    public void OutputRendering_Ansi_IsHonouredWhenRedirected()
    {
        _console.IsOutputRedirected = true;
        try
        {
            Run("$PSStyle.OutputRendering = 'Ansi'; " + AllStreams);

            Assert.StartsWith("\u001b[33;1mWARNING: ", _console.TextOf(OutputKind.Warning));
        }
        finally
        {
            Run("$PSStyle.OutputRendering = 'Host'");
        }
    }

    [Fact]
    public void Progress_OnATerminal_IsOneLineTakenAwayByTheNextText()
    {
        Run("function p { [CmdletBinding()] param() foreach ($n in 10, 20) { $r = [Management.Automation.ProgressRecord]::new(1, 'Asking', 'lists'); $r.PercentComplete = $n; $PSCmdlet.WriteProgress($r) }; 'done' }; p");

        string progress = _console.TextOf(OutputKind.Progress);
        Assert.Contains("Asking: lists 10%", progress);
        Assert.Contains("Asking: lists 20%", progress);
        Assert.DoesNotContain('\n', progress);
        Assert.EndsWith("\r\u001b[K", progress);
        Assert.Contains("\r\u001b[Kdone", _console.Screen);
    }

    [Fact]
    public void Progress_Redirected_IsNothing()
    {
        _console.IsOutputRedirected = true;
        _console.SupportsCursor = false;

        Run("function p { [CmdletBinding()] param() $PSCmdlet.WriteProgress([Management.Automation.ProgressRecord]::new(1, 'a', 's')) }; p");

        Assert.Equal("", _console.Screen);
    }
}
