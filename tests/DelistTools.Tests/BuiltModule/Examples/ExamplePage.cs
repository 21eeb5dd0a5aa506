using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.Tests.BuiltModule.Examples;

/// <summary>A help page as the help builder reads it, for its examples.</summary>
internal sealed class ExamplePage
{
    private readonly Page _page;

    private ExamplePage(Page page)
    {
        _page = page;
        Examples = [.. page.PartsOf(SectionNames.Examples).Select(Read)];
    }

    /// <summary>The pages of all cmdlets, in the order of their names.</summary>
    internal static IReadOnlyList<string> Commands { get; } =
        [.. PageReader.ReadFolder(Folder).Select(p => p.CommandName)];

    internal string Command => _page.CommandName;

    internal IReadOnlyList<HelpExample> Examples { get; }

    private static string Folder => Path.Combine(Repository.Root, "docs", "en-US");

    internal static ExamplePage Of(string command) => new(PageReader.ReadFile(Path.Combine(Folder, command + ".md")));

    /// <summary>Writes the page with these outputs in place of its own; an empty one takes the block away.</summary>
    /// <param name="outputs">By the examples' numbers; the others stay.</param>
    internal void Rewrite(IReadOnlyDictionary<int, string> outputs)
    {
        string text = _page.Text;
        foreach (HelpExample example in Examples.Reverse().Where(e => outputs.ContainsKey(e.Number)))
        {
            string output = outputs[example.Number];
            string block = output.Length == 0 ? "" : "\n\n```output\n" + output + "\n```";
            text = text[..example.Code.End] + block + text[(example.Output ?? example.Code).End..];
        }

        File.WriteAllText(_page.Path, text);
    }

    private static HelpExample Read(PagePart part, int index) => new(index + 1, part.Codes[0], part.Codes.Skip(1).FirstOrDefault());
}
