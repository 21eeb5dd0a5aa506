using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Waits and a watch's events as a user sees them, against text that a person has looked at; see <see cref="ViewTests"/>.</summary>
[Collection(ModuleCollection.Name)]
public sealed class WaitViewTests : IAsyncLifetime
{
    private const string Waits = "Wait-Delisting 203.0.113.70 -Blocklist lab-own -Force -NameServer $server -TimeoutSeconds 0.1\n"
        + "Wait-Delisting 203.0.113.99 -Blocklist lab-own -Force -NameServer $server\n"
        + StoreSession.Route + " | New-DelistingCase | Wait-Delisting -NameServer $server";

    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly WaitLab _lab = new();

    public Task InitializeAsync()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");
        return _lab.InitializeAsync();
    }

    public Task DisposeAsync()
    {
        CultureInfo.CurrentCulture = _culture;
        return _lab.DisposeAsync();
    }

    [Theory]
    [InlineData("waits", 120, Waits)]
    [InlineData("waits", 80, Waits)]
    [InlineData("events", 120, "Watch-IpBlocklist 203.0.113.70-71 -Blocklist lab-own -Force -NameServer $server -Once -ThrottleLimit 1 | Sort-Object Address")]
    [InlineData("events", 80, "Watch-IpBlocklist 203.0.113.70-71 -Blocklist lab-own -Force -NameServer $server -Once -ThrottleLimit 1 | Sort-Object Address")]
    public void View_AtWidth_IsAsApproved(string name, int width, string script)
    {
        using CapturingSession session = new(width);
        session.ImportModule(Repository.Manifest);
        session.Session.Runspace.SessionStateProxy.SetVariable("server", _lab.NameServer);
        string shown = string.Join('\n', session.Run(script).Output.Split('\n').Select(l => l.TrimEnd())).Trim('\n') + "\n";
        shown = Regex.Replace(shown, @"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-11-28 12:00");
        string approved = Path.Combine(
            Repository.Root, "tests", "DelistTools.Tests", "BuiltModule", "Approved", name + "-" + width.ToString(CultureInfo.InvariantCulture) + ".txt");
        if (Environment.GetEnvironmentVariable("DELISTTOOLS_APPROVE") == "1")
        {
            File.WriteAllText(approved, shown);
        }

        Assert.Equal(File.ReadAllText(approved), shown);
        Assert.All(shown.Split('\n'), l => Assert.True(l.Length <= width, "A line is wider than the window: " + l));
    }
}
