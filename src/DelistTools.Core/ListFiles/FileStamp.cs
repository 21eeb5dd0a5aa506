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

    /// <exception cref="IOException">The file cannot be looked at.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be looked at.</exception>
    internal static FileStamp Of(string path)
    {
        FileInfo file = new(path);
        return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc, file.CreationTimeUtc) : None;
    }

    public bool Equals(FileStamp other) =>
        Length == other.Length && ChangedAt == other.ChangedAt && CreatedAt == other.CreatedAt;

    public override bool Equals(object? obj) => obj is FileStamp other && Equals(other);

    public override int GetHashCode() => unchecked((Length.GetHashCode() * 31) + ChangedAt.GetHashCode());
}
