using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder.Writing;

/// <summary>Brings the generated parts of a page up to date and leaves every other character as it is.</summary>
internal static class PageUpdater
{
    /// <summary>The page's new text.</summary>
    internal static string Update(CompiledCommand command, Page page)
    {
        var edits = new List<TextEdit>();
        if (page.Section(SectionNames.Syntax) is { } syntax)
        {
            edits.Add(new TextEdit(
                syntax.Heading.Span.End + 1, syntax.End, "\n\n" + SyntaxText.Section(command)));
        }

        if (page.Section(SectionNames.Parameters) is { } parameters)
        {
            foreach (CompiledParameter parameter in command.Parameters)
            {
                PagePart[] parts = parameters.Parts.Where(p => p.Title == "-" + parameter.Name).ToArray();
                edits.AddRange(parts.Length == 0
                    ? [Insertion(parameter, parameters)]
                    : parts.Select(p => Refresh(parameter, p, page)));
            }
        }

        return TextEdit.Apply(page.Text, edits);
    }

    /// <summary>Sections of parameters that the cmdlet does not have: only their author can say whether one was renamed.</summary>
    internal static IReadOnlyList<PagePart> Obsolete(CompiledCommand command, Page page)
    {
        return page.PartsOf(SectionNames.Parameters)
            .Where(p => p.Title != SectionNames.CommonParameters && command.Parameters.All(c => p.Title != "-" + c.Name))
            .ToArray();
    }

    private static TextEdit Insertion(CompiledParameter parameter, PagePart section)
    {
        // Before the first one that comes later in the alphabet, so that pages stay as PlatyPS orders them.
        PagePart? next = section.Parts.FirstOrDefault(p =>
            p.Title == SectionNames.CommonParameters
            || string.Compare(p.Title, "-" + parameter.Name, StringComparison.OrdinalIgnoreCase) > 0);
        int at = next?.Heading.Span.Start ?? section.End;
        return new TextEdit(at, at, ParameterText.Section(parameter));
    }

    private static TextEdit Refresh(CompiledParameter parameter, PagePart part, Page page)
    {
        if (part.YamlBlock is not { } block)
        {
            string before = page.Text[..part.End].EndsWith("\n\n", StringComparison.Ordinal) ? string.Empty : "\n\n";
            return new TextEdit(
                part.End, part.End, before + ParameterText.Yaml(parameter, ParameterText.InitialDefault(parameter)) + "\n\n");
        }

        string value = YamlMap.Parse(block.Lines.ToString(), out _)?.Scalar("DefaultValue")
            ?? ParameterText.InitialDefault(parameter);
        return new TextEdit(block.Span.Start, block.Span.End + 1, ParameterText.Yaml(parameter, value));
    }
}
