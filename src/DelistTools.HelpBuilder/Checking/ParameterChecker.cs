using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Compares the PARAMETERS section with the compiled parameters.</summary>
internal static class ParameterChecker
{
    internal static void Check(CompiledCommand command, Page page, FindingCollector findings)
    {
        PagePart? section = page.Section(SectionNames.Parameters);
        if (section is null)
        {
            return;
        }

        foreach (CompiledParameter parameter in command.Parameters)
        {
            PagePart[] parts = section.Parts.Where(p => p.Title == "-" + parameter.Name).ToArray();
            if (parts.Length == 0)
            {
                findings.Add(
                    section.Line, Where(parameter.Name), $"a section '### -{parameter.Name}'", "none",
                    "Run 'update', which adds it, and describe the parameter.");
                continue;
            }

            foreach (PagePart extra in parts.Skip(1))
            {
                findings.Add(
                    extra.Line, Where(parameter.Name), "one section", $"another one, after line {parts[0].Line}", "Delete one of them.");
            }

            CheckPart(parameter, parts[0], findings);
        }

        foreach (PagePart part in section.Parts.Where(p => !IsKnown(command, p)))
        {
            findings.Add(
                part.Line,
                $"{SectionNames.Parameters}, {part.Title}",
                $"a parameter of {command.Name}",
                "none of that name",
                "Delete the section, or rename it as the parameter is called; letter case counts.");
        }

        CheckCommon(section, findings);
    }

    private static void CheckPart(CompiledParameter parameter, PagePart part, FindingCollector findings)
    {
        string where = Where(parameter.Name);
        if (PlainText.Paragraphs(part.Prose).Count == 0)
        {
            findings.Add(part.Line, where, "a description", "nothing", "Write what the parameter does.");
        }

        if (part.YamlBlock is null)
        {
            findings.Add(part.Line, where, "a ```yaml block", "none", FindingCollector.RunUpdate);
            return;
        }

        int line = part.YamlBlock.Line + 1;
        YamlMap? map = YamlMap.Parse(part.YamlBlock.Lines.ToString(), out string? error);
        if (map is null)
        {
            findings.Add(line, where, "yaml", error!, FindingCollector.RunUpdate);
            return;
        }

        ParameterYamlChecker.Check(parameter, map, line, where, findings);
    }

    private static void CheckCommon(PagePart section, FindingCollector findings)
    {
        PagePart? last = section.Parts.Count > 0 ? section.Parts[^1] : null;
        if (last?.Title != SectionNames.CommonParameters || PlainText.Paragraphs(last.Body).Count == 0)
        {
            findings.Add(
                last?.Line ?? section.Line,
                $"{SectionNames.Parameters}, {SectionNames.CommonParameters}",
                $"'### {SectionNames.CommonParameters}' with its paragraph as the last heading",
                last is null ? "none" : $"'### {last.Title}'",
                "Take it from a page made by 'new'.");
        }
    }

    private static bool IsKnown(CompiledCommand command, PagePart part)
    {
        return part.Title == SectionNames.CommonParameters || command.Parameters.Any(p => part.Title == "-" + p.Name);
    }

    private static string Where(string parameter)
    {
        return $"{SectionNames.Parameters}, -{parameter}";
    }
}
