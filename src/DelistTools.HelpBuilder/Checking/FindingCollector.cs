using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Gathers the findings on one page.</summary>
/// <param name="file">The page.</param>
internal sealed class FindingCollector(string file)
{
    /// <summary>What to do when only generated text is wrong.</summary>
    internal const string RunUpdate = "Run 'update', which rewrites generated text and leaves the prose alone.";

    private readonly List<Finding> _findings = [];

    internal IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Records a disagreement.</summary>
    internal void Add(int line, string where, string expected, string found, string remedy)
    {
        _findings.Add(new Finding(file, line, where, expected, found, remedy));
    }

    /// <summary>Records a disagreement unless the two texts are the same, letter case included.</summary>
    internal void Same(int line, string where, string expected, string? found, string remedy)
    {
        if (!string.Equals(expected, found, StringComparison.Ordinal))
        {
            Add(line, where, Quote(expected), found is null ? "nothing" : Quote(found), remedy);
        }
    }

    /// <summary>Records a disagreement unless the two lists hold the same texts, in any order.</summary>
    internal void SameMembers(
        int line, string where, IReadOnlyCollection<string> expected, IReadOnlyCollection<string>? found, string remedy)
    {
        if (found is null || !expected.Order(StringComparer.Ordinal).SequenceEqual(found.Order(StringComparer.Ordinal)))
        {
            Add(line, where, Quote(expected), found is null ? "nothing" : Quote(found), remedy);
        }
    }

    private static string Quote(IReadOnlyCollection<string> values)
    {
        return values.Count == 0 ? "an empty list" : string.Join(", ", values.Select(Quote));
    }

    private static string Quote(string value)
    {
        return "'" + value + "'";
    }
}
