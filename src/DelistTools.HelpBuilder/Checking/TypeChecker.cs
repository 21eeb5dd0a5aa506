using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Compares the headings of INPUTS and OUTPUTS with what the cmdlet takes and declares to return.</summary>
internal static class TypeChecker
{
    /// <summary>The heading for a cmdlet that takes or returns nothing.</summary>
    internal const string None = "None";

    internal static void Check(CompiledCommand command, Page page, FindingCollector findings)
    {
        string[] byValue = command.Parameters.Where(p => p.ByValue).Select(p => p.TypeName).Distinct().ToArray();
        string[] byName = command.Parameters.Where(p => p.ByPropertyName).Select(p => p.TypeName).ToArray();
        // A parameter of type object takes more than its type tells: the author names the real ones.
        bool open = byValue.Any(t => t.TrimEnd('[', ']') is "System.Object" or "System.Management.Automation.PSObject");
        CheckSection(
            page.Section(SectionNames.Inputs),
            byValue,
            t => open || byName.Contains(t),
            "a type that a pipeline parameter takes",
            findings);
        CheckSection(
            page.Section(SectionNames.Outputs), command.OutputTypes, _ => false, "a type that [OutputType] declares", findings);
    }

    private static void CheckSection(
        PagePart? section,
        IReadOnlyCollection<string> required,
        Func<string, bool> isAllowed,
        string kind,
        FindingCollector findings)
    {
        if (section is null)
        {
            return;
        }

        string[] expected = required.Count == 0 ? [None] : required.ToArray();
        string[] found = section.Parts.Select(p => p.Title).ToArray();
        // Where nothing is required, an allowed type stands as well as the word None.
        bool isMet = required.Count == 0 && found.Any(isAllowed);
        foreach (string type in expected.Where(t => !isMet && !found.Contains(t)))
        {
            findings.Add(
                section.Line, section.Title, $"a heading '### {type}'", found.Length == 0 ? "no heading" : string.Join(", ", found),
                "Add it with a sentence on what it stands for.");
        }

        foreach (PagePart part in section.Parts)
        {
            if (!expected.Contains(part.Title) && !isAllowed(part.Title))
            {
                findings.Add(
                    part.Line, section.Title, kind, $"'### {part.Title}'", "Delete the heading, or declare the type on the cmdlet.");
            }
            else if (part.Title != None && PlainText.Paragraphs(part.Body).Count == 0)
            {
                findings.Add(part.Line, $"{section.Title}, {part.Title}", "a sentence", "nothing", "Write what the type stands for.");
            }
        }
    }
}
