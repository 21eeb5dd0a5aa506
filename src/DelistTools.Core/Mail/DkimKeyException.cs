using System;

namespace DelistTools.Mail;

/// <summary>A key cannot be used for signing. Says nothing of the key itself.</summary>
internal sealed class DkimKeyException : Exception
{
    internal DkimKeyException(Exception cause)
        : base("The key cannot be used for signing: " + cause.GetType().Name)
    {
    }
}
