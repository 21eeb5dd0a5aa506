using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;

namespace DelistTools.HelpBuilder.Compiled;

/// <summary>Reads one cmdlet's metadata from the engine.</summary>
internal static class CommandReader
{
    internal static CompiledCommand Read(CmdletInfo cmdlet)
    {
        Type type = cmdlet.ImplementingType;
        string[] aliases = type.GetCustomAttributes<AliasAttribute>().SelectMany(a => a.AliasNames).ToArray();
        return new CompiledCommand(
            cmdlet.Name,
            cmdlet.Verb,
            cmdlet.Noun,
            // The engine replaces the name by the full path once it has found the file.
            Path.GetFileName(cmdlet.HelpFile),
            type.GetCustomAttribute<CmdletAttribute>()?.HelpUri ?? string.Empty,
            aliases,
            cmdlet.ParameterSets.Select(ReadSet).OrderByDescending(s => s.IsDefault).ToArray(),
            cmdlet.Parameters.Values.Where(p => !IsCommon(p.Name)).Select(ReadParameter)
                .OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase).ToArray(),
            cmdlet.OutputType.Select(o => o.Name).Distinct(StringComparer.Ordinal).ToArray());
    }

    /// <summary>The engine's own common parameters; Confirm and WhatIf are not among them, and pages describe those.</summary>
    internal static bool IsCommon(string parameter)
    {
        return Cmdlet.CommonParameters.Contains(parameter);
    }

    private static CompiledSet ReadSet(CommandParameterSetInfo set)
    {
        return new CompiledSet(
            set.Name,
            set.IsDefault,
            set.ToString(),
            set.Parameters.Where(p => !IsCommon(p.Name))
                .Select((parameter, index) => (parameter, index))
                .OrderBy(p => DisplayGroup(p.parameter))
                .ThenBy(p => p.parameter.Position)
                .ThenBy(p => p.index)
                .Select(p => new CompiledSetParameter(p.parameter.Name, ReadUse(set.Name, p.parameter)))
                .ToArray());
    }

    // The engine prints positional parameters first, then the ones that must be named, then the rest.
    private static int DisplayGroup(CommandParameterInfo parameter)
    {
        if (parameter.Position != int.MinValue)
        {
            return 0;
        }

        return parameter.IsMandatory ? 1 : 2;
    }

    private static CompiledParameterUse ReadUse(string setName, CommandParameterInfo parameter)
    {
        return new CompiledParameterUse(
            setName,
            parameter.Position == int.MinValue ? null : parameter.Position,
            parameter.IsMandatory,
            parameter.ValueFromPipeline,
            parameter.ValueFromPipelineByPropertyName,
            parameter.ValueFromRemainingArguments);
    }

    private static CompiledParameter ReadParameter(ParameterMetadata parameter)
    {
        ParameterAttribute[] declared = parameter.Attributes.OfType<ParameterAttribute>().ToArray();
        return new CompiledParameter(
            parameter.Name,
            parameter.ParameterType.ToString(),
            parameter.SwitchParameter,
            parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            declared.Any(a => a.DontShow),
            parameter.Aliases.ToArray(),
            AcceptedValues(parameter),
            declared.Select(a => a.HelpMessage).FirstOrDefault(m => !string.IsNullOrEmpty(m)) ?? string.Empty,
            parameter.ParameterSets
                .Select(s => ReadUse(s.Key == CompiledSet.All ? CompiledParameterUse.AllSets : s.Key, s.Value))
                .OrderBy(u => u.SetName, StringComparer.Ordinal)
                .ToArray());
    }

    private static CompiledParameterUse ReadUse(string setName, ParameterSetMetadata set)
    {
        return new CompiledParameterUse(
            setName,
            set.Position == int.MinValue ? null : set.Position,
            set.IsMandatory,
            set.ValueFromPipeline,
            set.ValueFromPipelineByPropertyName,
            set.ValueFromRemainingArguments);
    }

    private static string[] AcceptedValues(ParameterMetadata parameter)
    {
        ValidateSetAttribute? set = parameter.Attributes.OfType<ValidateSetAttribute>().FirstOrDefault();
        if (set is not null)
        {
            return set.ValidValues.ToArray();
        }

        Type type = parameter.ParameterType;
        type = type.IsArray ? type.GetElementType()! : type;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsEnum ? Enum.GetNames(type) : [];
    }
}
