using System.IO;
using System.Text;

namespace DelistTools.Catalog;

/// <summary>Writes a file that holds secrets.</summary>
internal static class OwnerOnlyFile
{
    /// <summary>
    /// Replaces the file whole or leaves it as it was. On Unix only the owner may read it, from its first byte on;
    /// on Windows it inherits the rights of the user's profile.
    /// </summary>
    internal static void Replace(string path, string text)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        string fresh = Path.Combine(folder, Path.GetRandomFileName());
        try
        {
            using (FileStream stream = Create(fresh))
            {
                byte[] bytes = new UTF8Encoding(false).GetBytes(text);
                stream.Write(bytes, 0, bytes.Length);
                stream.Flush(true);
            }

            if (File.Exists(path))
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

    /// <summary>Makes an empty file; fails where there is one.</summary>
    internal static FileStream Create(string path)
    {
#if NET
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!System.OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        return new FileStream(path, FileMode.CreateNew, FileAccess.Write);
#endif
    }
}
