using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>
/// Every example of the help runs, in order and in one session for a page, and prints what the page says. Set
/// DELISTTOOLS_APPROVE=1 to write into the pages what was printed; then read it.
/// </summary>
[Collection(ModuleCollection.Name)]
public sealed class ExampleTests : IDisposable
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;

    public ExampleTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-US");

    public static TheoryData<string> Pages => [.. ExamplePage.Commands];

    public void Dispose() => CultureInfo.CurrentCulture = _culture;

    [Theory]
    [MemberData(nameof(Pages))]
    public void Examples_OfAPage_PrintWhatThePageSays(string command)
    {
        ExamplePage page = ExamplePage.Of(command);
        Dictionary<int, string> printed = [];
        Dictionary<int, string> different = [];
        using (ExampleWorld world = new())
        using (ExampleSession session = new())
        {
            ExampleStage stage = ExampleStage.Set(command, world, session);
            foreach (HelpExample example in page.Examples)
            {
                stage.Before(example.Number, session);
                Assert.Empty(stage.Defaults.Except(Substitutions.Defaults.Select(p => p.Parameter)));
                string shown = session.Type(Substitutions.ToRun(world, command, example.Code.Text), stage.CuesOf(example.Number));
                shown = ShownText.Tidy(Substitutions.ToShow(world, command, example.Code.Text, shown));
                printed[example.Number] = shown;
                bool isUnordered = stage.Unordered.Contains(example.Number);
                if (ShownText.Comparable(example.Shown, isUnordered) != ShownText.Comparable(shown, isUnordered))
                {
                    different[example.Number] = shown;
                }
            }

            // Keys are kept by the process, not by the session.
            session.Prepare("Get-Blocklist | Where-Object HasKey | ForEach-Object { Remove-BlocklistKey $_.Id }");
        }

        Assert.Equal(Enumerable.Range(1, page.Examples.Count), printed.Keys);
        if (Environment.GetEnvironmentVariable("DELISTTOOLS_APPROVE") == "1")
        {
            page.Rewrite(different);
            return;
        }

        Assert.True(
            different.Count == 0,
            string.Join("\n\n", different.Select(d => command + ", example " + d.Key.ToString(CultureInfo.InvariantCulture) + " printed:\n" + d.Value)));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Page_Examples_AreThreeAtLeastWithOneCommandEach(string command)
    {
        ExamplePage page = ExamplePage.Of(command);
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", command + ".md"));
        string examples = text[text.IndexOf("\n## EXAMPLES", StringComparison.Ordinal)..text.IndexOf("\n## PARAMETERS", StringComparison.Ordinal)];

        Assert.True(page.Examples.Count >= 3, "Fewer than three examples.");
        Assert.Equal(page.Examples.Count, Regex.Count(examples, "^### ", RegexOptions.Multiline));
        Assert.Equal(page.Examples.Count, Regex.Count(examples, "^```powershell", RegexOptions.Multiline));
        Assert.Equal(page.Examples.Count(e => e.Output is not null), Regex.Count(examples, "^```output", RegexOptions.Multiline));
    }
}
