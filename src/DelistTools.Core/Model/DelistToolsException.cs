using System;

namespace DelistTools;

/// <summary>What the error records of DelistTools carry. The error's id is stable; its message is not.</summary>
public sealed class DelistToolsException : Exception
{
    /// <summary>An exception without a message of its own.</summary>
    public DelistToolsException()
    {
    }

    /// <summary>An exception with a message.</summary>
    public DelistToolsException(string message)
        : base(message)
    {
    }

    /// <summary>An exception with a message and its cause.</summary>
    public DelistToolsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
