using System.Collections.Generic;
using System.Linq;
using Markdig.Syntax;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>A heading of a page with what stands below it.</summary>
/// <param name="Title">The heading's text as written, without the number signs.</param>
/// <param name="Heading">The heading itself.</param>
/// <param name="Body">The blocks up to the next heading of the same or a higher level, without deeper parts.</param>
/// <param name="Parts">The deeper parts.</param>
/// <param name="End">The offset in the page's text at which the part ends, exclusive.</param>
internal sealed record PagePart(
    string Title,
    HeadingBlock Heading,
    IReadOnlyList<Block> Body,
    IReadOnlyList<PagePart> Parts,
    int End)
{
    /// <summary>The offset in the page's text at which the part begins.</summary>
    internal int Start => Heading.Span.Start;

    /// <summary>The heading's line, counted from 1.</summary>
    internal int Line => Heading.Line + 1;

    /// <summary>The fenced code blocks directly in the body.</summary>
    internal IEnumerable<FencedCodeBlock> CodeBlocks => Body.OfType<FencedCodeBlock>();

    /// <summary>The same blocks as text.</summary>
    internal IReadOnlyList<PageCode> Codes => CodeBlocks.Select(PageCode.Of).ToArray();

    /// <summary>The yaml block that describes a parameter; null when there is none.</summary>
    internal FencedCodeBlock? YamlBlock => CodeBlocks.LastOrDefault(c => c.Info is "yaml");

    /// <summary>The body without the yaml block: what the author wrote.</summary>
    internal IEnumerable<Block> Prose => Body.Where(b => b != YamlBlock);
}
