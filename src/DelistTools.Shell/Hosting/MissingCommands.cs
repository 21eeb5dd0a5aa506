using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.IO;

namespace DelistTools.Shell.Hosting;

/// <summary>
/// The commands that a user of PowerShell expects and this shell lacks: they come with modules that only <c>pwsh</c>
/// carries, and no package does.
/// </summary>
internal static class MissingCommands
{
    private static readonly FrozenDictionary<string, string> ModuleOf = Load();

    internal static bool Contains(string name)
    {
        return ModuleOf.ContainsKey(name);
    }

    /// <summary>One line for the user who tried the command.</summary>
    /// <exception cref="KeyNotFoundException">The name is not one of these commands.</exception>
    internal static string Explain(string name)
    {
        return $"DelistTools.Shell lacks '{name}': it comes with {ModuleOf[name]}, which pwsh has. Run this in pwsh.";
    }

    private static FrozenDictionary<string, string> Load()
    {
        Dictionary<string, string> result = new(StringComparer.OrdinalIgnoreCase);
        using Stream stream = typeof(MissingCommands).Assembly.GetManifestResourceStream("MissingCommands.txt")!;
        using StreamReader reader = new(stream);
        while (reader.ReadLine() is { } line)
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            foreach (string name in line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                result[name] = line[..colon];
            }
        }

        return result.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
