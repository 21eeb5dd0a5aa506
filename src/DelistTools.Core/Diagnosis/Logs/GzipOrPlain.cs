using System.IO;

namespace DelistTools.Diagnosis;

/// <summary>Opens a log as it stands in the folder: plain, or compressed by gzip once it was rotated away, whatever its name is.</summary>
internal static class GzipOrPlain
{
    /// <summary>Opens a file that others may write, rename and delete meanwhile.</summary>
    /// <exception cref="IOException">It could not be opened.</exception>
    /// <exception cref="System.UnauthorizedAccessException">It may not be read.</exception>
    internal static Stream Open(string path)
    {
        FileStream file = OpenShared(path);
        try
        {
            bool isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
            file.Position = 0;
            return isGzip ? new GzipMembers(file) : file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Without a buffer of its own: who reads has a larger one.</summary>
    internal static FileStream OpenShared(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1, FileOptions.SequentialScan);
}
