using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>Reads markdown into pages by their headings.</summary>
internal static class PageReader
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().UsePreciseSourceLocation().Build();

    /// <summary>The pages of cmdlets in a folder: every <c>*-*.md</c> that is no about topic, in the order of their names.</summary>
    internal static IReadOnlyList<Page> ReadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return [];
        }

        return Directory.GetFiles(folder, "*.md")
            .Where(f => !Path.GetFileName(f).StartsWith("about_", StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Select(ReadFile)
            .ToArray();
    }

    /// <summary>Reads one file.</summary>
    internal static Page ReadFile(string path)
    {
        return Read(path, File.ReadAllText(path));
    }

    /// <summary>Parses markdown with the extensions that pages may use.</summary>
    internal static MarkdownDocument Parse(string text)
    {
        return Markdown.Parse(text, Pipeline);
    }

    /// <summary>Reads a page from its text.</summary>
    internal static Page Read(string path, string text)
    {
        text = text.ReplaceLineEndings("\n");
        MarkdownDocument document = Parse(text);
        var titles = new List<string>();
        var sections = new List<PagePart>();
        Block[] blocks = document.ToArray();
        for (int i = 0; i < blocks.Length; i++)
        {
            if (blocks[i] is HeadingBlock { Level: 1 } title)
            {
                titles.Add(TitleOf(title, text));
            }
            else if (blocks[i] is HeadingBlock { Level: 2 })
            {
                sections.Add(ReadPart(blocks, i, text));
            }
        }

        string? frontMatter = document.OfType<YamlFrontMatterBlock>().FirstOrDefault()?.Lines.ToString();
        return new Page(path, text, frontMatter, titles, sections);
    }

    private static PagePart ReadPart(Block[] blocks, int start, string text)
    {
        var heading = (HeadingBlock)blocks[start];
        var body = new List<Block>();
        var parts = new List<PagePart>();
        int i = start + 1;
        for (; i < blocks.Length && !(blocks[i] is HeadingBlock next && next.Level <= heading.Level); i++)
        {
            // Below the third level a heading is prose: an author may structure a long description.
            if (heading.Level == 2 && blocks[i] is HeadingBlock { Level: 3 })
            {
                parts.Add(ReadPart(blocks, i, text));
            }
            else if (parts.Count == 0)
            {
                body.Add(blocks[i]);
            }
        }

        int end = i < blocks.Length ? blocks[i].Span.Start : text.Length;
        return new PagePart(TitleOf(heading, text), heading, body, parts, end);
    }

    // As written and not as rendered: the grave accent in System.Nullable`1 is no code mark.
    private static string TitleOf(HeadingBlock heading, string text)
    {
        return text.Substring(heading.Span.Start, heading.Span.Length).Trim().TrimStart('#').Trim();
    }
}
