using System.Linq;
using DelistTools.HelpBuilder.Compiled;
using DelistTools.HelpBuilder.Pages;
using DelistTools.HelpBuilder.Writing;

namespace DelistTools.HelpBuilder.Checking;

/// <summary>Compares the yaml block of one parameter with the compiled one.</summary>
internal static class ParameterYamlChecker
{
    internal static void Check(CompiledParameter parameter, YamlMap map, int line, string where, FindingCollector findings)
    {
        void Scalar(YamlMap from, string place, string field, string expected)
        {
            findings.Same(line, $"{place}, {field}", expected, from.Scalar(field), FindingCollector.RunUpdate);
        }

        Scalar(map, where, "Type", parameter.TypeName);
        Scalar(map, where, "SupportsWildcards", ParameterText.Boolean(parameter.SupportsWildcards));
        Scalar(map, where, "DontShow", ParameterText.Boolean(parameter.DontShow));
        Scalar(map, where, "HelpMessage", parameter.HelpMessage);
        findings.SameMembers(line, where + ", Aliases", parameter.Aliases, map.List("Aliases"), FindingCollector.RunUpdate);
        findings.SameMembers(
            line, where + ", AcceptedValues", parameter.AcceptedValues, map.List("AcceptedValues"), FindingCollector.RunUpdate);
        if (map.Scalar("DefaultValue") is null)
        {
            findings.Add(
                line, where + ", DefaultValue", "the value that is taken when none is given, or ''", "nothing", "Write it.");
        }

        YamlMap[] sets = map.Maps("ParameterSets")?.ToArray() ?? [];
        findings.SameMembers(
            line,
            where + ", ParameterSets",
            parameter.Uses.Select(u => u.SetName).ToArray(),
            sets.Select(s => s.Scalar("Name") ?? "(no Name)").ToArray(),
            FindingCollector.RunUpdate);
        foreach (CompiledParameterUse use in parameter.Uses)
        {
            foreach (YamlMap set in sets.Where(s => s.Scalar("Name") == use.SetName))
            {
                string place = $"{where}, ParameterSets {use.SetName}";
                Scalar(set, place, "Position", use.PositionText);
                Scalar(set, place, "IsRequired", ParameterText.Boolean(use.IsRequired));
                Scalar(set, place, "ValueFromPipeline", ParameterText.Boolean(use.ByValue));
                Scalar(set, place, "ValueFromPipelineByPropertyName", ParameterText.Boolean(use.ByPropertyName));
                Scalar(set, place, "ValueFromRemainingArguments", ParameterText.Boolean(use.Remaining));
            }
        }
    }
}
