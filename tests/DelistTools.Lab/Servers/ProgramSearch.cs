using System;
using System.Collections.Generic;
using System.IO;

namespace DelistTools.Lab;

/// <summary>Finds a server program as an administrator's shell would.</summary>
internal static class ProgramSearch
{
    // Debian leaves the sbin folders out of an ordinary user's PATH.
    private static readonly string[] SystemFolders = ["/usr/sbin", "/usr/local/sbin", "/sbin"];

    // Postfix keeps the programs that its own commands start apart.
    private static readonly string[] PostfixFolders = ["/usr/lib/postfix/sbin", "/usr/libexec/postfix"];

    /// <summary>The full path of a program.</summary>
    /// <exception cref="LabServerMissingException">It is in no folder that is searched.</exception>
    public static string Find(string program) =>
        Find(program, Environment.GetEnvironmentVariable("PATH") ?? string.Empty, SystemFolders);

    /// <summary>The full path of one of Postfix' own programs.</summary>
    /// <exception cref="LabServerMissingException">Postfix is not installed.</exception>
    public static string FindPostfix(string program)
    {
        Find("postfix");
        return Find(program, string.Empty, PostfixFolders);
    }

    internal static string Find(string program, string path, IEnumerable<string> systemFolders)
    {
        var folders = new List<string>(path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries));
        folders.AddRange(systemFolders);
        foreach (var folder in folders)
        {
            var candidate = Path.Combine(folder, program);
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new LabServerMissingException(program);
    }
}
