using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

[Collection(ModuleCollection.Name)]
public sealed class ExportDelistingReportTests : IDisposable
{
    private const string Refusal = "('550 OU-002 Unfortunately, messages from 203.0.113.25 weren''t sent since part of their network is on our block list.' | ConvertFrom-BounceMessage)";

    private readonly StoreSession _session = new();

    public void Dispose() => _session.Dispose();

    [Theory]
    [InlineData("a.html", "<!DOCTYPE html>", false)]
    [InlineData("a.htm", "<!DOCTYPE html>", false)]
    [InlineData("a.md", "# Delisting report: 203.0.113.25", false)]
    [InlineData("a.json", "{\"delistingReport\":1,", false)]
    [InlineData("a.csv", "\"Kind\",\"Target\",", true)]
    [InlineData("a.txt' -As 'Markdown", "# Delisting report: 203.0.113.25", false)]
    [InlineData("new/folder/a.md", "# Delisting report: 203.0.113.25", false)]
    public void Export_ByExtensionOrAs_WritesTheFormat(string file, string begins, bool hasMark)
    {
        Assert.Empty(_session.Texts(Refusal + " | Export-DelistingReport \"$folder/" + file.Replace("'", "\"", StringComparison.Ordinal) + "\""));

        byte[] bytes = File.ReadAllBytes(Path.Combine(_session.Folder, file.Split('\'')[0]));
        Assert.Equal(hasMark, bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble));
        Assert.StartsWith(begins, Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF'), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_session.Folder, file.Split('\'')[0])));
        }
    }

    [Fact]
    public void Export_TypesTogether_AreOneReportWithItsOwnTitle()
    {
        string[] files = _session.Texts(
            "$all = @(" + Refusal + "; Get-DelistingRoute -Blocklist spamcop -Address 203.0.113.25; (" + StoreSession.Route + " | New-DelistingCase))\n"
            + "$all | Export-DelistingReport $folder/a.html -Title 'For <you>' -PassThru\n"
            + "Export-DelistingReport $folder/b.html -InputObject $all -PassThru");

        Assert.Equal(["a.html", "b.html"], files.Select(Path.GetFileName));
        string html = File.ReadAllText(Path.Combine(_session.Folder, "a.html"));
        Assert.Contains("<h1>For &lt;you&gt;</h1>", html, StringComparison.Ordinal);
        Assert.All(["refusals", "routes", "cases"], id => Assert.Contains("<section id=\"" + id + "\"", html, StringComparison.Ordinal));
        Assert.Contains("by DelistTools 0.1.0", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Export_ResultsOfALookUp_TellWhatIsListedAndWhatIsNotKnown()
    {
        using LabSession lab = new();

        lab.Module.Run("Test-IpBlocklist 192.0.2.10 -NameServer $server -Force -WarningAction Ignore | Export-DelistingReport $folder/a.md; "
            + "Test-IpBlocklist 192.0.2.10 -Detailed -NameServer $server -Force -WarningAction Ignore | Export-DelistingReport $folder/b.csv", ("folder", _session.Folder)).AssertNoErrors();

        Assert.Contains("192.0.2.10", File.ReadAllText(Path.Combine(_session.Folder, "a.md")), StringComparison.Ordinal);
        Assert.Matches("\"BlocklistCheck\",\"192.0.2.10\",\"lab-combined\"", File.ReadAllText(Path.Combine(_session.Folder, "b.csv")));
    }

    [Theory]
    [InlineData("$r | Export-DelistingReport env:x.html", "PathNotInFileSystem", true)]
    [InlineData("$r | Export-DelistingReport $folder/a.txt", "ReportFormatNotKnown", true)]
    [InlineData("$r | Export-DelistingReport $folder/there.html", "ReportFileExists", true)]
    [InlineData("$r | Export-DelistingReport $folder/cases.db -As Json -Force", "CaseFileIsStore", true)]
    [InlineData("$r | Export-DelistingReport /proc/nowhere/a.html", "ReportFileNotWritten", true)]
    [InlineData("$r | Export-DelistingReport \"$folder/a`0b.html\"", "PathNotInFileSystem", true)]
    [InlineData("$r | Export-DelistingReport $folder -As Html", "ReportPathNoFile", true)]
    [InlineData("$r | Export-DelistingReport $folder/new/ -As Html -Force", "ReportPathNoFile", true)]
    [InlineData("@() | Export-DelistingReport $folder/a.html", "ReportEmpty", false)]
    [InlineData("$null | Export-DelistingReport $folder/a.html", "ReportEmpty", false)]
    [InlineData("$r, 'text' | Export-DelistingReport $folder/a.html", "ReportInputInvalid", false)]
    [InlineData("$r, $copy | Export-DelistingReport $folder/a.html", "ReportInputDeserialized", false)]
    [InlineData("$r, ($r | Select-Object *) | Export-DelistingReport $folder/a.html", "ReportInputDeserialized", false)]
    [InlineData("$r, $foreign | Export-DelistingReport $folder/a.html", "ReportInputInvalid", false)]
    [InlineData("$r, @{ a = 1 } | Export-DelistingReport $folder/a.html", "ReportInputInvalid", false)]
    public void Mistakes_Are_ErrorsWithAnIdAndSpoilNothing(string script, string id, bool ends)
    {
        File.WriteAllText(Path.Combine(_session.Folder, "there.html"), "mine");
        File.WriteAllText(Path.Combine(_session.Folder, "cases.db"), "SQLite format 3\0 and so on");

        ModuleSession.Outcome outcome = _session.Run(
            "$r = " + Refusal + "; $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($r))\n"
            + "$foreign = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-Item $folder)))\n"
            + "try { " + script + " } catch { 'ended'; $_ }");

        ErrorRecord error = ends ? (ErrorRecord)outcome.Output[1].BaseObject : outcome.Error;
        Assert.StartsWith(id + ",", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ends, outcome.Output.Any(o => o.BaseObject is "ended"));
        Assert.Equal(script.StartsWith("$r, ", StringComparison.Ordinal), File.Exists(Path.Combine(_session.Folder, "a.html")));
        Assert.Equal("mine", File.ReadAllText(Path.Combine(_session.Folder, "there.html")));
        if (id == "ReportInputInvalid")
        {
            Assert.Matches("type (System.String|Deserialized.System.IO.DirectoryInfo|System.Collections.Hashtable) .* A report takes IpBlocklistResult, .*BlocklistEvent\\.", error.Exception.Message);
        }
        else if (id == "ReportInputDeserialized")
        {
            Assert.Contains("This MailRefusal is a copy", error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Export_ArraysOfArrays_AreWhatIsInThem()
    {
        _session.Run("$r = " + Refusal + "; $routes = @('spamcop', 'psbl' | ForEach-Object { Get-DelistingRoute -Blocklist $_ -Address 203.0.113.25 })\n"
            + "Export-DelistingReport $folder/a.csv -InputObject $r, $routes, @(, @($r, $null))").AssertNoErrors();

        Assert.Equal(["MailRefusal", "DelistingRoute", "DelistingRoute"], File.ReadLines(Path.Combine(_session.Folder, "a.csv")).Skip(1).Select(l => l.Split('"')[1]));
    }

    [Fact]
    public void Export_ToADevice_LeavesTheDevice()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // One that is not there: a test must not be able to take a real one away.
        ModuleSession.Outcome outcome = _session.Run("try { " + Refusal + " | Export-DelistingReport /dev/delisttools-test -As Csv -Force } catch { $_.FullyQualifiedErrorId }");

        Assert.Equal("ReportPathNoFile,DelistTools.Commands.ExportDelistingReportCommand", outcome.Output.Single().ToString());
    }

    [Fact]
    public void Export_FileThatIsThere_IsRefusedBeforeAnythingIsAsked()
    {
        File.WriteAllText(Path.Combine(_session.Folder, "there.html"), "mine");

        ModuleSession.Outcome outcome = _session.Run("try { 1..3 | ForEach-Object { $global:asked = $_ } | Export-DelistingReport $folder/there.html } catch { $_.FullyQualifiedErrorId }; \"asked $global:asked\"");

        Assert.Equal(["ReportFileExists,DelistTools.Commands.ExportDelistingReportCommand", "asked "], outcome.Output.Select(o => o.ToString()));
    }

    [Fact]
    public void Export_ForceAndWhatIf_DoWhatTheySay()
    {
        string file = Path.Combine(_session.Folder, "a.md");
        _session.Run(Refusal + " | Export-DelistingReport $folder/a.md -WhatIf").AssertNoErrors();
        Assert.Empty(Directory.GetFileSystemEntries(_session.Folder));

        File.WriteAllText(file, "old");
        _session.Run(Refusal + " | Export-DelistingReport $folder/a.md -Force").AssertNoErrors();
        Assert.StartsWith("# Delisting report", File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(_session.Folder));
    }

    [Fact]
    public void Stop_WhileResultsCome_LeavesNoFile()
    {
        using ManualResetEventSlim reached = new();
        _session.Module.Runspace.SessionStateProxy.SetVariable("reached", reached);
        using PowerShell shell = _session.Module.Create("& { " + Refusal + "; $reached.Set(); while ($true) { [System.Threading.Thread]::Sleep(10) } } | Export-DelistingReport $folder/a.html");
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(reached.Wait(TimeSpan.FromSeconds(30)));

        shell.Stop();

        Assert.ThrowsAny<PipelineStoppedException>(() => shell.EndInvoke(running));
        Assert.Empty(Directory.GetFileSystemEntries(_session.Folder));
    }

    [Fact]
    public void First_Upstream_MakesAReportOfThatAlone()
    {
        _session.Run("$r = " + Refusal + "; $r, $r, $r | Select-Object -First 1 | Export-DelistingReport $folder/a.csv").AssertNoErrors();

        Assert.Equal(2, File.ReadAllLines(Path.Combine(_session.Folder, "a.csv")).Length);
        Assert.Single(Directory.GetFileSystemEntries(_session.Folder));
    }

    /// <summary>What the help page shows has to run as it stands.</summary>
    [Fact]
    public void Examples_OfTheHelpPage_Run()
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", "Export-DelistingReport.md"));
        string[] examples = [.. Regex.Matches(page, "```powershell\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        Assert.Equal(4, examples.Length);
        using LabSession lab = new();
        foreach (string example in examples)
        {
            // The first one asks lists: here those of the laboratory.
            lab.Module.Run(
                "$ExecutionContext.SessionState.Path.SetLocation($folder) > $null\n$PSDefaultParameterValues = @{ 'Test-IpBlocklist:NameServer' = $server; 'Test-IpBlocklist:Blocklist' = 'lab-*' }\n" + example,
                ("folder", _session.Folder)).AssertNoErrors();
        }

        Assert.Equal(["address.html", "findings.csv", "hotmail.html", "ticket.md"], Directory.GetFiles(_session.Folder).Select(Path.GetFileName).Order());
    }

}
