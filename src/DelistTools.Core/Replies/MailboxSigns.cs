using System;
using DelistTools.Mail;

namespace DelistTools.Replies;

/// <summary>Whether a program wrote a message, and whether somebody reads what is answered to it.</summary>
internal static class MailboxSigns
{
    private static readonly BoundedRegex Unread = new(
        @"\b(?:(?:do|please|must|can) ?(?:not|n't) (?:reply|respond|answer)|don't (?:reply|respond)|unattended|unmonitored|not (?:be )?(?:monitored|read by)|replies .{0,60}not (?:be )?(?:read|responded|answered|monitored|received|forwarded)|cannot (?:respond|receive replies|accept replies)|nicht (?:auf diese .{1,40} )?(?:antworten|beantworten)|nicht auf diese|keine antwort(?:en)? (?:auf|an) diese|antworten .{0,60}nicht gelesen|ne (?:pas r\u00e9pondre|r\u00e9pondez pas)|pas r\u00e9pondre)\b");

    private static readonly BoundedRegex Read = new(
        @"\b(?:(?:please|kindly|you (?:can|may|could|should)|simply|just|by|or|and|then) (?:reply(?:ing)?|respond(?:ing)?) (?:directly )?to (?:this|the same|our)|reply (?:directly )?to this (?:e-?mail|message|mail|ticket) (?:with|and|if|to|so)|replying to this|answer this (?:e-?mail|message|mail)|antworten sie (?:bitte |einfach |uns )?(?:direkt )?auf diese|(?:bitte |einfach )auf diese .{1,20} antworten|r\u00e9pond(?:ez|re) (?:directement |simplement )?\u00e0 (?:ce|cet))\b");

    private static readonly BoundedRegex Program = new(
        @"\b(?:automat(?:ed|ic|ically)(?: \w+){0,2} (?:generated|sent|response|reply|message|e-?mail|acknowledge?ment|confirmation|notification|mail)|auto-?(?:response|reply|generated|acknowledge?ment)|unattended mailbox|automatisch (?:generiert|erstellt|erzeugt|versandt|versendet)\w*|automatische (?:antwort|eingangsbest\u00e4tigung|nachricht|e-?mail)|(?:message|courriel|r\u00e9ponse|mail|e-?mail|accus\u00e9 de r\u00e9ception) automatique|g\u00e9n\u00e9r\u00e9e? automatiquement|envoy\u00e9 automatiquement)\b");

    private static readonly BoundedRegex NoReply = new(@"\b(?:no|do[-_.]?not|not|nicht|ne[-_.]?pas)[-_.]?(?:reply|respond|repondre|antworten)\b|\bunattended\b");

    /// <summary>Whether answers are read; null where the message does not say, or says both.</summary>
    internal static bool? IsRead(ReplyMail mail)
    {
        bool read = mail.IsAnswerable || Read.IsMatch(mail.Words);
        bool unread = Unread.IsMatch(mail.Words);
        return read && unread ? null
            : read ? true
            : unread || IsNoReply(mail) ? false
            : null;
    }

    /// <summary>A program wrote it.</summary>
    internal static bool IsAutomatic(ReplyMail mail)
    {
        MailFields header = mail.IsForwarded ? MailFields.None : mail.Content?.Header ?? MailFields.None;
        return (header.First("Auto-Submitted") ?? "no").TrimStart().StartsWith("auto-", StringComparison.OrdinalIgnoreCase)
            || header.Has("X-Autoreply") || header.Has("X-Autorespond")
            || Program.IsMatch(mail.Words) || (Unread.IsMatch(mail.Words) && !Read.IsMatch(mail.Words)) || IsNoReply(mail);
    }

    private static bool IsNoReply(ReplyMail mail) => mail.Sender is string sender && NoReply.IsMatch(sender);
}
