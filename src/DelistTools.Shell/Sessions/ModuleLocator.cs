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
}
