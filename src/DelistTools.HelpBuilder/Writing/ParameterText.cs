using System.Collections.Generic;
using System.Text;
using DelistTools.HelpBuilder.Compiled;
using YamlDotNet.Serialization;

namespace DelistTools.HelpBuilder.Writing;

/// <summary>The generated part of a parameter's section: its yaml block, and the whole section when it is new.</summary>
internal static class ParameterText
{
    private static readonly ISerializer Scalars = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    /// <summary>The default value of a parameter that the author has not described yet.</summary>
    internal static string InitialDefault(CompiledParameter parameter)
    {
        return parameter.IsSwitch ? "False" : string.Empty;
    }

    /// <summary>The section of a parameter that no page describes yet.</summary>
    internal static string Section(CompiledParameter parameter)
    {
        string prose = parameter.Name switch
        {
            "Confirm" => "Prompts you for confirmation before running the cmdlet.",
            "WhatIf" => "Runs the command in a mode that only reports what would happen without performing the actions.",
            _ => $"{{{{ Fill {parameter.Name} Description }}}}",
        };
        return $"### -{parameter.Name}\n\n{prose}\n\n{Yaml(parameter, InitialDefault(parameter))}\n\n";
    }

    /// <summary>The yaml block with its fences, without a line feed at the end.</summary>
    /// <param name="parameter">The compiled parameter.</param>
    /// <param name="defaultValue">The author's word on the default: nothing compiled tells it.</param>
    internal static string Yaml(CompiledParameter parameter, string defaultValue)
    {
        var text = new StringBuilder("```yaml\n");
        text.Append("Type: ").Append(Scalar(parameter.TypeName)).Append('\n');
        // A default that reads as another yaml type stays unquoted, as PlatyPS writes it.
        text.Append("DefaultValue: ").Append(defaultValue is "True" or "False" ? defaultValue : Scalar(defaultValue)).Append('\n');
        text.Append("SupportsWildcards: ").Append(Boolean(parameter.SupportsWildcards)).Append('\n');
        AppendList(text, "Aliases", parameter.Aliases);
        text.Append("ParameterSets:\n");
        foreach (CompiledParameterUse use in parameter.Uses)
        {
            text.Append("- Name: ").Append(Scalar(use.SetName)).Append('\n');
            text.Append("  Position: ").Append(use.PositionText).Append('\n');
            text.Append("  IsRequired: ").Append(Boolean(use.IsRequired)).Append('\n');
            text.Append("  ValueFromPipeline: ").Append(Boolean(use.ByValue)).Append('\n');
            text.Append("  ValueFromPipelineByPropertyName: ").Append(Boolean(use.ByPropertyName)).Append('\n');
            text.Append("  ValueFromRemainingArguments: ").Append(Boolean(use.Remaining)).Append('\n');
        }

        text.Append("DontShow: ").Append(Boolean(parameter.DontShow)).Append('\n');
        AppendList(text, "AcceptedValues", parameter.AcceptedValues);
        text.Append("HelpMessage: ").Append(Scalar(parameter.HelpMessage)).Append("\n```");
        return text.ToString();
    }

    /// <summary>A truth value as yaml writes it.</summary>
    internal static string Boolean(bool value)
    {
        return value ? "true" : "false";
    }

    /// <summary>A text as a yaml scalar, quoted where it would otherwise read as something else.</summary>
    internal static string Scalar(string value)
    {
        return value.Length == 0 ? "''" : Scalars.Serialize(value).TrimEnd();
    }

    private static void AppendList(StringBuilder text, string name, IReadOnlyList<string> values)
    {
        text.Append(name).Append(values.Count == 0 ? ": []\n" : ":\n");
        foreach (string value in values)
        {
            text.Append("- ").Append(Scalar(value)).Append('\n');
        }
    }
}
