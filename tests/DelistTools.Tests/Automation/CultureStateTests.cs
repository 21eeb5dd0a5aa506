using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using DelistTools.Tests.BuiltModule;
using Xunit;

namespace DelistTools.Tests.Automation;

/// <summary>What is written under one calendar is read under another: cases, watches, sweeps, counts and tests of lists, reports.</summary>
[Collection(ModuleCollection.Name)]
public sealed class CultureStateTests(CultureWorld world) : IClassFixture<CultureWorld>
{
    private const string Kept = " -StorePath $folder/kept.db";

    private const string Tell = "Get-DelistingCase -All" + Kept + " | ForEach-Object { \"$($_.Id) $($_.State) $($_.OpenedAt.Ticks) $($_.ChangedAt.Ticks) $($_.NextActionAt.Ticks) $($_.Events.At.Ticks)\" }";

    private const string Bounce =
        "'550 5.7.1 Unfortunately, messages from [203.0.113.25] weren''t sent. Please contact your Internet service provider since part of their network is on our block list (S3140).'";

    private const string Watch = "Watch-IpBlocklist 203.0.113.68/30 -Once -Force -Blocklist lab-combined -Name INDIA -NameServer $server" + Kept;

    private const string Sweep = "Test-IpBlocklist 203.0.113.64/27 -Summary -StatePath $folder/sweep.state -Blocklist lab-combined -Force -NameServer $server | ForEach-Object { \"$_\" }";

    private const string Test = "(Test-Blocklist lab-world -NameServer $server) | ForEach-Object { \"$($_.IsRemembered) $($_.CheckedAt.Ticks)\" }";

    public static TheoryData<string, string> Pairs => new() { { "th-TH", "de-DE" }, { "ar-SA", "th-TH" }, { "fr-FR", "ar-SA" }, { "de-DE", "tr-TR" } };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Cases_WrittenUnderOneCulture_AreReadUnderAnother(string writer, string reader)
    {
        string name = "cases-" + writer;
        string written = world.Run(
            writer,
            name,
            "$null = " + Bounce + " | Get-DelistingRoute | New-DelistingCase" + Kept + "; Set-DelistingCase 1 -Sent -Note 'INSIDE'" + Kept
                + "; ConvertFrom-DelistingReply -Path $examples/replies/1-receipt.eml | Set-DelistingCase 1 -NextActionAt ([datetime]::new(2099, 12, 31, 23, 59, 58, [System.DateTimeKind]::Utc))" + Kept + "; $null = Export-DelistingCase $folder/kept.jsonl" + Kept + "; " + Tell);
        Assert.Contains(new DateTime(2099, 12, 31, 23, 59, 58, DateTimeKind.Utc).Ticks.ToString(CultureInfo.InvariantCulture), written, StringComparison.Ordinal);
        Assert.DoesNotContain("error", written, StringComparison.Ordinal);

        Assert.Equal(written, world.Run(reader, name, Tell));
        string taken = world.Run(reader, name, "$null = Import-DelistingCase $folder/kept.jsonl -StorePath $folder/other.db; " + Tell.Replace("kept.db", "other.db", StringComparison.Ordinal));
        Assert.StartsWith(Unchanged(written), Unchanged(taken), StringComparison.Ordinal);
        AssertGregorian(name);
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void State_WrittenUnderOneCulture_GoesOnUnderAnother(string writer, string reader)
    {
        string name = "state-" + writer;
        string first = world.Run(writer, name, Watch + " | ForEach-Object { \"$_\" }; " + Sweep);
        Assert.Contains("203.0.113.70 lab-combined: Listed", first, StringComparison.Ordinal);

        string second = world.Run(reader, name, Watch + " | ForEach-Object { \"$_\" }; $before = $lab.Server.Questions.Total; " + Sweep + "; $lab.Server.Questions.Total - $before");
        string[] swept = [.. first.Split('\n').Where(l => l.Contains("203.0.113.64", StringComparison.Ordinal))];
        Assert.Single(swept);
        Assert.Equal(swept[0] + "\n0", string.Join('\n', second.Split('\n', StringSplitOptions.RemoveEmptyEntries)));

        string tested = world.Run(writer, name, Test);
        Assert.Equal(tested.Replace("False", "True", StringComparison.Ordinal), world.Run(reader, name, Test));
        Assert.Contains("\"" + DateTime.UtcNow.ToString("yyyy-", CultureInfo.InvariantCulture), File.ReadAllText(Path.Combine(world.Folder(name), "state", "health.json")), StringComparison.Ordinal);
        AssertGregorian(name);
    }

    [Theory]
    [InlineData("th-TH")]
    [InlineData("ar-SA")]
    public void Reports_OfAnotherCalendar_AreGregorian(string culture)
    {
        string name = "report-" + culture;
        world.Run(
            culture,
            name,
            "$found = @(Import-BounceMessage $examples/morning.log; " + Bounce + " | Get-DelistingRoute | New-DelistingCase" + Kept + "; Test-IpBlocklist 192.0.2.10 -Force -Blocklist lab-combined -NameServer $server); "
                + "foreach ($end in 'html', 'md', 'json', 'csv') { $found | Export-DelistingReport $folder/r.$end }");
        Assert.All(
            new[] { "html", "md", "json", "csv" },
            e => Assert.Contains(DateTime.UtcNow.ToString("yyyy-", CultureInfo.InvariantCulture), File.ReadAllText(Path.Combine(world.Folder(name), "r." + e)), StringComparison.Ordinal));
        AssertGregorian(name);
    }

    [Theory]
    [InlineData("de-DE", "24.12.2099 18:30")]
    [InlineData("th-TH", "24/12/2642 18:30")]
    [InlineData("fr-FR", "24/12/2099 18:30")]
    public void Time_AsTheUsersOwnCultureWritesIt_IsTakenToo(string culture, string text) => Assert.Equal(
        "2099-12-24 18:30",
        world.Run(culture, "own-" + culture, "$null = " + Bounce + " | Get-DelistingRoute | New-DelistingCase; (Set-DelistingCase 1 -NextActionAt '" + text + "' -PassThru).NextActionAt.ToLocalTime().ToString('yyyy-MM-dd HH:mm', [cultureinfo]::InvariantCulture)").Trim());

    // Taking a case in is an event more, and a change.
    private static string Unchanged(string told)
    {
        string[] words = told.Trim().Split(' ');
        return string.Join(' ', words[..3].Concat(words[4..]));
    }

    /// <summary>No file of a run has a year of another calendar, or digits of another script.</summary>
    private void AssertGregorian(string name)
    {
        string[] files = Directory.GetFiles(world.Folder(name), "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        int buddhist = new ThaiBuddhistCalendar().GetYear(DateTime.UtcNow);
        int islamic = new UmAlQuraCalendar().GetYear(DateTime.UtcNow);
        foreach (string file in files)
        {
            string text = Encoding.UTF8.GetString(File.ReadAllBytes(file));
            Assert.DoesNotMatch("(?<![0-9])(?:" + buddhist + "|" + (buddhist + 73) + "|" + islamic + ")[-/.][0-9]{1,2}[-/.]|[\u0660-\u0669\u06F0-\u06F9\u0E50-\u0E59]", text);
        }
    }
}
