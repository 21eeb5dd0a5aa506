namespace DelistTools.Mail;

/// <summary>What a folder of a mailbox is for, as far as it says where a message landed.</summary>
internal enum FolderRole
{
    Inbox,

    /// <summary>What the server or its user takes for unwanted.</summary>
    Junk,

    /// <summary>A folder that mail is sorted into.</summary>
    Other,

    Trash,

    /// <summary>All mail, wherever else it is (RFC 6154).</summary>
    All,

    /// <summary>Copies of what was sent, drafts, and views of other folders: a message here has not arrived.</summary>
    NoArrival,
}
