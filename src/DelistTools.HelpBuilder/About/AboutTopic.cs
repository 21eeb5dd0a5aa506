using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;

namespace DelistTools.HelpBuilder.About;

/// <summary>
/// An about topic: markdown turned into the plain text that Get-Help shows as it stands. The engine takes the fifth
/// line as the topic's synopsis, so the order TOPIC, its name, an empty line, SYNOPSIS, its text is a must.
/// </summary>
internal sealed class AboutTopic
{
    private const int Columns = 80;
    private const int Indent = 4;
    private const string Short = "SYNOPSIS";
    private const string Long = "DESCRIPTION";

    private readonly string _path;
    private readonly IReadOnlyList<Block> _blocks;

    private AboutTopic(string path, IReadOnlyList<Block> blocks)
    {
        _path = path;
        _blocks = blocks;
    }

    /// <summary>The topic's name, which is the file's.</summary>
    internal string Name => Path.GetFileNameWithoutExtension(_path);

    /// <summary>The about topics in a folder, by name.</summary>
    internal static IReadOnlyList<AboutTopic> ReadFolder(string folder)
    {
        return Directory.Exists(folder)
            ? Directory.GetFiles(folder, "about_*.md").Order(StringComparer.Ordinal)
                .Select(f => Read(f, File.ReadAllText(f))).ToArray()
            : [];
    }

    /// <summary>Reads a topic from its text.</summary>
    internal static AboutTopic Read(string path, string text)
    {
        Block[] blocks = PageReader.Parse(text.ReplaceLineEndings("\n"))
            .Where(b => b is not (YamlFrontMatterBlock or LinkReferenceDefinitionGroup)).ToArray();
        return new AboutTopic(path, blocks);
    }

    /// <summary>Whether the topic begins as the engine needs it.</summary>
    internal IReadOnlyList<Finding> Check()
    {
        var findings = new FindingCollector(_path);
        findings.Same(1, "title", Name, Heading(0, 1), $"Begin the topic with '# {Name}'.");
        findings.Same(1, "sections", Short, Heading(1, 2)?.ToUpperInvariant(), $"Let '## {Short}' follow the title.");
        CheckSynopsis(findings);

        if (!_blocks.OfType<HeadingBlock>().Any(h => h.Level == 2 && string.Equals(PlainText.Of(h), Long, StringComparison.OrdinalIgnoreCase)))
        {
            findings.Add(1, "sections", $"'## {Long}'", "none", "Put the topic's text below it.");
        }

        return findings.Findings;
    }

    /// <summary>The help text.</summary>
    internal string ToPlainText()
    {
        var lines = new List<string> { "TOPIC", new string(' ', Indent) + Name };
        foreach (Block block in _blocks.Skip(1))
        {
            string text = PlainText.Of(block);
            if (text.Length == 0)
            {
                continue;
            }

            // A section's first line stands directly below its heading: the engine counts lines.
            if (!IsSectionHeading(lines[^1]) || block is HeadingBlock)
            {
                lines.Add(string.Empty);
            }

            lines.AddRange(Lines(block, text));
        }

        return string.Join('\n', lines) + "\n";
    }

    private static IEnumerable<string> Lines(Block block, string text)
    {
        return block switch
        {
            HeadingBlock { Level: <= 2 } => [text.ToUpperInvariant()],
            HeadingBlock => [new string(' ', Indent / 2) + text],
            CodeBlock => text.Split('\n').Select(l => l.Length == 0 ? l : new string(' ', 2 * Indent) + l),
            Table => text.Split('\n').Select(l => new string(' ', Indent) + l),
            _ => LineWrapper.Wrap(text, Columns, Indent),
        };
    }

    private static bool IsSectionHeading(string line)
    {
        return line.Length > 0 && line[0] != ' ';
    }

    private void CheckSynopsis(FindingCollector findings)
    {
        if (_blocks.Count < 3 || _blocks[2] is not ParagraphBlock paragraph)
        {
            findings.Add(1, Short, "one paragraph", "none", "Say in a sentence what the topic is about.");
            return;
        }

        int length = PlainText.Of(paragraph).Length;
        if (length > Columns - Indent)
        {
            findings.Add(
                paragraph.Line + 1,
                Short,
                $"a sentence of at most {Columns - Indent} characters",
                $"{length} characters",
                "Shorten it: Get-Help lists topics with one line of it, and cuts the rest off.");
        }
    }

    private string? Heading(int index, int level)
    {
        return index < _blocks.Count && _blocks[index] is HeadingBlock heading && heading.Level == level
            ? PlainText.Of(heading)
            : null;
    }
}
