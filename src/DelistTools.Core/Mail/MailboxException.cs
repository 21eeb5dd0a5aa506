using System;

namespace DelistTools.Mail;

/// <summary>A mailbox cannot be looked into at all. The same would come of every further try.</summary>
internal sealed class MailboxException : Exception
{
    internal MailboxException(Problem problem)
        : base(problem.Id)
    {
        Problem = problem;
    }

    internal Problem Problem { get; }
}
