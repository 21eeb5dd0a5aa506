using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Whatever comes out has a view, and says by itself what it is.</summary>
[Collection(ModuleCollection.Name)]
public sealed partial class ViewCoverageTests : IDisposable
{
    private readonly ModuleSession _module = new();

    public void Dispose() => _module.Dispose();

    [Fact]
    public void PublicTypes_HaveAView() => Assert.Empty(Types().Select(t => t.FullName!).Except(ViewsByType().Select(v => v.Type)));

    [Fact]
    public void OutputTypes_HaveATableAndAList()
    {
        string[] outputs =
        [
            .. _module.Run("Get-Command -Module DelistTools | ForEach-Object OutputType | ForEach-Object Name").AssertNoErrors().Output
                .Select(o => o.ToString()!).Where(n => n.StartsWith("DelistTools.", StringComparison.Ordinal)).Distinct(),
        ];
        Assert.True(outputs.Length >= 15);

        // A route and a draft are texts to read; the list of a draft's properties would be the same text in another order.
        ILookup<string, string> kinds = ViewsByType().ToLookup(v => v.Type, v => v.View.Elements().Select(e => e.Name.LocalName).Single(n => n.EndsWith("Control", StringComparison.Ordinal)));
        Assert.All(outputs, t => Assert.Contains("TableControl", kinds[t]));
        Assert.All(outputs.Except(["DelistTools.DelistingDraft"]), t => Assert.Contains("ListControl", kinds[t]));
    }

    [Fact]
    public void Tables_HaveSixColumnsAtMost() => Assert.All(
        ViewsByType().Where(v => v.View.Element("TableControl") is not null),
        v => Assert.True(v.View.Descendants("TableColumnHeader").Count() <= 6, v.Type));

    [Fact]
    public void PublicTypes_SayWhatTheyAre() =>
        Assert.Empty(Types().Where(t => t.GetMethod("ToString", Type.EmptyTypes)!.DeclaringType!.Assembly != t.Assembly).Select(t => t.FullName));

    [Theory]
    [InlineData("'203.0.113.1', '203.0.113.70' | ForEach-Object { Test-IpBlocklist $_ -Path $drop -Force }", "Listed")]
    [InlineData("Test-IpBlocklist 203.0.113.1 -Path $drop -Force -Detailed", "Listed")]
    [InlineData("(Get-DelistingRoute -Blocklist spamcop -Address 203.0.113.70).Steps", null)]
    public void Colours_WhereTheHostAllowsThem_AddNothingElse(string script, string? coloured)
    {
        string drop = Path.GetTempFileName();
        try
        {
            File.WriteAllText(drop, "203.0.113.0/28 ; SBL1\n");
            string plain = Show("PlainText", script, drop);
            string colourful = Show("Ansi", script, drop);
            Assert.DoesNotContain('\u001b', plain);
            Assert.Equal(Words(plain), Words(Escape().Replace(colourful, "")));
            if (coloured is not null)
            {
                Assert.Contains("\u001b[91m" + coloured + "\u001b[0m", colourful, StringComparison.Ordinal);
            }
        }
        finally
        {
            // It is the process's, and not the session's.
            _module.Run("$PSStyle.OutputRendering = 'Host'").AssertNoErrors();
            File.Delete(drop);
        }
    }

    /// <summary>The columns are the same; the spaces behind the last word of a line are not.</summary>
    private static string Words(string text) => string.Join('\n', text.Split('\n').Select(l => l.TrimEnd())).Trim('\n');

    private string Show(string rendering, string script, string drop) => string.Concat(_module.Run(
        "$PSStyle.OutputRendering = '" + rendering + "'; " + script + " | Out-String -Width 100", ("drop", drop)).AssertNoErrors().Output);

    private IEnumerable<Type> Types() =>
        ((PSObject)_module.Run("(Get-Blocklist spamhaus-zen).GetType().Assembly").AssertNoErrors().Output.Single()).BaseObject is Assembly core
            ? core.GetExportedTypes().Where(t => t is { IsClass: true, IsAbstract: false } && !typeof(Exception).IsAssignableFrom(t))
            : throw new InvalidOperationException("No assembly came out.");

    private static IEnumerable<(string Type, XElement View)> ViewsByType() =>
        Directory.GetFiles(Repository.ModuleFolder, "*.Format.ps1xml").SelectMany(f => XDocument.Load(f).Descendants("View"))
            .SelectMany(v => v.Descendants("TypeName").Select(t => (t.Value, v)));

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Escape();
}
