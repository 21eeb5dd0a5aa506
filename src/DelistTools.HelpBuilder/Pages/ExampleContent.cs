using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Text;
using Markdig.Syntax;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>An example in the parts that help shows one below the other.</summary>
/// <param name="Title">The heading.</param>
/// <param name="Introduction">The paragraphs before the code.</param>
/// <param name="Code">The first code block, with the blocks that follow it directly, such as its output.</param>
/// <param name="Remarks">What follows.</param>
internal sealed record ExampleContent(
    string Title, IReadOnlyList<string> Introduction, string Code, IReadOnlyList<string> Remarks)
{
    internal static ExampleContent Of(PagePart example)
    {
        Block[] before = example.Body.TakeWhile(b => b is not CodeBlock).ToArray();
        Block[] code = example.Body.Skip(before.Length).TakeWhile(b => b is CodeBlock).ToArray();
        IEnumerable<Block> after = example.Body.Skip(before.Length + code.Length);
        string title = example.Heading.Inline is null ? example.Title : PlainText.OfInlines(example.Heading.Inline);
        return new ExampleContent(
            title,
            PlainText.Paragraphs(before),
            string.Join("\n\n", PlainText.Paragraphs(code)),
            PlainText.Paragraphs(after));
    }
}
