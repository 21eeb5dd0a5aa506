namespace DelistTools.Diagnosis;

/// <summary>What a file holds, by its beginning.</summary>
internal enum FileKind
{
    /// <summary>Nothing.</summary>
    Empty,

    /// <summary>Something that is no text.</summary>
    Binary,

    /// <summary>A message as Outlook saves it: a compound file (MS-CFB), not the message as it was sent.</summary>
    OutlookMessage,

    /// <summary>The log of a mail server.</summary>
    Log,

    /// <summary>Messages one after the other, each behind a line that begins with "From " (RFC 4155).</summary>
    Mailbox,

    /// <summary>One message (RFC 5322).</summary>
    Message,

    /// <summary>Any other text: replies, a part of a bounce, something copied.</summary>
    Text,
}
