using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>
/// Reads an entry of the section <c>listSteps</c>: a list's id, and the way off it in its operator's own steps. They lie
/// apart from the lists, which every command reads and few commands need the steps of.
/// </summary>
internal static class ListStepsReader
{
    internal const string Section = "listSteps";

    internal static KeyValuePair<string, IReadOnlyList<StepTemplate>> Read(EntryReader entry)
    {
        IReadOnlyList<StepTemplate> steps = TemplateReader.Steps(entry);
        return steps.Count > 0
            ? new KeyValuePair<string, IReadOnlyList<StepTemplate>>(entry.Id, steps)
            : throw entry.Error("steps", "expected at least one step, or no such entry.");
    }
}
