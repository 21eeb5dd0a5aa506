using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using DelistTools.HelpBuilder.Checking;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;

namespace DelistTools.HelpBuilder.Writing;

/// <summary>Writes the page of a cmdlet that has none: metadata filled in, prose left as placeholders.</summary>
internal static class SkeletonWriter
{
    private const string Common = """
        This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
        -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
        -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
        [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
        """;

    /// <summary>The page's text.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="command">The cmdlet.</param>
    /// <param name="culture">The culture that the front matter states.</param>
    /// <param name="date">The day that the front matter states.</param>
    internal static string Write(string module, CompiledCommand command, string culture, DateOnly date)
    {
        var text = new StringBuilder();
        text.Append("---\ndocument type: cmdlet\n");
        text.Append("external help file: ").Append(command.HelpFile).Append('\n');
        text.Append("HelpUri: ").Append(ParameterText.Scalar(command.HelpUri)).Append('\n');
        text.Append("Locale: ").Append(culture).Append('\n');
        text.Append("Module Name: ").Append(module).Append('\n');
        text.Append("ms.date: ").Append(date.ToString(FrontMatterChecker.DateFormat, CultureInfo.InvariantCulture)).Append('\n');
        text.Append("PlatyPS schema version: ").Append(FrontMatterChecker.SchemaVersion).Append('\n');
        text.Append("title: ").Append(command.Name).Append("\n---\n\n# ").Append(command.Name).Append("\n\n");
        Section(text, SectionNames.Synopsis, "{{ Fill in the Synopsis }}\n\n");
        Section(text, SectionNames.Syntax, SyntaxText.Section(command));
        Section(text, SectionNames.Aliases, Aliases(command));
        Section(text, SectionNames.Description, "{{ Fill in the Description }}\n\n");
        Section(
            text,
            SectionNames.Examples,
            "### Example 1: {{ Fill in what the example is for }}\n\n```powershell\n{{ Fill in the command }}\n```\n\n{{ Fill in the explanation }}\n\n");
        Section(
            text,
            SectionNames.Parameters,
            string.Concat(command.Parameters.Select(ParameterText.Section))
                + $"### {SectionNames.CommonParameters}\n\n{Common.ReplaceLineEndings("\n")}\n\n");
        Section(text, SectionNames.Inputs, Types(command.Parameters.Where(p => p.ByValue).Select(p => p.TypeName)));
        Section(text, SectionNames.Outputs, Types(command.OutputTypes));
        Section(text, SectionNames.Notes, "{{ Fill in the Notes, or leave the section empty }}\n\n");
        Section(text, SectionNames.RelatedLinks, "{{ Fill in the related links, or leave the section empty }}\n");
        return text.ToString();
    }

    private static void Section(StringBuilder text, string name, string body)
    {
        text.Append("## ").Append(name).Append("\n\n").Append(body);
    }

    private static string Aliases(CompiledCommand command)
    {
        return command.Aliases.Count == 0
            ? "This cmdlet has no aliases.\n\n"
            : "This cmdlet has the following aliases:\n\n" + string.Concat(command.Aliases.Select(a => $"- `{a}`\n")) + "\n";
    }

    private static string Types(IEnumerable<string> types)
    {
        string[] names = types.Distinct(StringComparer.Ordinal).ToArray();
        return names.Length == 0
            ? $"### {TypeChecker.None}\n\n"
            : string.Concat(names.Select(n => $"### {n}\n\n{{{{ Fill in the Description }}}}\n\n"));
    }
}
