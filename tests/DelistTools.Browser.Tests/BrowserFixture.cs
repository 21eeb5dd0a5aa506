using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using DelistTools.Core.Tests.Reporting;
using PuppeteerSharp;
using Xunit;

namespace DelistTools.Browser.Tests;

/// <summary>The machine's own Chromium, without a window, and reports in files that it can open. Nothing is downloaded.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "chrome.exe", "msedge.exe"];

    // Windows and macOS put browsers where no path leads.
    private static readonly string[] Places =
    [
        .. new[] { "ProgramFiles", "ProgramFiles(x86)", "LocalAppData" }.Select(Environment.GetEnvironmentVariable).OfType<string>()
            .SelectMany(f => new[] { Path.Combine(f, "Google", "Chrome", "Application", "chrome.exe"), Path.Combine(f, "Microsoft", "Edge", "Application", "msedge.exe") }),
        .. new[] { "Google Chrome", "Chromium", "Microsoft Edge" }.Select(n => "/Applications/" + n + ".app/Contents/MacOS/" + n),
    ];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("delisttools-browser-");

    internal IBrowser Browser { get; private set; } = null!;

    /// <summary>Reports by name, as addresses of files.</summary>
    internal string Usual { get; private set; } = "";

    internal string Hostile { get; private set; } = "";

    internal string Long { get; private set; } = "";

    internal string Many { get; private set; } = "";

    public async Task InitializeAsync()
    {
        Usual = Save("usual", SampleFindings.Write(SampleFindings.Usual(), ReportFormat.Html));
        Hostile = Save("hostile", SampleFindings.Write(SampleFindings.Hostile(), ReportFormat.Html));
        Long = Save("long", SampleFindings.Write(SampleFindings.Of(SampleFindings.CaseOf(400, i => (i * i) - (i % 7 * 900))), ReportFormat.Html));
        Many = Save("many", SampleFindings.Write(SampleFindings.Many(10_000), ReportFormat.Html));
        Browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = Find(),
            Headless = true,
            UserDataDir = Path.Combine(_folder.FullName, "profile"),

            // Root may not use the sandbox, and a container's shared memory is small.
            Args = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
        });
    }

    public async Task DisposeAsync()
    {
        // What kept it from starting is told already.
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    internal string Save(string name, string html)
    {
        string file = Path.Combine(_folder.FullName, name + ".html");
        File.WriteAllText(file, html);
        return new Uri(file).AbsoluteUri;
    }

    private static string Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(p => Names.Select(n => Path.Combine(p, n))).Concat(Places).FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("There is no Chromium. Install it (on Debian: apt-get install chromium), or run build.ps1 -Task Test, which does.");
}
