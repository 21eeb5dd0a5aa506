using System;
using System.IO;
using System.Text;
using System.Text.Json;
using System.Threading.Tasks;
using Deque.AxeCore.Commons;
using DelistTools.Core.Tests.Reporting;
using PuppeteerSharp;
using PuppeteerSharp.Media;
using Xunit;

namespace DelistTools.Browser.Tests;

/// <summary>Reports as a browser shows them.</summary>
public sealed class ReportPageTests : IClassFixture<BrowserFixture>
{
    /// <summary>A folder for pictures of the usual report; nobody names one but who wants to look at it.</summary>
    private const string Pictures = "DELISTTOOLS_SCREENSHOTS";

    private readonly BrowserFixture _fixture;

    public ReportPageTests(BrowserFixture fixture)
    {
        _fixture = fixture;
    }

    [Theory]
    [InlineData(390, false)]
    [InlineData(390, true)]
    [InlineData(1280, false)]
    [InlineData(1280, true)]
    public async Task Page_OfEachTypeOfFinding_HasNothingThatAxeFinds(int width, bool dark)
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, _fixture.Usual, width, dark, bypassPolicy: true);
        if (Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 } folder)
        {
            await watched.Page.ScreenshotAsync(Path.Combine(folder, width + (dark ? "-dark" : "-light") + ".png"), new ScreenshotOptions { FullPage = true });
        }

        await watched.Page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Equal("[]", await FaultsAsync(watched));
        Assert.True(await watched.AskAsync<int>("document.documentElement.scrollWidth") <= width);
    }

    [Fact]
    public async Task Axe_OnAPageThatIsWrong_FindsIt()
    {
        string wrong = _fixture.Save("wrong", "<!DOCTYPE html><html><head><title>x</title></head><body><img src='data:,'><p style='color:#ddd'>pale</p></body></html>");
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, wrong, bypassPolicy: true);

        string faults = await FaultsAsync(watched);

        Assert.All(["html-has-lang", "image-alt", "color-contrast"], id => Assert.Contains(id, faults, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("usual")]
    [InlineData("hostile")]
    [InlineData("many")]
    public async Task Page_UnderItsOwnPolicy_AsksForNothingAndComplainsAboutNothing(string name)
    {
        string address = name switch { "usual" => _fixture.Usual, "hostile" => _fixture.Hostile, _ => _fixture.Many };
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, address, 390);

        Assert.Equal([address], watched.Requests);
        Assert.Empty(watched.Messages);
        Assert.Empty(watched.Dialogs);
        Assert.True(await watched.AskAsync<int>("document.documentElement.scrollWidth") <= 390, "It scrolls sideways.");
        Assert.Equal("rgb(255, 255, 255)", await watched.AskAsync<string>("getComputedStyle(document.body).backgroundColor"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Page_OfHostileText_HasNoElementAndNoLinkOfIts(bool bypassPolicy)
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, _fixture.Hostile, bypassPolicy: bypassPolicy);
        if (bypassPolicy)
        {
            // What waits for the pointer has its chance, too.
            await watched.Page.Mouse.MoveAsync(300, 300);
        }

        Assert.Equal(0, await watched.AskAsync<int>("document.querySelectorAll('" + string.Join(",", HostileText.Elements) + "').length"));
        Assert.Equal(0, await watched.AskAsync<int>("[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on|^style$|^srcdoc$/.test(a.name)).length"));
        Assert.Equal(0, await watched.AskAsync<int>("[...document.querySelectorAll('a')].filter(a => !/^(https?:\\/\\/|mailto:|#)/.test(a.getAttribute('href'))).length"));
        Assert.Equal(1, await watched.AskAsync<int>("document.querySelectorAll('style').length"));
        Assert.Equal(0, await watched.AskAsync<int>("[...document.querySelectorAll('[id]')].filter(e => !/^[a-z-]+$/.test(e.id)).length"));
        Assert.Empty(watched.Dialogs);
        Assert.Single(watched.Requests);
    }

    [Fact]
    public async Task Page_OnPaper_IsA4WithAllEvidenceAndAddressesOfLinks()
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, _fixture.Usual, dark: true);

        byte[] pdf = await watched.Page.PdfDataAsync(new PdfOptions { PreferCSSPageSize = true });
        await watched.Page.EmulateMediaTypeAsync(MediaType.Print);

        string text = Encoding.Latin1.GetString(pdf);
        Assert.StartsWith("%PDF-", text, StringComparison.Ordinal);
        Assert.Matches("/MediaBox \\[0 0 59[45][.0-9]* 84[12][.0-9]*\\]", text);
        Assert.Equal("rgb(255, 255, 255)", await watched.AskAsync<string>("getComputedStyle(document.body).backgroundColor"));
        Assert.True(await watched.AskAsync<bool>("[...document.querySelectorAll('details:not([open]) pre, details:not([open]) table')].every(e => e.getBoundingClientRect().height > 10)"));
        Assert.StartsWith("\" (\" attr(href)", (await watched.AskAsync<string>("[...document.styleSheets[0].cssRules].flatMap(r => [...(r.cssRules ?? [])]).find(r => r.selectorText === 'a.x::after').style.content")), StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 } folder)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, "report.pdf"), pdf);
            await watched.Page.ScreenshotAsync(Path.Combine(folder, "print.png"), new ScreenshotOptions { FullPage = true });
        }
    }

    /// <summary>Long names of facts must leave room for what they name; what is beside and below a history must not lie on it.</summary>
    [Theory]
    [InlineData(1280, MediaType.Screen)]
    [InlineData(800, MediaType.Screen)]
    [InlineData(688, MediaType.Print)]
    public async Task Page_OfAnyWidth_LeavesRoomForEachText(int width, MediaType media)
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, _fixture.Usual, width);
        await watched.Page.EmulateMediaTypeAsync(media);
        await watched.Page.EvaluateExpressionAsync("document.querySelectorAll('details').forEach(d => d.open = true)");

        Assert.Empty(await watched.AskAsync<string[]>("[...document.querySelectorAll('dl.facts dd')].filter(d => d.offsetWidth < d.parentElement.offsetWidth / 3).map(d => d.offsetWidth + ': ' + d.textContent)"));
        Assert.Empty(await watched.AskAsync<string[]>(
            "[...document.querySelectorAll('figure')].flatMap(f => [...f.querySelectorAll('text')].filter(t => t.getBoundingClientRect().bottom > f.querySelector('figcaption').getBoundingClientRect().top).map(t => t.textContent))"));
    }

    [Theory]
    [InlineData(390)]
    [InlineData(1280)]
    public async Task History_OfHundredsOfEvents_HasNumbersThatCanBeRead(int width)
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, _fixture.Long, width);
        if (Environment.GetEnvironmentVariable(Pictures) is { Length: > 0 } folder)
        {
            await watched.Page.ScreenshotAsync(Path.Combine(folder, "history-" + width + ".png"));
        }

        double[][] places = await watched.AskAsync<double[][]>("[...document.querySelectorAll('svg text.n')].map(t => t.getBoundingClientRect()).map(r => [r.left, r.right])");
        Assert.InRange(places.Length, 4, 12);
        Assert.InRange(places[0][0], 0, width);
        Assert.InRange(places[^1][1], 0, width);
        for (int i = 1; i < places.Length; i++)
        {
            Assert.True(places[i][0] > places[i - 1][1], "Number " + i + " lies on the one before it.");
        }
    }

    [Fact]
    public async Task SkipLink_ByKeyboard_LeadsToTheSummary()
    {
        await using WatchedPage watched = await WatchedPage.OpenAsync(_fixture.Browser, _fixture.Usual);

        await watched.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("Skip to the summary", await watched.AskAsync<string>("document.activeElement.textContent"));
        await watched.Page.Keyboard.PressAsync("Enter");

        // The browser's side of it: this process hears of the new address only a moment later.
        Assert.Equal("#summary", await watched.AskAsync<string>("new Promise(r => location.hash ? r(location.hash) : addEventListener('hashchange', () => r(location.hash)))"));
    }

    /// <summary>What axe finds, as JSON: rules and elements. It is a script, so the page's policy has to be put aside.</summary>
    private static async Task<string> FaultsAsync(WatchedPage watched)
    {
        await watched.Page.EvaluateExpressionAsync(new BundledAxeScriptProvider().GetScript());
        JsonElement[] violations = await watched.AskAsync<JsonElement[]>(
            "axe.run().then(r => r.violations.map(v => ({ id: v.id, nodes: v.nodes.slice(0, 3).map(n => n.html.slice(0, 200) + ' ' + (n.failureSummary ?? '')) })))");
        return JsonSerializer.Serialize(violations);
    }
}
