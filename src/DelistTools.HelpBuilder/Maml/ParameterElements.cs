using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Text;
using DelistTools.HelpBuilder.Writing;
using static DelistTools.HelpBuilder.Maml.MamlNames;

namespace DelistTools.HelpBuilder.Maml;

/// <summary>A parameter in the two places where MAML has it: in each syntax, and in the list.</summary>
internal static class ParameterElements
{
    /// <summary>The parameter as one set takes it.</summary>
    internal static XElement InSyntax(CompiledParameter parameter, CompiledParameterUse use, Page page)
    {
        XElement element = Element(parameter, page, use.IsRequired, use.PositionText, [use]);
        // Without a value the syntax shows a bare switch.
        if (!parameter.IsSwitch)
        {
            if (parameter.AcceptedValues.Count > 0)
            {
                element.Add(new XElement(
                    CommandNs + "parameterValueGroup",
                    parameter.AcceptedValues.Select(v => Value(v, use.IsRequired))));
            }

            element.Add(Value(parameter.TypeName, use.IsRequired));
        }

        AddTypeAndDefault(element, parameter, page);
        return element;
    }

    /// <summary>The parameter in the list: required if any set requires it, with the position in its first set.</summary>
    internal static XElement InParameters(CompiledParameter parameter, Page page)
    {
        bool required = parameter.Uses.Any(u => u.IsRequired);
        XElement element = Element(parameter, page, required, parameter.Uses[0].PositionText, parameter.Uses);
        element.Add(Value(parameter.TypeName, required));
        AddTypeAndDefault(element, parameter, page);
        if (parameter.AcceptedValues.Count > 0)
        {
            element.Add(new XElement(
                DevNs + "possibleValues",
                parameter.AcceptedValues.Select(v => new XElement(
                    DevNs + "possibleValue", new XElement(DevNs + "value", v)))));
        }

        return element;
    }

    private static XElement Element(
        CompiledParameter parameter,
        Page page,
        bool required,
        string position,
        IReadOnlyList<CompiledParameterUse> uses)
    {
        return new XElement(
            CommandNs + "parameter",
            new XAttribute("required", ParameterText.Boolean(required)),
            new XAttribute("variableLength", "true"),
            new XAttribute("globbing", ParameterText.Boolean(parameter.SupportsWildcards)),
            new XAttribute("pipelineInput", PipelineInput(uses)),
            new XAttribute("position", position),
            new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
            new XElement(MamlNs + "name", parameter.Name),
            Paragraphs(
                MamlNs + "description",
                Part(parameter, page) is { } part ? PlainText.Paragraphs(part.Prose) : []));
    }

    private static string PipelineInput(IReadOnlyList<CompiledParameterUse> uses)
    {
        bool byName = uses.Any(u => u.ByPropertyName);
        bool byValue = uses.Any(u => u.ByValue);
        return (byName, byValue) switch
        {
            (true, true) => "True (ByPropertyName, ByValue)",
            (true, false) => "True (ByPropertyName)",
            (false, true) => "True (ByValue)",
            _ => "False",
        };
    }

    private static XElement Value(string text, bool required)
    {
        return new XElement(
            CommandNs + "parameterValue",
            new XAttribute("required", ParameterText.Boolean(required)),
            new XAttribute("variableLength", "false"),
            text);
    }

    private static void AddTypeAndDefault(XElement element, CompiledParameter parameter, Page page)
    {
        element.Add(new XElement(
            DevNs + "type",
            new XElement(MamlNs + "name", parameter.TypeName),
            new XElement(MamlNs + "uri")));
        string value = DefaultValue(parameter, page);
        element.Add(new XElement(DevNs + "defaultValue", value.Length == 0 ? "None" : value));
    }

    private static string DefaultValue(CompiledParameter parameter, Page page)
    {
        string? yaml = Part(parameter, page)?.YamlBlock?.Lines.ToString();
        return (yaml is null ? null : YamlMap.Parse(yaml, out _)?.Scalar("DefaultValue")) ?? string.Empty;
    }

    private static PagePart? Part(CompiledParameter parameter, Page page)
    {
        return page.PartsOf(SectionNames.Parameters).FirstOrDefault(p => p.Title == "-" + parameter.Name);
    }
}
