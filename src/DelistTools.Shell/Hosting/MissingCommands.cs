using System;
using System.Collections.Frozen;
using System.Collections.Generic;
using System.IO;

namespace DelistTools.Shell.Hosting;

/// <summary>
/// The commands that a user of PowerShell expects and the bare engine lacks: they come with the modules that only
/// <c>pwsh</c> carries.
/// </summary>
internal static class MissingCommands
{
    private static readonly FrozenDictionary<string, string> ModuleOf = Load();

    // What the language or .NET offers instead, where one short expression does.
    private static readonly FrozenDictionary<string, string> Instead = new Dictionary<string, string>
    {
        ["Get-Content"] = "[System.IO.File]::ReadAllText('path')",
        ["Get-Date"] = "[DateTime]::Now",
        ["Get-Location"] = "$PWD",
        ["Join-Path"] = "[System.IO.Path]::Combine('folder', 'name')",
        ["New-Object"] = "[TypeName]::new()",
        ["Read-Host"] = "$Host.UI.ReadLine()",
        ["Select-Object"] = "ForEach-Object Name, or $list[0..9]",
        ["Set-Location"] = "$ExecutionContext.SessionState.Path.SetLocation('path')",
        ["Test-Path"] = "[System.IO.File]::Exists('path')",
        ["Write-Host"] = "$Host.UI.WriteLine('text')",
        ["Write-Output"] = "the value by itself",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    internal static bool Contains(string name)
    {
        return ModuleOf.ContainsKey(name);
    }

    /// <summary>One line for the user who tried the command.</summary>
    /// <exception cref="KeyNotFoundException">The name is not one of these commands.</exception>
    internal static string Explain(string name)
    {
        string text = $"DelistTools.Shell lacks '{name}': it comes with {ModuleOf[name]}, which pwsh has. Run this in pwsh.";
        return Instead.TryGetValue(name, out string? instead) ? $"{text} Here: {instead}" : text;
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
