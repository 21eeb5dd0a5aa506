using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Writing;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Compares the SYNTAX section with the compiled parameter sets. Where lines break does not count.</summary>
internal static class SyntaxChecker
{
    internal static void Check(CompiledCommand command, Page page, FindingCollector findings)
    {
        PagePart? section = page.Section(SectionNames.Syntax);
        if (section is null)
        {
            return;
        }

        // PlatyPS marks the only set of a cmdlet as the default in some versions and not in others.
        Dictionary<string, PagePart[]> parts = section.Parts
            .GroupBy(p => p.Title == CompiledSet.All + " (Default)" ? CompiledSet.All : p.Title)
            .ToDictionary(g => g.Key, g => g.ToArray(), StringComparer.Ordinal);
        findings.SameMembers(
            section.Line,
            SectionNames.Syntax,
            command.Sets.Select(s => s.Heading).ToArray(),
            parts.SelectMany(p => p.Value.Select(_ => p.Key)).ToArray(),
            FindingCollector.RunUpdate);

        foreach (CompiledSet set in command.Sets)
        {
            foreach (PagePart part in parts.GetValueOrDefault(set.Heading, []))
            {
                string[] blocks = part.CodeBlocks.Select(b => OneLine(b.Lines.ToString())).ToArray();
                findings.Same(
                    part.Line,
                    $"{SectionNames.Syntax}, {set.Heading}",
                    OneLine(SyntaxText.Line(command, set)),
                    blocks.Length == 1 ? blocks[0] : $"{blocks.Length} code blocks",
                    FindingCollector.RunUpdate);
            }
        }
    }

    private static string OneLine(string text)
    {
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
