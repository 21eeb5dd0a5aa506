using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DelistTools.Tests.Shell;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>The demonstrations, the README's first command among them, as programs of their own.</summary>
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
    public async Task ModelCase_InTheShell_GoesFromTheBounceToDeliveredMail()
    {
        (int code, string output, string error) = await ShellProcess.RunAsync("", "-NoLogo", "-File", ModelCase);
        Assert.True(code == 0 && error.Length == 0, output + error);
        string[] story =
        [
            "550 OU-002", "microsoft-consumer", "RangeBlocked", "NotListed", "Dmarc            Fail", "Way off for 203.0.113.25",
            "Publish a DMARC record - NOT NEEDED", "(symantec-brightmail) - UNKNOWN", "(spamhaus-zen) - NOT NEEDED", "(microsoft-consumer) - NEEDED",
            "Open", "1. Stop what caused it", "Draft of case 1 for microsoft-consumer", "550 OU-002", "Waiting", "Verdict     : Received", "SRX1234567890ID",
            "Verdict     : BlockedByUpstream", "symantec-brightmail", "7. Look the address up at Symantec", "True", "Accepted", "INBOX", "False",
            "Opened", "Sent", "ReplyReceived Received", "ReplyReceived BlockedByUpstream", "RouteChanged", "Probed", "Solved", "Delivered,",
            "lab-combined, lab-reputation, lab-range", "Way off for 203.0.113.70", "gone by", "NotListed", "It is.",
        ];
        int at = 0;
        foreach (string piece in story)
        {
            int next = output.IndexOf(piece, at, StringComparison.Ordinal);
            Assert.True(next >= at, "'" + piece + "' does not come after what came before it:\n" + output[at..]);
            at = next + piece.Length;
        }

        string[] printed = [.. output.Split('\n').Select(l => l.TrimEnd())];
        Assert.All(ShownInTheReadme(), l => Assert.Contains(printed, p => IsShownAs(p, l)));
    }

    /// <summary>A line that ends in dots shows a beginning, whose times are those of its day.</summary>
    private static bool IsShownAs(string printed, string shown) => shown.EndsWith("...", StringComparison.Ordinal) && !printed.EndsWith("...", StringComparison.Ordinal)
        ? Regex.Replace(printed, "[0-9]", "0").StartsWith(Regex.Replace(shown[..^3].TrimEnd(), "[0-9]", "0"), StringComparison.Ordinal)
        : printed == shown;

    [Fact]
    public void Commands_InTheReadme_AreThoseThatItsFirstCommandRuns()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        string script = File.ReadAllText(ModelCase);
        string[] commands = [.. readme.Split('\n').Where(l => l.StartsWith("PS> ", StringComparison.Ordinal))];
        Assert.NotEmpty(commands);
        Assert.All(commands, c => Assert.Contains(c["PS> ".Length..], script, StringComparison.Ordinal));
    }

    [Fact]
    public async Task MorningRefusals_InTheShell_CountsTheLogAndPlansForTheAddress()
    {
        (int code, string output, string error) = await ShellProcess.RunAsync(
            "", "-NoLogo", "-File", Path.Combine(Repository.Root, "docs", "examples", "Get-MorningRefusals.ps1"));
        Assert.True(code == 0 && error.Length == 0, output + error);
        Assert.Contains("    3  microsoft-consumer, RangeBlocked, 203.0.113.25", output, StringComparison.Ordinal);
        Assert.Contains("    1  t-online, AddressBlocked, 203.0.113.25", output, StringComparison.Ordinal);
        Assert.Contains("Greylisted", output, StringComparison.Ordinal);
        Assert.Single(output.Split("Way off for 203.0.113.25").Skip(1));
    }

    /// <summary>What the README shows of the story, line by line, between its fences.</summary>
    private static IEnumerable<string> ShownInTheReadme()
    {
        string readme = File.ReadAllText(Path.Combine(Repository.Root, "README.md"));
        int start = readme.IndexOf("## From the bounce", StringComparison.Ordinal);
        string[] parts = readme[start..readme.IndexOf("\n## ", start + 1, StringComparison.Ordinal)].Split("```");
        return parts.Where((_, i) => i % 2 == 1).SelectMany(p => p.Split('\n')).Select(l => l.TrimEnd())
            .Where(l => l.Length > 0 && l != "...");
    }

    private static string ModelCase => Path.Combine(Repository.Root, "docs", "examples", "Get-OffHotmailsBlocklist.ps1");
}
