using System.IO;
using DelistTools.Lab;

namespace DelistTools.Tests.BuiltModule;

/// <summary>Where things lie.</summary>
internal static class Repository
{
    internal static string Root { get; } = RepositoryFolder.Path;

    internal static string ModuleFolder { get; } = Path.Combine(Root, "artifacts", "module", "DelistTools");

    internal static string Manifest { get; } = Path.Combine(ModuleFolder, "DelistTools.psd1");
}
