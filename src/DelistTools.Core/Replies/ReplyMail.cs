using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Replies;

/// <summary>A message as far as it can be an operator's answer: who wrote it when, and the words that are the sender's own.</summary>
internal sealed class ReplyMail
{
    /// <summary>So little text stands for what only the HTML says.</summary>
    private const int ShortText = 80;

    private static readonly BoundedRegex ForwardSubject = new(@"^\s*(?:\[[^\]]{1,20}\]\s*)?(?:fwd?|wg|tr|fw)\s?:");

    private static readonly BoundedRegex AnswerSubject = new(@"^\s*(?:\[[^\]]{1,20}\]\s*)?(?:re|aw|antw?|sv|rif|r\u00e9f?|odp)\s?:");

    /// <summary>Before it a number may stand, but not the name of a mailing list.</summary>
    private static readonly BoundedRegex OwnAnswerSubject = new(@"^\s*(?:\[[^\]]{0,40}\d[^\]]{0,40}\]\s*)?(?:re|aw|antw?|sv|rif|r\u00e9f?|odp)\s?:");

    private ReplyMail(MailContent? content, string text)
    {
        Content = content;
        MailFields header = content?.Header ?? MailFields.None;
        string subject = header.First("Subject") ?? "";
        OwnWords own = OwnWords.Of(text, ForwardSubject.IsMatch(subject) ? true : AnswerSubject.IsMatch(subject) ? false : null);
        From = own.Forwarded?.First("From") ?? header.First("From");
        Subject = own.Forwarded?.First("Subject") ?? header.First("Subject");
        Date = (own.Forwarded is null ? null : MailDates.Read(own.Forwarded.First("Date"))) ?? MailDates.Read(header.First("Date"));
        Text = own.Text;
        IsForwarded = own.Forwarded is not null;
        IsAnswerable = own.IsAnswerable;
        bool isOfList = Subject is not null && AnswerSubject.IsMatch(Subject) && !OwnAnswerSubject.IsMatch(Subject);
        IsAnswer = content is null || OwnAnswerSubject.IsMatch(Subject ?? "")
            || (!IsForwarded && !isOfList && (header.Has("In-Reply-To") || header.Has("References")));
        Sentences = Replies.Sentences.Of(own.Text);
        Words = string.Join(" ", Sentences);
    }

    /// <summary>The message; null for a text without a header.</summary>
    internal MailContent? Content { get; }

    internal string? From { get; }

    /// <summary>The mail address of the sender in lower case; null where there is none.</summary>
    internal string? Sender => From is null ? null : MailAddresses.Find(From).Select(f => f.Address.ToLowerInvariant()).LastOrDefault();

    internal string? Subject { get; }

    internal DateTimeOffset? Date { get; }

    /// <summary>The sender's own words in lines.</summary>
    internal string Text { get; }

    /// <summary>The same, put together.</summary>
    internal string Words { get; }

    internal IReadOnlyList<string> Sentences { get; }

    /// <summary>It was sent on within another message, so that the header is not its own.</summary>
    internal bool IsForwarded { get; }

    /// <summary>It asks for answers above a line.</summary>
    internal bool IsAnswerable { get; }

    /// <summary>It answers another message by its fields or its subject; what was pasted is taken for an answer by who pasted it.</summary>
    internal bool IsAnswer { get; }

    /// <summary>A text without a header.</summary>
    internal static ReplyMail Of(string text) => new(null, text);

    /// <summary>A message; its plain text, or the text of its HTML where that says more.</summary>
    internal static ReplyMail Of(MailContent content)
    {
        string plain = string.Join("\n\n", content.Texts).Trim();
        string html = string.Join("\n\n", content.HtmlTexts).Trim();
        return new ReplyMail(content, plain.Length == 0 || (plain.Length < ShortText && html.Length > plain.Length) ? html : plain);
    }
}
