using System;

namespace DelistTools.Mail;

/// <summary>A mailbox cannot be looked into. Unless it is an outage, the same would come of every further try.</summary>
internal sealed class MailboxException : Exception
{
    internal MailboxException(Problem problem)
        : base(problem.Id)
    {
        Problem = problem;
    }

    internal Problem Problem { get; }

    /// <summary>The server cannot be reached. It may come back.</summary>
    internal bool IsOutage => Problem.Id == "ImapConnectFailed";
}
