using System;
using System.IO;

namespace DelistTools.Lab;

/// <summary>A temporary folder that goes with its owner.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Searchable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    public ScratchFolder()
    {
        FullPath = Directory.CreateTempSubdirectory("delisttools-lab-").FullName;
        if (!OperatingSystem.IsWindows())
        {
            // Started by root, rbldnsd reads its zones as the user rbldns.
            File.SetUnixFileMode(FullPath, Searchable);
        }
    }

    public string FullPath { get; }

    /// <summary>Copies a file into the folder, readable for everybody.</summary>
    public string Copy(string source)
    {
        var target = Path.Combine(FullPath, Path.GetFileName(source));
        File.Copy(source, target);
        return MakeReadable(target);
    }

    /// <summary>Writes a file into the folder, readable for everybody.</summary>
    public string Write(string name, string text)
    {
        var target = Path.Combine(FullPath, name);
        File.WriteAllText(target, text);
        return MakeReadable(target);
    }

    /// <summary>Makes a folder in it that everybody may use: the server may run as another user.</summary>
    public string MakeFolder(string name)
    {
        var path = Directory.CreateDirectory(Path.Combine(FullPath, name)).FullName;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Searchable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        }

        return path;
    }

    public void Dispose()
    {
        if (Directory.Exists(FullPath))
        {
            Directory.Delete(FullPath, recursive: true);
        }
    }

    private static string MakeReadable(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, Readable);
        }

        return path;
    }
}
