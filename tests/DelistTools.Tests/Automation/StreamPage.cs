using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using DelistTools.Tests.BuiltModule;

namespace DelistTools.Tests.Automation;

/// <summary>What docs/streams.md promises.</summary>
internal sealed class StreamPage
{
    private readonly Dictionary<string, List<WildcardPattern>> _warnings = new(StringComparer.Ordinal);

    internal StreamPage()
    {
        string? word = null;
        foreach (string line in File.ReadAllLines(Path.Combine(Repository.Root, "docs", "streams.md")))
        {
            if (line.StartsWith("| ", StringComparison.Ordinal) && line.Contains('-', StringComparison.Ordinal))
            {
                string[] cells = [.. line.Trim('|').Split('|').Select(c => c.Trim())];
                Rows.Add(cells[0], new Row(cells[1], cells[2], cells[3].Split(", ", StringSplitOptions.RemoveEmptyEntries)));
            }
            else if (line.StartsWith("- *", StringComparison.Ordinal))
            {
                word = line[3..line.IndexOf('*', 3)];
                _warnings.Add(word, []);
            }
            else if (line.StartsWith("  - `", StringComparison.Ordinal))
            {
                _warnings[word!].Add(WildcardPattern.Get(line[5..^1], WildcardOptions.CultureInvariant));
            }
        }
    }

    internal Dictionary<string, Row> Rows { get; } = new(StringComparer.Ordinal);

    internal IEnumerable<string> Words => _warnings.Keys;

    /// <summary>The page says that the cmdlet may write this.</summary>
    internal bool Allows(string cmdlet, string warning) => Rows[cmdlet].Warnings.Any(w => _warnings[w].Any(p => p.IsMatch(warning)));

    internal sealed record Row(string Progress, string Verbose, IReadOnlyList<string> Warnings);
}
