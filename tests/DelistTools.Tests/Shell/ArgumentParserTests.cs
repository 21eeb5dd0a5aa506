using System.Linq;
using DelistTools.Shell.Arguments;
using Xunit;

namespace DelistTools.Tests.Shell;

public class ArgumentParserTests
{
    [Fact]
    public void Parse_NoArguments_IsInteractive()
    {
        ShellArguments result = ArgumentParser.Parse([]);

        Assert.Equal(ShellAction.Interactive, result.Action);
        Assert.False(result.NoLogo);
        Assert.False(result.NonInteractive);
    }

    [Theory]
    [InlineData("-Command")]
    [InlineData("-c")]
    [InlineData("--command")]
    [InlineData("-COMM")]
    public void Parse_Command_TakesTheRestOfTheLine(string name)
    {
        ShellArguments result = ArgumentParser.Parse(["-NoLogo", name, "Get-Module", "-Name", "x"]);

        Assert.Equal(ShellAction.Command, result.Action);
        Assert.Equal("Get-Module -Name x", result.CommandText);
        Assert.True(result.NoLogo);
    }

    [Theory]
    [InlineData("-c", "-")]
    [InlineData("-f", "-")]
    [InlineData("-")]
    public void Parse_Hyphen_ReadsStandardInput(params string[] args)
    {
        Assert.Equal(ShellAction.CommandFromInput, ArgumentParser.Parse(args).Action);
    }

    [Fact]
    public void Parse_FlagsAndValues_AreKept()
    {
        ShellArguments result = ArgumentParser.Parse(
            ["-NonI", "-NoE", "-NoP", "-ep", "Bypass", "-wd", "/srv", "-Module", "m.psd1", "-NoModule"]);

        Assert.True(result.NonInteractive);
        Assert.True(result.NoExit);
        Assert.Equal("/srv", result.WorkingDirectory);
        Assert.Equal("m.psd1", result.ModulePath);
        Assert.True(result.NoModule);
    }

    [Theory]
    [InlineData("-?", "Help")]
    [InlineData("-h", "Help")]
    [InlineData("-v", "Version")]
    public void Parse_HelpAndVersion_AreActions(string name, string action)
    {
        Assert.Equal(action, ArgumentParser.Parse([name]).Action.ToString());
    }

    [Fact]
    public void Parse_PositionalScript_LeavesWhatFollowsToTheScript()
    {
        ShellArguments result = ArgumentParser.Parse(["-NoLogo", "a.ps1", "-NoExit"]);

        Assert.Equal(ShellAction.File, result.Action);
        Assert.Equal("a.ps1", result.ScriptPath);
        Assert.True(result.ScriptIsPositional);
        Assert.False(result.NoExit);
        Assert.Equal(["-NoExit"], result.ScriptArguments.Select(a => a.Name));
    }

    [Fact]
    public void Parse_ScriptArguments_KeepNamesAndSplitValues()
    {
        ShellArguments result = ArgumentParser.Parse(
            ["-File", "a.ps1", "one", "-Name", "two", "-Flag:$false", "-N:5", "-Late:", "-x", "-1"]);

        Assert.Equal(
            [
                (null, "one"), ("-Name", null), (null, "two"), ("-Flag:", false), ("-N:", "5"), ("-Late:", "-x"), (null, "-1"),
            ],
            result.ScriptArguments.Select(a => ((string?)a.Name, (object?)a.Value)));
    }

    [Theory]
    [InlineData("-frobnicate")]
    [InlineData("-Command")]
    [InlineData("-File")]
    [InlineData("-wd")]
    [InlineData("-c", "-", "more")]
    [InlineData("a.ps1", "-Name:")]
    public void Parse_WrongLine_SaysWhichPart(params string[] args)
    {
        UsageException e = Assert.Throws<UsageException>(() => ArgumentParser.Parse(args));

        Assert.NotEmpty(e.Message);
    }
}
