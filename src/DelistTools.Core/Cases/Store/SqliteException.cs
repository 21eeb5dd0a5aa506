using System;

namespace DelistTools.Cases;

/// <summary>What SQLite said went wrong, or what is wrong with what it gave.</summary>
internal sealed class SqliteException : Exception
{
    internal SqliteException(int code, int systemError, string message, Exception? cause = null)
        : base(message, cause)
    {
        Code = code;
        SystemError = systemError;
    }

    /// <summary>The extended result code.</summary>
    internal int Code { get; }

    /// <summary>The system's own number of the error, where there was one.</summary>
    internal int SystemError { get; }
}
