using System;
using System.Globalization;

namespace DelistTools.ListFiles;

/// <summary>A file that cannot be used as a list: which, where in it, and why.</summary>
internal sealed class ListFileException : Exception
{
    /// <summary>The id of the error where a file cannot be read: it may be able to the next time.</summary>
    internal const string NotReadId = "ListFileNotRead";

    private ListFileException(string id, string path, int line, string reason, Exception? inner)
        : base(Describe(path, line, reason), inner)
    {
        Id = id;
        Path = path;
    }

    internal string Path { get; }

    /// <summary>The id of the error: the file cannot be read, is no list at all, or has a line that is no entry.</summary>
    internal string Id { get; }

    internal Problem Problem => new(Id, Path, Message);

    internal static ListFileException NotRead(string path, string reason, Exception? inner = null) => new(NotReadId, path, 0, reason, inner);

    internal static ListFileException Invalid(string path, string reason, Exception? inner = null) => new("ListFileInvalid", path, 0, reason, inner);

    internal static ListFileException InvalidLine(string path, int line, string reason) => new("ListFileLineInvalid", path, line, reason, null);

    /// <summary>A line and what is wrong with it.</summary>
    internal static string Describe(int line, string reason) => "line " + line.ToString(CultureInfo.InvariantCulture) + ": " + reason;

    private static string Describe(string path, int line, string reason) =>
        path + (line > 0 ? " " + Describe(line, reason) : ": " + reason);
}
