using System;

namespace DelistTools.Shell.Arguments;

/// <summary>The command line cannot be understood; the message says which part of it and what would be.</summary>
internal sealed class UsageException : Exception
{
    internal UsageException(string message)
        : base(message)
    {
    }
}
