using System;
using System.IO;

namespace DelistTools.Lab;

/// <summary>Where the repository lies. Looked for from the running assembly upward: a deterministic build hides where the sources were.</summary>
public static class RepositoryFolder
{
    /// <summary>The folder of the solution.</summary>
    /// <exception cref="InvalidOperationException">The program does not run from within the repository.</exception>
    public static string Path { get; } = Find();

    private static string Find()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "DelistTools.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Run this from within the repository: no DelistTools.sln lies above " + AppContext.BaseDirectory);
    }
}
