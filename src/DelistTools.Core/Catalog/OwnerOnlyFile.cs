using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace DelistTools.Catalog;

/// <summary>Writes a file that holds secrets.</summary>
internal static class OwnerOnlyFile
{
    private const string Devices = "/dev/";

    private const string SharedMemory = "/dev/shm/";

    /// <summary>
    /// Replaces the file whole or leaves it as it was. On Unix only the owner may read it, from its first byte on;
    /// on Windows it inherits the rights of the user's profile.
    /// </summary>
    internal static void Replace(string path, string text) => Replace(path, bytes => bytes.Write(text), isOver: true);

    /// <summary>The same with lines as they come, each with a line feed at its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lines">What it is to hold.</param>
    /// <param name="isOver">Whether it may take the place of a file that is there.</param>
    /// <exception cref="IOException">A file is there, or it cannot be written.</exception>
    internal static void Replace(string path, IEnumerable<string> lines, bool isOver) => Replace(
        path,
        writer =>
        {
            foreach (string line in lines)
            {
                writer.Write(line);
                writer.Write('\n');
            }
        },
        isOver);

    /// <summary>
    /// Whether the path is one of the system's devices: /dev/stdout takes text, but what takes the place of a file would take
    /// the place of the device, for everybody.
    /// </summary>
    internal static bool IsDevice(string path)
    {
        string full = Path.GetFullPath(path);
        return Path.DirectorySeparatorChar == '/' && full.StartsWith(Devices, StringComparison.Ordinal) && !full.StartsWith(SharedMemory, StringComparison.Ordinal);
    }

    private static void Replace(string path, Action<StreamWriter> write, bool isOver)
    {
        if (IsDevice(path))
        {
            throw new IOException("'" + path + "' is a device.");
        }

        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        MakeFolder(folder);
        string fresh = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            using (FileStream stream = Create(fresh))
            {
                using StreamWriter writer = new(stream, new UTF8Encoding(false), 65_536, leaveOpen: true);
                write(writer);
                writer.Flush();
                stream.Flush(true);
            }

            if (isOver && File.Exists(path))
            {
                File.Replace(fresh, path, null);
            }
            else
            {
                File.Move(fresh, path);
            }
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    /// <summary>Makes a folder that is not there yet; on Unix only the owner may look into it.</summary>
    internal static void MakeFolder(string folder)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }
#endif
        Directory.CreateDirectory(folder);
    }

    /// <summary>Makes an empty file; fails where there is one.</summary>
    internal static FileStream Create(string path)
    {
#if NET
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
#endif
    }
}
