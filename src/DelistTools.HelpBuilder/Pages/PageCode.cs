using Markdig.Syntax;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>A fenced block of a page, for readers that do not parse markdown themselves.</summary>
/// <param name="Language">What stands behind the opening fence.</param>
/// <param name="Text">The lines between the fences, ended by a line feed but for the last.</param>
/// <param name="Start">The offset of the opening fence in the page's text.</param>
/// <param name="End">The offset behind the closing fence.</param>
internal sealed record PageCode(string Language, string Text, int Start, int End)
{
    internal static PageCode Of(FencedCodeBlock block)
    {
        return new PageCode(block.Info ?? string.Empty, block.Lines.ToString().ReplaceLineEndings("\n").TrimEnd('\n'), block.Span.Start, block.Span.End + 1);
    }
}
