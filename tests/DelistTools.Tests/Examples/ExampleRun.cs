using System;
using System.Text.Json;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>What a script left behind: its code, and what it printed.</summary>
internal sealed record ExampleRun(int Code, string Output, string Error)
{
    internal string[] Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal ExampleRun AssertCode(int code)
    {
        Assert.True(Code == code, "The code is " + Code + ":\n" + Output + Error);
        return this;
    }

    /// <summary>The code, and nothing on the stream of errors.</summary>
    internal ExampleRun AssertQuiet(int code)
    {
        AssertCode(code);
        Assert.Equal("", Error);
        return this;
    }

    /// <summary>The output, which is one JSON text.</summary>
    internal JsonElement Json() => JsonDocument.Parse(Output).RootElement;
}
