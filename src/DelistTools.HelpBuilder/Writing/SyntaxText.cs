using System.Collections.Generic;
using System.Linq;
using System.Text;
using DelistTools.HelpBuilder.Compiled;

namespace DelistTools.HelpBuilder.Writing;

/// <summary>The SYNTAX section of a page, from the compiled cmdlet.</summary>
internal static class SyntaxText
{
    private const int Columns = 100;

    /// <summary>The body of the section: a heading and a code block per parameter set.</summary>
    internal static string Section(CompiledCommand command)
    {
        return string.Concat(command.Sets.Select(s => Block(command, s)));
    }

    /// <summary>The command line of a set in one line.</summary>
    internal static string Line(CompiledCommand command, CompiledSet set)
    {
        return (command.Name + " " + set.Syntax).Trim();
    }

    private static string Block(CompiledCommand command, CompiledSet set)
    {
        return $"### {set.Heading}\n\n```\n{Wrap(Line(command, set))}\n```\n\n";
    }

    private static string Wrap(string line)
    {
        var text = new StringBuilder();
        int column = 0;
        foreach (string item in Items(line))
        {
            if (column > 0 && column + 1 + item.Length > Columns)
            {
                text.Append('\n');
                column = 0;
            }

            // The first item of a further line keeps its blank: that is how PlatyPS indents it.
            text.Append(text.Length > 0 ? " " : string.Empty).Append(item);
            column += item.Length + 1;
        }

        return text.ToString();
    }

    // An item is a parameter with its value: a line is never broken between the two.
    private static IEnumerable<string> Items(string line)
    {
        int depth = 0;
        int start = 0;
        for (int i = 0; i < line.Length; i++)
        {
            depth += line[i] is '[' or '<' or '{' ? 1 : 0;
            depth -= line[i] is ']' or '>' or '}' ? 1 : 0;
            if (line[i] == ' ' && depth == 0 && i + 1 < line.Length && line[i + 1] is '[' or '-')
            {
                yield return line[start..i];
                start = i + 1;
            }
        }

        yield return line[start..];
    }
}
