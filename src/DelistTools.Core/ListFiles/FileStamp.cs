using System;
using System.IO;

namespace DelistTools.ListFiles;

/// <summary>What tells without reading a file whether it has changed.</summary>
internal readonly struct FileStamp : IEquatable<FileStamp>
{
    private FileStamp(long length, DateTime changedAt, DateTime createdAt)
    {
        Length = length;
        ChangedAt = changedAt;
        CreatedAt = createdAt;
    }

    /// <summary>There is no such file.</summary>
    internal static FileStamp None { get; } = new(-1, default, default);

    /// <summary>Bytes; negative where there is no such file.</summary>
    internal long Length { get; }

    /// <summary>When it was last written to (UTC).</summary>
    internal DateTime ChangedAt { get; }

    /// <summary>When it came into being: a file that was put in the place of another has a time of its own.</summary>
    internal DateTime CreatedAt { get; }

    internal bool Exists => Length >= 0;

    /// <summary>The stamp of what is read under this path: behind a symbolic link, of the file that it leads to.</summary>
    /// <exception cref="IOException">The file cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be looked at.</exception>
    internal static FileStamp Of(string path)
    {
        FileInfo file = new(path);
#if NET
        // Length and times of a link are its own, and stay when the file behind it changes.
        if (file.LinkTarget is not null)
        {
            file = new FileInfo(file.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
#else
        // Here nothing but the length is to be had of what is behind a link.
        if (file.Exists && (file.Attributes & FileAttributes.ReparsePoint) != 0)
        {
            using FileStream behind = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
            return new FileStamp(behind.Length, file.LastWriteTimeUtc, file.CreationTimeUtc);
        }
#endif
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc) : None;
    }

    public bool Equals(FileStamp other) =>
        Length == other.Length && ChangedAt == other.ChangedAt && CreatedAt == other.CreatedAt;

    public override bool Equals(object? obj) => obj is FileStamp other && Equals(other);

    public override int GetHashCode() => unchecked((Length.GetHashCode() * 31) + ChangedAt.GetHashCode());
}
