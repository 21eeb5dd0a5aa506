using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Examples must exist, count from 1, have a title and show code.</summary>
internal static partial class ExampleChecker
{
    internal static void Check(Page page, FindingCollector findings)
    {
        PagePart? section = page.Section(SectionNames.Examples);
        if (section is null)
        {
            return;
        }

        if (section.Parts.Count == 0)
        {
            findings.Add(
                section.Line, SectionNames.Examples, "at least one '### Example 1: title'", "none",
                "Show the call that most readers come for.");
        }

        for (int i = 0; i < section.Parts.Count; i++)
        {
            PagePart example = section.Parts[i];
            Match match = Heading().Match(example.Title);
            if (!match.Success || match.Groups["number"].Value != $"{i + 1}")
            {
                findings.Add(
                    example.Line, SectionNames.Examples, $"'### Example {i + 1}: title'", $"'### {example.Title}'",
                    "Number the examples from 1 and say in the title what each is for.");
            }

            if (!example.CodeBlocks.Any())
            {
                findings.Add(
                    example.Line, $"{SectionNames.Examples}, {example.Title}", "a ```powershell block", "none", "Show the command.");
            }
        }
    }

    [GeneratedRegex(@"^Example (?<number>\d+): \S")]
    private static partial Regex Heading();
}
