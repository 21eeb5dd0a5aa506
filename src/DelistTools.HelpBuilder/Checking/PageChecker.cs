using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Compares the pages with the compiled module.</summary>
internal static class PageChecker
{
    /// <summary>Everything on which pages and cmdlets disagree; empty when the help can be built.</summary>
    /// <param name="module">The compiled module.</param>
    /// <param name="pages">All pages of the folder.</param>
    /// <param name="docsFolder">The folder, to name the pages that are missing.</param>
    /// <param name="culture">The culture that the pages must state.</param>
    internal static IReadOnlyList<Finding> Check(
        CompiledModule module, IReadOnlyList<Page> pages, string docsFolder, string culture)
    {
        var findings = new List<Finding>();
        foreach (CompiledCommand command in module.Commands.Where(c => pages.All(p => p.CommandName != c.Name)))
        {
            findings.Add(new Finding(
                System.IO.Path.Combine(docsFolder, command.Name + ".md"),
                0,
                command.Name,
                "a page for this exported cmdlet",
                "none",
                $"Write one: start with 'new --command {command.Name}'."));
        }

        foreach (Page page in pages)
        {
            CompiledCommand? command = module.Commands.FirstOrDefault(c => c.Name == page.CommandName);
            findings.AddRange(command is null
                ? [Orphan(page, module)]
                : CheckPage(module, command, page, culture));
        }

        return findings;
    }

    private static Finding Orphan(Page page, CompiledModule module)
    {
        return new Finding(
            page.Path,
            0,
            page.CommandName,
            $"the name of a cmdlet that {module.Name} exports",
            "none of that name",
            "Rename or delete the page, or export the cmdlet in the module's manifests; letter case counts.");
    }

    private static IReadOnlyList<Finding> CheckPage(
        CompiledModule module, CompiledCommand command, Page page, string culture)
    {
        var findings = new FindingCollector(page.Path);
        FrontMatterChecker.Check(module, command, page, culture, findings);
        PlaceholderChecker.Check(page, findings);
        if (page.Titles.Count != 1 || page.Titles[0] != command.Name)
        {
            findings.Add(
                1, "title", $"one first-level heading '# {command.Name}'", Join(page.Titles), "Let the heading name the cmdlet.");
        }

        CheckSections(command, page, findings);
        SyntaxChecker.Check(command, page, findings);
        ParameterChecker.Check(command, page, findings);
        ExampleChecker.Check(page, findings);
        TypeChecker.Check(command, page, findings);
        LinkChecker.Check(page, findings);
        return findings.Findings;
    }

    private static void CheckSections(CompiledCommand command, Page page, FindingCollector findings)
    {
        string[] names = page.Sections.Select(s => s.Title).ToArray();
        if (!names.SequenceEqual(SectionNames.InOrder))
        {
            // The first difference is enough: every later section is out of place because of it.
            int i = names.Zip(SectionNames.InOrder).TakeWhile(p => p.First == p.Second).Count();
            findings.Add(
                i < names.Length ? page.Sections[i].Line : page.Text.Count(c => c == '\n'),
                "sections",
                i < SectionNames.InOrder.Count ? $"'## {SectionNames.InOrder[i]}'" : "no further section",
                i < names.Length ? $"'## {names[i]}'" : "the end of the page",
                $"Keep these sections, each once, in this order: {string.Join(", ", SectionNames.InOrder)}.");
        }

        foreach (string name in new[] { SectionNames.Synopsis, SectionNames.Description, SectionNames.Aliases })
        {
            PagePart? section = page.Section(name);
            if (section is not null && PlainText.Paragraphs(section.Body).Count == 0)
            {
                findings.Add(section.Line, name, "at least one sentence", "nothing", "Write it.");
            }
        }

        PagePart? aliases = page.Section(SectionNames.Aliases);
        string named = aliases is null ? string.Empty : string.Join(' ', PlainText.Paragraphs(aliases.Body));
        foreach (string alias in command.Aliases.Where(a => aliases is not null && !named.Contains(a, StringComparison.Ordinal)))
        {
            findings.Add(aliases!.Line, SectionNames.Aliases, $"the alias '{alias}'", "none of that name", "Name it.");
        }
    }

    private static string Join(IReadOnlyCollection<string> titles)
    {
        return titles.Count == 0 ? "none" : string.Join(", ", titles.Select(t => $"'# {t}'"));
    }
}
