using System;
using System.Collections.Generic;
using System.Collections.ObjectModel;
using System.IO;
using System.Management.Automation;

namespace DelistTools.Commands;

/// <summary>Files and folders that a user names, as paths of the file system.</summary>
internal static class FilePaths
{
    private const string FileSystem = "FileSystem";

    /// <summary>The full paths that a path means; none, and an error, where there are none.</summary>
    /// <param name="session">Where the path is looked up.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral">No character of it is a wildcard.</param>
    /// <param name="report">Told of a path that means no file.</param>
    /// <param name="mayBeMissing">A literal path that is not there is taken all the same.</param>
    internal static IReadOnlyList<string> Resolve(
        SessionState session, string path, bool isLiteral, Action<Problem> report, bool mayBeMissing = false)
    {
        try
        {
            if (!isLiteral)
            {
                Collection<string> found = session.Path.GetResolvedProviderPathFromPSPath(path, out ProviderInfo provider);
                if (found.Count > 0 && provider.Name == FileSystem)
                {
                    return found;
                }

                report(new Problem(found.Count == 0 ? "PathNotFound" : "PathNotInFileSystem", path, path));
                return Array.Empty<string>();
            }

            string literal = session.Path.GetUnresolvedProviderPathFromPSPath(path, out ProviderInfo owner, out _);
            bool isFile = owner.Name == FileSystem;
            if (isFile && (File.Exists(literal) || Directory.Exists(literal) || mayBeMissing))
            {
                return new[] { literal };
            }

            report(new Problem(isFile ? "PathNotFound" : "PathNotInFileSystem", path, path));
        }
        catch (Exception e) when (e is ItemNotFoundException or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException or PSInvalidOperationException or PSArgumentException)
        {
            report(new Problem("PathNotFound", path, path));
        }

        return Array.Empty<string>();
    }
}
