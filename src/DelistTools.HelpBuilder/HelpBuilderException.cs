using System;

namespace DelistTools.HelpBuilder;

/// <summary>An expected failure whose message is for the user as it stands: what happened, to what, what to do.</summary>
public sealed class HelpBuilderException : Exception
{
    /// <summary>Creates the failure with the message to show.</summary>
    public HelpBuilderException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the failure with the message to show and what caused it.</summary>
    public HelpBuilderException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates the failure without a message of its own.</summary>
    public HelpBuilderException()
    {
    }
}
