using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Cases as a user sees them, against text that a person has looked at; see <see cref="ViewTests"/>.</summary>
[Collection(ModuleCollection.Name)]
public sealed class CaseViewTests : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly StoreSession _session = new();

    public CaseViewTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        _session.Run(StoreSession.Route + " | New-DelistingCase\n"
            + "Get-DelistingRoute -Blocklist spamcop, barracuda-brbl, psbl -Address 203.0.113.25 | New-DelistingCase\n"
            + "Set-DelistingCase 1 -StepDone 1, 2 -StepSkipped 3 -Ticket 'SRX1632819900ID' -Note \"They say`e[31m <b>no</b>\" -Draft \"Dear operator,`n`nplease`e look again.\"\n"
            + "Set-DelistingCase 1 -Sent\n"
            + "Set-DelistingCase 1 -NextActionAt ([datetime]::Now.AddDays(5).AddHours(1))\n"
            + "Set-DelistingCase 2 -State Waiting; Set-DelistingCase 2 -NextActionAt ([datetime]::Now.AddHours(20).AddMinutes(1))\n"
            + "Set-DelistingCase 3 -State Solved").AssertNoErrors();
    }

    public void Dispose()
    {
        CultureInfo.CurrentCulture = _culture;
        _session.Dispose();
    }

    [Theory]
    [InlineData("cases", 120, "Get-DelistingCase -All")]
    [InlineData("cases", 80, "Get-DelistingCase -All")]
    [InlineData("case-steps", 120, "(Get-DelistingCase 1).Steps")]
    [InlineData("case-steps", 80, "(Get-DelistingCase 1).Steps")]
    [InlineData("case-events", 120, "(Get-DelistingCase 1).Events")]
    [InlineData("case-events", 80, "(Get-DelistingCase 1).Events")]
    public void View_AtWidth_IsAsApproved(string name, int width, string script)
    {
        using CapturingSession session = new(width);
        session.ImportModule(Repository.Manifest);
        string shown = Approve(name + "-" + width.ToString(CultureInfo.InvariantCulture), session.Run(script).Output);
        Assert.All(shown.Split('\n'), l => Assert.True(l.Length <= width, "A line is wider than the window: " + l));
    }

    /// <summary>The engine alone has no Format-List, so each item of that view is asked for what it would show.</summary>
    [Fact]
    public void ListView_Items_AreTheCaseAsAHistory()
    {
        XElement view = XDocument.Load(Path.Combine(Repository.ModuleFolder, "DelistTools.Cases.Format.ps1xml")).Descendants("View")
            .Single(v => (string?)v.Element("Name") == "DelistingCaseList");
        StringBuilder shown = new();
        foreach (XElement item in view.Descendants("ListItem"))
        {
            string label = (string?)item.Element("Label") ?? (string)item.Element("PropertyName")!;
            XElement? condition = item.Element("ItemSelectionCondition");
            if (condition is null || Value(condition) is { } found && LanguagePrimitives.IsTrue(found))
            {
                shown.Append(label).Append(": ").AppendLine(Value(item)?.ToString());
            }
        }

        Approve("case-list", shown.ToString());
    }

    private object? Value(XElement item)
    {
        string script = item.Element("ScriptBlock")?.Value ?? "$_." + item.Element("PropertyName")!.Value;
        return _session.Run("Get-DelistingCase 1 | ForEach-Object { " + script + " }").AssertNoErrors().Output.SingleOrDefault()?.BaseObject;
    }

    private static string Approve(string name, string shown)
    {
        shown = string.Join('\n', shown.Split('\n').Select(l => l.TrimEnd())).Trim('\n') + "\n";
        Assert.DoesNotContain(shown, c => char.IsControl(c) && c != '\n');
        shown = Regex.Replace(shown, @"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-11-27 09:30");
        string approved = Path.Combine(Repository.Root, "tests", "DelistTools.Tests", "BuiltModule", "Approved", name + ".txt");
        if (Environment.GetEnvironmentVariable("DELISTTOOLS_APPROVE") == "1")
        {
            File.WriteAllText(approved, shown);
        }

        Assert.Equal(File.ReadAllText(approved), shown);
        return shown;
    }
}
