using System;
using System.IO;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Related links must be links, and those to other pages must lead to one.</summary>
internal static class LinkChecker
{
    internal static void Check(Page page, FindingCollector findings)
    {
        PagePart? section = page.Section(SectionNames.RelatedLinks);
        if (section is null)
        {
            return;
        }

        foreach (RelatedLink link in RelatedLinks.Of(section))
        {
            if (link.IsAbsolute)
            {
                continue;
            }

            string target = Path.Combine(Path.GetDirectoryName(page.Path) ?? string.Empty, link.Uri);
            if (link.Uri.Length == 0 || !File.Exists(target))
            {
                findings.Add(
                    section.Line,
                    $"{SectionNames.RelatedLinks}, {link.Text}",
                    "an address that begins with http, or the file of another page",
                    $"'{link.Uri}'",
                    "Correct the link.");
            }
        }

        if (RelatedLinks.HasOtherText(section))
        {
            findings.Add(
                section.Line, SectionNames.RelatedLinks, "nothing but '- [Text](url)' lines", "other text",
                "Get-Help shows only links here: move the text to NOTES.");
        }
    }
}
