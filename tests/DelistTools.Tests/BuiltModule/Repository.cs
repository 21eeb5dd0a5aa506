using System;
using System.IO;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Where things lie. Looked for from the test assembly upward: a deterministic build hides where the sources were.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot();

    internal static string ModuleFolder { get; } = Path.Combine(Root, "artifacts", "module", "DelistTools");

    internal static string Manifest { get; } = Path.Combine(ModuleFolder, "DelistTools.psd1");

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DelistTools.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run from within the repository.");
    }
}
