using System;
using System.IO;

namespace DelistTools.Shell.Sessions;

/// <summary>Finds the module that the shell loads at its start.</summary>
internal static class ModuleLocator
{
    internal const string Variable = "DELISTTOOLS_MODULE";

    private static readonly string BuiltModule = Path.Combine("artifacts", "module", "DelistTools", "DelistTools.psd1");

    /// <summary>The built module in the first folder, from the given one upwards, that has one; null when none has.</summary>
    internal static string? FindBuilt(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, BuiltModule);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <summary>
    /// The folder to look in for the module by its name: <c>/m</c> for <c>/m/Name/Name.psd1</c>. Null for a module that
    /// lies anywhere else: the engine searches such a folder with all its subfolders, which must not be a whole disk.
    /// </summary>
    internal static string? FolderOfModules(string path)
    {
        DirectoryInfo? own = File.Exists(path) ? new FileInfo(path).Directory : null;
        return own is not null && string.Equals(own.Name, Path.GetFileNameWithoutExtension(path), StringComparison.OrdinalIgnoreCase)
            ? own.Parent?.FullName
            : null;
    }
}
