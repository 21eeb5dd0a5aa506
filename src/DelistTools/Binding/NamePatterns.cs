using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace DelistTools.Binding;

/// <summary>Names of lists or providers from a parameter, with PowerShell's wildcards.</summary>
internal static class NamePatterns
{
    internal static IReadOnlyList<NamePattern> Of(string[]? names) =>
        names is null ? Array.Empty<NamePattern>() : names.Select(Of).ToList();

    internal static NamePattern Exact(string name)
    {
        string text = name.Trim();
        return new NamePattern(text, false, n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
    }

    internal static NamePattern Of(string name)
    {
        string text = name.Trim();
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            return Exact(text);
        }

        // Without the last one a Turk's I finds no i.
        WildcardPattern pattern = WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return new NamePattern(text, true, pattern.IsMatch);
    }
}
