using System;
using System.Collections.Generic;

namespace DelistTools.Mail;

/// <summary>What a message holds that can tell of a delivery: its fields, its text, its reports, what it brings back.</summary>
internal sealed class MailContent
{
    /// <summary>The header fields, decoded (RFC 2047).</summary>
    internal MailFields Header { get; init; } = MailFields.None;

    /// <summary>
    /// The sender by the "From " line of a mailbox; null where there is none.
    /// </summary>
    internal string? EnvelopeSender { get; init; }

    /// <summary>
    /// The parameter report-type of a multipart/report (RFC 6522), or what its parts show; null where the message is none.
    /// </summary>
    internal string? ReportType { get; init; }

    /// <summary>The parts of plain text, in their order, with line feeds.</summary>
    internal IReadOnlyList<string> Texts { get; init; } = Array.Empty<string>();

    /// <summary>The parts of HTML as text.</summary>
    internal IReadOnlyList<string> HtmlTexts { get; init; } = Array.Empty<string>();

    /// <summary>The groups of fields of all delivery statuses (RFC 3464, section 2.1), those of the message and those of recipients.</summary>
    internal IReadOnlyList<MailFields> StatusGroups { get; init; } = Array.Empty<MailFields>();

    /// <summary>The header fields of the message that was sent back; null where none was.</summary>
    internal MailFields? Returned { get; init; }

    /// <summary>Messages that are attached; where there are status groups, none: there it is what was sent back.</summary>
    internal IReadOnlyList<MailContent> Attached { get; init; } = Array.Empty<MailContent>();
}
