using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>Reads the section RELATED LINKS.</summary>
internal static class RelatedLinks
{
    /// <summary>The links in their order, whether they stand in a list or one after the other.</summary>
    internal static IReadOnlyList<RelatedLink> Of(PagePart section)
    {
        return section.Body.SelectMany(Inlines).OfType<LinkInline>()
            .Select(l => new RelatedLink(PlainText.OfInlines(l), l.Url ?? string.Empty))
            .ToArray();
    }

    /// <summary>Whether anything but links stands there.</summary>
    internal static bool HasOtherText(PagePart section)
    {
        return section.Body.SelectMany(Inlines).OfType<LeafInline>()
            .Any(l => l is not LineBreakInline && !IsInLink(l) && !IsBlank(l) && !IsPlaceholder(l));
    }

    private static IEnumerable<Inline> Inlines(Block block)
    {
        return block switch
        {
            LeafBlock { Inline: { } inlines } => inlines.Descendants<Inline>(),
            ContainerBlock container => container.SelectMany(Inlines),
            _ => [],
        };
    }

    private static bool IsInLink(Inline inline)
    {
        for (ContainerInline? parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBlank(LeafInline inline)
    {
        return inline is LiteralInline literal && literal.Content.ToString().All(char.IsWhiteSpace);
    }

    // Found by its own check, which says more.
    private static bool IsPlaceholder(LeafInline inline)
    {
        return inline is LiteralInline literal && literal.Content.ToString().StartsWith("{{", StringComparison.Ordinal);
    }
}
