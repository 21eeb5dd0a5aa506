using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Lab;
using Xunit;

namespace DelistTools.Tests.Examples;

/// <summary>The morning's report, as a file and as mail.</summary>
public sealed class MorningReportTests : IDisposable
{
    private const string Script = "Send-MorningReport.ps1";

    private readonly ExampleLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task File_OfALogAndAnAddress_CountsAndPlans(string host)
    {
        string file = _lab.Place("report.txt");
        await OpenCaseAsync();
        ExampleRun run = await _lab.RunAsync(
            host, Script, "-Path", Log(("203.0.113.25", ExampleLab.Listed)), "-Address", ExampleLab.Listed, "-SinceHours", "0", "-Blocklist", "lab-combined", "-OutFile", file);
        Assert.Equal("", run.AssertQuiet(0).Output);

        string text = await File.ReadAllTextAsync(file);
        string[] lines = [.. text.Split("\r\n").Select(l => l.TrimEnd())];
        Assert.Equal("Mail report: 7 refusals, 1 of 1 addresses listed, 1 cases due.", lines[0]);
        string[] parts =
        [
            "    3  microsoft-consumer, RangeBlocked, " + ExampleLab.Listed,
            "    1  mx.example.org, AddressBlocked, " + ExampleLab.Listed,
            "    1  t-online, AddressBlocked, " + ExampleLab.Listed,
            "The addresses on blocklists",
            "Cases that are due",
            "What to do about " + ExampleLab.Listed + ": Recommended",
            "  1. Stop what caused it",
        ];
        Assert.All(parts, p => Assert.Contains(p, lines));
        Assert.DoesNotContain("What could not be read or asked", lines);
        Assert.All(text, c => Assert.True(c is '\r' or '\n' or >= ' ', "a control character"));
    }

    [Theory]
    [MemberData(nameof(ExampleLab.Hosts), MemberType = typeof(ExampleLab))]
    public async Task Mail_ByARelay_HasTheCountsInItsSubject(string host)
    {
        using LoopbackSmtpServer relay = LoopbackSmtpServer.Start();
        ExampleRun run = await _lab.RunAsync(
            host, Script, "-Path", Log(("203.0.113.25", ExampleLab.Listed)), "-SinceHours", "0", "-MailServer", "127.0.0.1",
            "-Port", relay.Port.ToString(CultureInfo.InvariantCulture), "-NoTls", "-From", "root@example.org", "-To", "you@example.org,me@example.org");
        Assert.Equal("", run.AssertQuiet(0).Output);

        SmtpMessageTaken mail = Assert.Single(relay.Messages);
        Assert.Equal(("root@example.org", "you@example.org me@example.org"), (mail.Sender, string.Join(' ', mail.Recipients)));
        Assert.Contains("Subject: Mail report: 7 refusals, 0 of 0 addresses listed", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Auto-Submitted: auto-generated", mail.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Report_WithWhatCannotBeReadOrAsked_SaysSoAndHasTheRest()
    {
        ExampleRun run = (await _lab.RunAsync("", Script, "-Path", _lab.Place("missing.log"), "-Address", ExampleLab.Clean + ",nonsense", "-Blocklist", "lab-open-resolver")).AssertQuiet(2);
        Assert.StartsWith("Mail report: 0 refusals, 0 of 1 addresses listed, 0 cases due, 1 addresses unknown, incomplete.", run.Output, StringComparison.Ordinal);
        Assert.Contains("missing.log", run.Output, StringComparison.Ordinal);
        Assert.Contains("'nonsense'", run.Output, StringComparison.Ordinal);
        Assert.Contains("Undetermined", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_ThatCouldNotBeRead_AreNotSaidToBeEmpty()
    {
        Assert.Equal("None.", Below(await ReportAsync(0, "-Path", Log(("2026-11-25T", "2020-11-25T"))), "Refusals, counted"));
        Assert.Equal("No log was named.", Below(await ReportAsync(0), "Refusals, counted"));
        Assert.Equal("None in what could be read.", Below(await ReportAsync(2, "-Path", _lab.Place("missing*.log")), "Refusals, counted"));

        await File.WriteAllTextAsync(Path.Combine(_lab.Place("cases"), "cases.db"), "This is no store of cases.");
        Assert.Equal("Not known: they could not be read.", Below(await ReportAsync(2), "Cases that are due"));
    }

    [Fact]
    public async Task Refusals_OlderThanAsked_AreLeftOut()
    {
        string now = DateTime.UtcNow.AddMinutes(-5).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        string log = Log(("2026-11-25T06:01:12.120000+01:00", now), ("2026-11-25T", "2020-11-25T"));
        Assert.StartsWith("Mail report: 1 refusals, ", (await _lab.RunAsync("", Script, "-Path", log)).AssertQuiet(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIf_Given_WritesAndSendsNothing()
    {
        using LoopbackSmtpServer relay = LoopbackSmtpServer.Start();
        (await _lab.CommandAsync("", Script, "& $script -OutFile '" + _lab.Place("r.txt") + "' -MailServer 127.0.0.1 -Port " + relay.Port + " -NoTls -From a@example.org -To b@example.org -WhatIf; exit $LASTEXITCODE")).AssertQuiet(0);
        Assert.False(File.Exists(_lab.Place("r.txt")));
        Assert.Empty(relay.Sessions);
    }

    [Fact]
    public async Task Relay_ThatIsGone_IsAnError()
    {
        using ClosedPort nobody = new();
        ExampleRun run = await _lab.CommandAsync("", Script, "& $script -MailServer 127.0.0.1 -Port " + nobody.Port + " -NoTls -From a@example.org -To b@example.org");
        Assert.Equal(1, run.Code);
        Assert.NotEqual("", run.Error);
    }

    private async Task<string> ReportAsync(int code, params string[] arguments) => (await _lab.RunAsync("", Script, arguments)).AssertQuiet(code).Output;

    /// <summary>The first line of a section.</summary>
    private static string Below(string report, string title)
    {
        string[] lines = report.Split('\n');
        return lines[Array.IndexOf(lines, title) + 2];
    }

    /// <summary>A case that is due.</summary>
    private async Task OpenCaseAsync()
    {
        ExampleRun run = await _lab.CommandAsync("", Script, "$case = Test-IpBlocklist " + ExampleLab.Listed + " -Blocklist lab-combined -NameServer $server | Get-DelistingRoute | New-DelistingCase; Set-DelistingCase $case.Id -NextActionAt ([datetime]::UtcNow.AddHours(-1))");
        run.AssertQuiet(0);
    }

    /// <summary>The log that lies beside the scripts, with some texts put in the place of others.</summary>
    private string Log(params (string Old, string New)[] changes)
    {
        string path = _lab.Place("mail.log");
        File.WriteAllText(path, changes.Aggregate(File.ReadAllText(ExampleLab.Script("morning.log")), (t, c) => t.Replace(c.Old, c.New, StringComparison.Ordinal)));
        return path;
    }
}
