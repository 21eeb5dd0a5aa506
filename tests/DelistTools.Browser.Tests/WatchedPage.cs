using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace DelistTools.Browser.Tests;

/// <summary>A page that is open, and all that it asked for, complained about or tried to run.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private WatchedPage(IPage page)
    {
        Page = page;
    }

    internal IPage Page { get; }

    internal List<string> Messages { get; } = [];

    internal List<string> Requests { get; } = [];

    internal List<string> Dialogs { get; } = [];

    internal static async Task<WatchedPage> OpenAsync(IBrowser browser, string address, int width = 1280, bool dark = false, bool bypassPolicy = false)
    {
        IPage page = await browser.NewPageAsync();
        WatchedPage watched = new(page);
        page.Console += (_, e) => watched.Messages.Add(e.Message.Type + ": " + e.Message.Text);
        page.PageError += (_, e) => watched.Messages.Add("PageError: " + e.Message);
        page.Request += (_, e) => watched.Requests.Add(e.Request.Url);
        page.Dialog += async (_, e) =>
        {
            watched.Dialogs.Add(e.Dialog.Message);
            await e.Dialog.Dismiss();
        };
        await page.SetBypassCSPAsync(bypassPolicy);
        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900, IsMobile = width < 500 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);
        await page.GoToAsync(address, WaitUntilNavigation.Load);
        return watched;
    }

    /// <summary>What a script of the tester finds, not of the page.</summary>
    internal Task<T> AskAsync<T>(string expression) => Page.EvaluateExpressionAsync<T>(expression);

    public async ValueTask DisposeAsync() => await Page.DisposeAsync();
}
