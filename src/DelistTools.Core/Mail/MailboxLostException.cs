using System;

namespace DelistTools.Mail;

/// <summary>The connection to a mailbox broke after it had been open; another one may be had.</summary>
internal sealed class MailboxLostException : Exception
{
    internal MailboxLostException(string message)
        : base(message)
    {
    }
}
