using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>Some servers break the lines of a reply at a fixed column, in the middle of words.</summary>
internal static class HardWrap
{
    private const int Narrowest = 40;

    /// <summary>The lines, joined without a line feed where they were torn apart in a word.</summary>
    internal static string Join(string[] lines)
    {
        // Lines broken at spaces end where words happen to; broken at a column, all but the last are equally long.
        bool torn = lines.Length > 2 && lines[0].Length >= Narrowest && lines.Take(lines.Length - 1).All(l => l.Length == lines[0].Length)
            && lines[lines.Length - 1].Length <= lines[0].Length;
        return string.Join(torn ? "" : "\n", lines);
    }
}
