using System.Collections.Generic;
using System.Linq;

namespace DelistTools.HelpBuilder.Writing;

/// <summary>A replacement in a text.</summary>
/// <param name="Start">The offset of the first character replaced.</param>
/// <param name="End">The offset after the last one; equal to <paramref name="Start"/> for an insertion.</param>
/// <param name="NewText">What stands there afterwards.</param>
internal sealed record TextEdit(int Start, int End, string NewText)
{
    /// <summary>Applies edits that do not overlap, whose offsets all mean the text as it is now.</summary>
    internal static string Apply(string text, IEnumerable<TextEdit> edits)
    {
        // From the end, so that no edit moves what another one means; insertions at one place keep their order.
        foreach (TextEdit edit in edits.OrderBy(e => e.Start).Reverse())
        {
            text = text[..edit.Start] + edit.NewText + text[edit.End..];
        }

        return text;
    }
}
