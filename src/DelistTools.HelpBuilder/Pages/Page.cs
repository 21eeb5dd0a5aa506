using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.HelpBuilder.Pages;

/// <summary>One markdown page of a cmdlet.</summary>
/// <param name="Path">The file, as messages name it.</param>
/// <param name="Text">The whole text, lines ended by a line feed.</param>
/// <param name="FrontMatter">The text between the two lines of dashes; null when the page has none.</param>
/// <param name="Titles">The first-level headings.</param>
/// <param name="Sections">The second-level headings with their parts.</param>
internal sealed record Page(
    string Path,
    string Text,
    string? FrontMatter,
    IReadOnlyList<string> Titles,
    IReadOnlyList<PagePart> Sections)
{
    /// <summary>The cmdlet that the file's name promises.</summary>
    internal string CommandName => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The first section of that name; null when there is none.</summary>
    internal PagePart? Section(string name)
    {
        return Sections.FirstOrDefault(s => string.Equals(s.Title, name, StringComparison.Ordinal));
    }

    /// <summary>The parts of a section; empty when the page lacks the section.</summary>
    internal IReadOnlyList<PagePart> PartsOf(string section)
    {
        return Section(section)?.Parts ?? [];
    }
}
