using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Tests.Shell;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The README's first command, as a program of its own.</summary>
public sealed class DemonstrationTests
{
    private static readonly string[] Verdicts = ["Listed", "NotListed", "Refused", "Failed", "Unverified"];

    [Fact]
    public async Task FirstMinute_InTheShell_MeetsEveryVerdictAndTellsHowToGoOn()
    {
        (int code, string output, string error) = await ShellProcess.RunAsync(
            "", "-NoLogo", "-File", Path.Combine(Repository.Root, "docs", "examples", "FirstMinute.ps1"));
        Assert.True(code == 0, output + error);
        Assert.All(Verdicts, v => Assert.Contains(" " + v + " ", output, StringComparison.Ordinal));
        Assert.Contains("Undetermined", output, StringComparison.Ordinal);
        Assert.Contains("Test-Blocklist spamhaus-zen", error, StringComparison.Ordinal);
        Assert.EndsWith("Get-Help Test-IpBlocklist -Full", output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void FirstMinute_InTheReadme_IsWhatItPrints()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string script = File.ReadAllText(Path.Combine(Repository.Root, "docs", "examples", "FirstMinute.ps1"));
        foreach (string command in readme.Split('\n').Where(l => l.StartsWith("PS> ", StringComparison.Ordinal)))
        {
            Assert.Contains(command["PS> ".Length..], script, StringComparison.Ordinal);
        }
    }
}
