using MailKit;

namespace DelistTools.Mail;

/// <summary>A folder of a mailbox that can be opened.</summary>
internal sealed class MailboxFolder
{
    internal MailboxFolder(IMailFolder source, FolderRole role)
    {
        Source = source;
        Role = role;
    }

    internal IMailFolder Source { get; }

    internal FolderRole Role { get; }

    /// <summary>The full name, as the server has it.</summary>
    internal string Name => Source.FullName;
}
