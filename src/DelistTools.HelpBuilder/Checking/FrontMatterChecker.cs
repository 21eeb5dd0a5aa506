using System;
using System.Globalization;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Compares a page's front matter with PlatyPS schema 2024-05-01 and the compiled cmdlet.</summary>
internal static class FrontMatterChecker
{
    internal const string SchemaVersion = "2024-05-01";
    internal const string DateFormat = "MM/dd/yyyy";
    private const string Where = "front matter";

    internal static void Check(
        CompiledModule module, CompiledCommand command, Page page, string culture, FindingCollector findings)
    {
        if (page.FrontMatter is null)
        {
            findings.Add(1, Where, "a block between two lines '---' at the top", "none", "Take it from a page made by 'new'.");
            return;
        }

        YamlMap? map = YamlMap.Parse(page.FrontMatter, out string? error);
        if (map is null)
        {
            findings.Add(1, Where, "yaml", error!, "Correct it, or take it from a page made by 'new'.");
            return;
        }

        Field(map, "document type", "cmdlet", page, findings);
        Field(map, "external help file", command.HelpFile, page, findings);
        Field(map, "Locale", culture, page, findings);
        Field(map, "Module Name", module.Name, page, findings);
        Field(map, "PlatyPS schema version", SchemaVersion, page, findings);
        Field(map, "title", command.Name, page, findings);
        Field(map, "HelpUri", command.HelpUri, page, findings);

        string? date = map.Scalar("ms.date");
        if (!DateTime.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
        {
            findings.Add(
                LineOf(page, "ms.date"),
                $"{Where}, ms.date",
                $"a date as {DateFormat}",
                date is null ? "nothing" : $"'{date}'",
                "Write the day on which the page was last reviewed.");
        }
    }

    private static void Field(YamlMap map, string name, string expected, Page page, FindingCollector findings)
    {
        findings.Same(
            LineOf(page, name),
            $"{Where}, {name}",
            expected,
            map.Scalar(name),
            name == "HelpUri" && expected.Length > 0
                ? "The value is the HelpUri of the cmdlet's [Cmdlet] attribute: change the one that is wrong."
                : "Write the expected value.");
    }

    private static int LineOf(Page page, string field)
    {
        int i = Array.FindIndex(page.Text.Split('\n'), l => l.StartsWith(field + ":", StringComparison.Ordinal));
        return i < 0 ? 1 : i + 1;
    }
}
