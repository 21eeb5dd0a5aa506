using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>
/// Reads an entry of the section <c>listNames</c>: the id of a list, and the names by which replies call it where they do
/// not name its zone.
/// </summary>
internal static class ListNameReader
{
    internal const string Section = "listNames";

    internal static KeyValuePair<string, IReadOnlyList<string>> Read(EntryReader entry)
    {
        IReadOnlyList<string> names = entry.TextList("names");
        return names.Count > 0
            ? new KeyValuePair<string, IReadOnlyList<string>>(entry.Id, names)
            : throw entry.Error("names", "expected at least one name.");
    }
}
