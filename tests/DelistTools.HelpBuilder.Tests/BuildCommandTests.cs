using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Compiled;
using Xunit;

namespace DelistTools.HelpBuilder.Tests;

/// <summary>What the build writes, leaves and takes away. No test here needs a real module.</summary>
public sealed class BuildCommandTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("helpbuilder-").FullName;

    [Fact]
    public void Run_NeitherCmdletNorPage_WritesNothingAndPasses()
    {
        Assert.Empty(Build([]));
        Assert.False(Directory.Exists(Path.Combine(_root, "module")));
    }

    [Fact]
    public void Run_PageMissing_WritesNothing()
    {
        Write("docs/about_X.md", AboutText);
        var command = new CompiledCommand("Get-X", "Get", "X", "X.dll-Help.xml", string.Empty, [], [], [], []);

        Assert.Single(Build([command]));
        Assert.False(Directory.Exists(Path.Combine(_root, "module")));
    }

    [Fact]
    public void Run_TopicDeleted_TakesItOutOfTheModule()
    {
        Write("docs/about_X.md", AboutText);
        Assert.Empty(Build([]));
        string written = Path.Combine(_root, "module", "en-US", "about_X.help.txt");
        Assert.True(File.Exists(written));

        File.Delete(Path.Combine(_root, "docs", "about_X.md"));
        Assert.Empty(Build([]));

        Assert.False(File.Exists(written));
    }

    [Fact]
    public void Run_TopicThatTheEngineCannotRead_IsFound()
    {
        Write("docs/about_X.md", "# about_Y\n\n## Text\n\nText.\n");

        Assert.Equal(
            ["about_X", "SYNOPSIS", "## DESCRIPTION"],
            Build([]).Select(f => f.Expected.Trim('\'')));
    }

    [Theory]
    [InlineData("build", "--docs", "docs")]
    [InlineData("make", "--module", "m", "--docs", "docs")]
    [InlineData("build", "--module", "m", "--docs")]
    [InlineData("build", "--module", "m", "--docs", "d", "--doc", "d")]
    [InlineData("new", "--module", "m", "--docs", "d")]
    public void Main_CommandLineThatIsNone_ShowsUsage(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, Program.Run(arguments, default, output, error));
        Assert.Contains("usage:", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Main_FolderWithoutModule_SaysSo()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, Program.Run(["build", "--module", _root, "--docs", _root], default, output, error));
        Assert.Contains($"{_root} holds 0 module manifests", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Main_ModuleThatDoesNotImport_SaysWhy()
    {
        Write("broken/Broken.psd1", "@{ ModuleVersion = '1.0'; RootModule = 'gone.psm1' }");
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(2, Program.Run(["build", "--module", Path.Combine(_root, "broken"), "--docs", _root], default, output, error));
        Assert.Contains("Broken.psd1 could not be imported: ", error.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_root, recursive: true);
    }

    private const string AboutText = "# about_X\n\n## Synopsis\n\nShort.\n\n## Description\n\nLong.\n";

    private IReadOnlyList<Finding> Build(IReadOnlyList<CompiledCommand> commands)
    {
        var options = new Options("build", Path.Combine(_root, "module"), Path.Combine(_root, "docs"), "en-US", null);
        return BuildCommand.Run(options, new CompiledModule("X", commands), TextWriter.Null);
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
