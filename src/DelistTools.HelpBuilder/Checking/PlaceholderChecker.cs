using System;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Finds what a skeleton left for the author to fill in.</summary>
internal static partial class PlaceholderChecker
{
    internal static void Check(Page page, FindingCollector findings)
    {
        PagePart[] parts = page.Sections.SelectMany(s => s.Parts.Prepend(s)).ToArray();
        foreach (Match match in DoubleBraces().Matches(page.Text))
        {
            PagePart? part = parts.LastOrDefault(p => p.Heading.Span.Start <= match.Index && match.Index < p.End);
            bool isCode = part is not null
                && part.CodeBlocks.Any(c => c.Span.Start <= match.Index && match.Index <= c.Span.End);
            // In code only by its first word: PowerShell's own format strings double their braces too.
            if (isCode && !SkeletonText().IsMatch(match.Value))
            {
                continue;
            }

            findings.Add(
                page.Text.AsSpan(0, match.Index).Count('\n') + 1,
                part?.Title ?? "page",
                "the author's text",
                $"the placeholder '{match.Value}'",
                "Replace it.");
        }
    }

    [GeneratedRegex(@"\{\{[^{}\n]*\}\}")]
    private static partial Regex DoubleBraces();

    [GeneratedRegex(@"^\{\{\s*(Fill|Add|Insert)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SkeletonText();
}
