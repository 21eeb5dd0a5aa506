using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using System.Text.RegularExpressions;
using DelistTools.HelpBuilder.Pages;
using DelistTools.Shell.Sessions;
using Xunit;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>What Get-Help gives of every cmdlet of the built module, against its page.</summary>
[Collection(ModuleCollection.Name)]
public sealed class HelpTests(HelpSession help) : IClassFixture<HelpSession>
{
    public static TheoryData<string> Commands => [.. ExamplePage.Commands];

    [Fact]
    public void Pages_AreThoseOfTheExportedCmdlets() => Assert.Equal(help.Cmdlets.Keys.Order(StringComparer.Ordinal), ExamplePage.Commands);

    [Theory]
    [MemberData(nameof(Commands))]
    public void GetHelp_Full_HasEveryPartOfThePage(string command)
    {
        PSObject full = help.Full(command);

        Assert.NotEmpty(Text(full, "Synopsis"));
        Assert.NotEmpty(Texts(full, "description", "Text"));
        Assert.Equal(ExamplePage.Of(command).Examples.Count, Items(full, "examples", "example").Count);
        Assert.All(Items(full, "examples", "example"), e => Assert.NotEmpty(Text(e, "code")));
        Assert.NotEmpty(Items(full, "returnValues", "returnValue"));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void GetHelp_EveryParameter_IsDescribed(string command)
    {
        IReadOnlyList<PSObject> parameters = Items(help.Full(command), "parameters", "parameter");
        string[] own = [.. help.Cmdlets[command].Parameters.Keys.Where(p => !Cmdlet.CommonParameters.Contains(p))];

        Assert.Equal(own.Order(StringComparer.Ordinal), parameters.Select(p => Text(p, "name")).Order(StringComparer.Ordinal));
        Assert.All(parameters, p => Assert.NotEmpty(Texts(p, "description", "Text")));
    }

    /// <summary>What a new cmdlet has in its properties is what is taken where nothing is given.</summary>
    [Theory]
    [MemberData(nameof(Commands))]
    public void GetHelp_DefaultValue_IsTheCmdlets(string command)
    {
        CmdletInfo cmdlet = help.Cmdlets[command];
        object fresh = Activator.CreateInstance(cmdlet.ImplementingType)!;
        Assert.All(
            Items(help.Full(command), "parameters", "parameter").Where(p => Own(cmdlet, Text(p, "name"))),
            p => Assert.Equal((Text(p, "name"), Default(cmdlet, fresh, Text(p, "name")) ?? Text(p, "defaultValue")), (Text(p, "name"), Text(p, "defaultValue"))));
    }

    [Fact]
    public void GetHelp_DefaultOfTheResolver_IsTheSameEverywhere() => Assert.Equal(
        ["The system's resolver"],
        ExamplePage.Commands.SelectMany(c => Items(help.Full(c), "parameters", "parameter")).Where(p => Text(p, "name") == "NameServer").Select(p => Text(p, "defaultValue")).Distinct());

    [Theory]
    [MemberData(nameof(Commands))]
    public void GetHelp_AsText_ShowsExamplesParametersAndAll(string command)
    {
        using CapturingSession session = new(120);
        session.ImportModule(Repository.Manifest);
        string examples = session.Run("Get-Help " + command + " -Examples").Output;
        string parameters = session.Run("Get-Help " + command + " -Parameter *").Output;
        string full = session.Run("Get-Help " + command + " -Full").Output;

        foreach (HelpExample example in ExamplePage.Of(command).Examples)
        {
            // A line that is longer than the window goes on in the next.
            Assert.Contains(Squeeze(example.Code.Text.Split('\n')[0]), Squeeze(examples), StringComparison.Ordinal);
        }

        Assert.All(
            help.Cmdlets[command].Parameters.Keys.Where(p => !Cmdlet.CommonParameters.Contains(p)),
            p => Assert.Matches("(?m)^ *-" + p + "( |$)", parameters));
        Assert.All((string[])["NAME", "SYNOPSIS", "SYNTAX", "DESCRIPTION", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES"], h => Assert.Contains(h, full, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void HelpUri_IsThePages(string command)
    {
        string page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", command + ".md"));
        string uri = help.Cmdlets[command].ImplementingType.GetCustomAttribute<CmdletAttribute>()!.HelpUri;

        Assert.EndsWith("/docs/en-US/" + command + ".md", uri, StringComparison.Ordinal);
        Assert.Contains("\nHelpUri: " + uri + "\n", page.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void RelatedLinks_LeadToPagesAndTopicsThatAreThere(string command)
    {
        string folder = Path.Combine(Repository.Root, "docs", "en-US");
        string page = File.ReadAllText(Path.Combine(folder, command + ".md"));
        string links = page[page.IndexOf("\n## RELATED LINKS", StringComparison.Ordinal)..];
        string[] files = [.. Regex.Matches(links, @"\]\(([^):]+\.md)\)").Select(m => m.Groups[1].Value)];

        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(folder, f)), f));
    }

    /// <summary>
    /// Every public property of what the cmdlets give, and of the objects in it, stands in bold in the OUTPUTS of a page; and
    /// whatever stands there in bold is such a property, or a parameter.
    /// </summary>
    [Fact]
    public void Outputs_NameEveryPublicProperty_AndNoOther()
    {
        List<string> wrong = [];
        Dictionary<Type, HashSet<string>> told = [];
        foreach (string command in ExamplePage.Commands)
        {
            foreach (PagePart part in help.PageOf(command).PartsOf(SectionNames.Outputs))
            {
                Type? type = help.OutputTypes(command).SingleOrDefault(t => t.FullName == part.Title);
                if (type is null)
                {
                    continue;
                }

                Type[] reached = OutputProperties.Reached(type);
                string[] names = [.. OutputProperties.Bold(help.PageOf(command), part)];
                wrong.AddRange(names.Where(n => !n.StartsWith('-') && !reached.Any(t => t.GetProperty(n) is not null)).Select(n => command + " names " + n + " of " + type.Name + ", and there is none"));
                foreach (Type t in reached)
                {
                    (told.TryGetValue(t, out HashSet<string>? known) ? known : told[t] = []).UnionWith(names);
                }
            }
        }

        Type[] all = [.. ExamplePage.Commands.SelectMany(help.OutputTypes).SelectMany(OutputProperties.Reached).Distinct()];
        wrong.AddRange(all.SelectMany(t => t.GetProperties().Where(p => !told.GetValueOrDefault(t, []).Contains(p.Name)).Select(p => "No page tells of " + t.Name + "." + p.Name)));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
        Assert.True(all.Sum(t => t.GetProperties().Length) > 400);
    }

    /// <summary>An error can be looked up by its id: on some page, with the category that it has.</summary>
    [Fact]
    public void Errors_EveryOne_StandOnAPageWithTheirCategory()
    {
        Type records = help.Cmdlets["Test-IpBlocklist"].ImplementingType.Assembly.GetType("DelistTools.Commands.ErrorRecords")!;
        Dictionary<string, ErrorCategory> categories =
            (Dictionary<string, ErrorCategory>)records.GetField("Categories", BindingFlags.Static | BindingFlags.NonPublic)!.GetValue(null)!;
        List<string> wrong = [];
        HashSet<string> told = [];
        foreach (string command in ExamplePage.Commands)
        {
            string page = Regex.Replace(File.ReadAllText(Path.Combine(Repository.Root, "docs", "en-US", command + ".md")), @"\s+", " ");
            foreach (Match several in Regex.Matches(page[page.IndexOf(" ## NOTES ", StringComparison.Ordinal)..], @"(?:`(?<id>\w+)`(?:, | and )?)+(?: \((?<category>\w+))?"))
            {
                string[] ids = [.. several.Groups["id"].Captures.Select(c => c.Value).Where(categories.ContainsKey)];
                told.UnionWith(ids);
                if (Enum.TryParse(several.Groups["category"].Value, out ErrorCategory category))
                {
                    wrong.AddRange(ids.Where(i => categories[i] != category).Select(i => command + " says " + category + " of " + i + ", which is " + categories[i]));
                }
            }
        }

        // These are warnings, of which docs/streams.md tells.
        string[] warnings = ["CaseImportedBeside", "CaseNotPossible", "CaseNotWorthIt", "ListFileKept", "ListFileLinesLeftOut", "ReplyKnown", "SweepLeft"];
        wrong.AddRange(categories.Keys.Except(told).Except(warnings).Select(i => "No page tells of " + i));
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    private static bool Own(CmdletInfo cmdlet, string parameter) =>
        parameter is not ("WhatIf" or "Confirm") && cmdlet.ImplementingType.GetProperty(parameter) is { CanRead: true };

    /// <summary>What is taken, as text; null where words say it, or nothing is.</summary>
    private static string? Default(CmdletInfo cmdlet, object fresh, string parameter)
    {
        object? value = cmdlet.ImplementingType.GetProperty(parameter)!.GetValue(fresh);
        bool given = value switch
        {
            // Set-DelistingCase looks whether a state was named.
            Enum state => Enum.IsDefined(state.GetType(), state) && (cmdlet.Name, parameter) != ("Set-DelistingCase", "State"),
            double => true,
            int number => number != 0,
            string text => text.Length > 0,
            string[] texts => texts.Length > 0,
            _ => false,
        };
        return !given ? null : value is string[] several ? string.Join(", ", several) : Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    private static string Text(PSObject item, string name) => item.Properties[name]?.Value?.ToString()?.Trim() ?? "";

    private static IReadOnlyList<PSObject> Items(PSObject item, string group, string name) =>
        item.Properties[group]?.Value is PSObject found && found.Properties[name]?.Value is { } value
            ? [.. LanguagePrimitives.GetEnumerable(value)?.Cast<object>().Select(PSObject.AsPSObject) ?? [PSObject.AsPSObject(value)]]
            : [];

    private static string Texts(PSObject item, string group, string name) => item.Properties[group]?.Value is { } value
        ? string.Concat((LanguagePrimitives.GetEnumerable(value)?.Cast<object>() ?? [value]).Select(t => Text(PSObject.AsPSObject(t), name)))
        : "";

    private static string Squeeze(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
