using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using DelistTools.Blocklists;

namespace DelistTools.Binding;

/// <summary>Names of lists from a parameter, with PowerShell's wildcards.</summary>
internal static class ListPatterns
{
    internal static IReadOnlyList<ListPattern> Of(string[]? names) =>
        names is null ? Array.Empty<ListPattern>() : names.Select(Of).ToList();

    internal static ListPattern Exact(string name)
    {
        string text = name.Trim();
        return new ListPattern(text, false, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
    }

    internal static ListPattern Of(string name)
    {
        string text = name.Trim();
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            return Exact(text);
        }

        WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase);
        return new ListPattern(text, true, pattern.IsMatch);
    }
}
