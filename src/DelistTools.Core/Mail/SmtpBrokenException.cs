using System;

namespace DelistTools.Mail;

/// <summary>A connection broke within a reply; what had come of it by then is kept.</summary>
internal sealed class SmtpBrokenException : Exception
{
    internal SmtpBrokenException(SmtpAnswer answer, Exception cause)
        : base(answer.Detail, cause)
    {
        Answer = answer;
    }

    internal SmtpAnswer Answer { get; }
}
