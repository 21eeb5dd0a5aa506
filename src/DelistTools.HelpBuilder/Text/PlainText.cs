using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace DelistTools.HelpBuilder.Text;

/// <summary>
/// Turns markdown into the plain text that help files hold: marks of emphasis and code dropped, links as
/// <c>text (url)</c>, lists as lines, code as it stands.
/// </summary>
internal static class PlainText
{
    /// <summary>One text per block. The text of a list or of code has line feeds; a paragraph's own line breaks are joined.</summary>
    internal static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks)
    {
        return blocks.Select(Of).Where(t => t.Length > 0).ToArray();
    }

    /// <summary>The plain text of one block; empty for what is not shown, such as a comment.</summary>
    internal static string Of(Block block)
    {
        return block switch
        {
            LinkReferenceDefinitionGroup or ThematicBreakBlock => string.Empty,
            HtmlBlock { Type: HtmlBlockType.Comment } => string.Empty,
            CodeBlock code => code.Lines.ToString().TrimEnd(),
            ListBlock list => OfList(list),
            Table table => OfTable(table),
            LeafBlock { Inline: not null } leaf => OfInlines(leaf.Inline).Trim(),
            LeafBlock leaf => leaf.Lines.ToString().Trim(),
            ContainerBlock container => string.Join("\n\n", Paragraphs(container)),
            _ => string.Empty,
        };
    }

    /// <summary>The plain text of a run of inlines.</summary>
    internal static string OfInlines(ContainerInline inlines)
    {
        var text = new StringBuilder();
        foreach (Inline inline in inlines)
        {
            text.Append(OfInline(inline));
        }

        return text.ToString();
    }

    private static string OfInline(Inline inline)
    {
        return inline switch
        {
            LiteralInline literal => literal.Content.ToString(),
            CodeInline code => code.Content,
            LineBreakInline line => line.IsHard ? "\n" : " ",
            HtmlEntityInline entity => entity.Transcoded.ToString(),
            // Not dropped: an unescaped <zone> in prose would otherwise vanish without a word.
            HtmlInline html => html.Tag,
            AutolinkInline link => link.Url,
            LinkInline link => OfLink(link),
            ContainerInline container => OfInlines(container),
            _ => string.Empty,
        };
    }

    private static string OfLink(LinkInline link)
    {
        string text = OfInlines(link);
        if (link.IsImage || string.IsNullOrEmpty(link.Url) || link.Url == text || IsPage(link.Url))
        {
            return text;
        }

        return $"{text} ({link.Url})";
    }

    // The reader of Get-Help has the page by its name, and not the file.
    private static bool IsPage(string url) =>
        url.EndsWith(".md", StringComparison.OrdinalIgnoreCase) && !url.Contains(':', StringComparison.Ordinal);

    private static string OfList(ListBlock list)
    {
        int number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 1;
        var lines = new List<string>();
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            string mark = list.IsOrdered ? number++.ToString(CultureInfo.InvariantCulture) + ". " : "- ";
            string indent = new(' ', mark.Length);
            string[] content = string.Join('\n', Paragraphs(item)).Split('\n');
            lines.Add(mark + content[0]);
            lines.AddRange(content.Skip(1).Select(l => l.Length == 0 ? l : indent + l));
        }

        return string.Join('\n', lines);
    }

    private static string OfTable(Table table)
    {
        string[][] rows = table.OfType<TableRow>()
            .Select(r => r.OfType<TableCell>().Select(c => string.Join(' ', Paragraphs(c))).ToArray())
            .ToArray();
        int columns = rows.Max(r => r.Length);
        int[] widths = Enumerable.Range(0, columns)
            .Select(c => rows.Max(r => c < r.Length ? r[c].Length : 0))
            .ToArray();
        IEnumerable<string> lines = rows.Select(r => string.Join("  ", r.Select((t, c) => t.PadRight(widths[c]))).TrimEnd());
        string rule = string.Join("  ", widths.Select(w => new string('-', Math.Max(1, w))));
        return string.Join('\n', lines.Take(1).Append(rule).Concat(lines.Skip(1)));
    }
}
