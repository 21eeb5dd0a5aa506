using System;
using System.Linq;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Replies;

/// <summary>Mail that is no operator's answer, whatever words stand in it.</summary>
internal sealed class OtherMail
{
    private static readonly BoundedRegex Absence = new(
        @"\b(?:out[- ]of[- ](?:the[- ])?office|on (?:vacation|holiday|annual leave|parental leave|sick leave)|currently away|away from (?:my|the) (?:desk|office)|(?:i am|i'm|i will be) (?:away|absent|out of|unavailable)|limited access to (?:my )?e-?mail|abwesenheits?\w*|nicht im (?:b\u00fcro|hause)|im urlaub|bin (?:ich )?(?:\w+ ){0,6}nicht erreichbar|absence du bureau|je suis (?:absente?|en cong\u00e9s?)|en cong\u00e9s? jusqu)\b");

    private static readonly BoundedRegex Bulk = new(
        @"\b(?:unsubscribe|opt[- ]out|manage (?:your )?(?:email )?preferences|view (?:this|it|the) (?:e-?mail|message|newsletter)? ?(?:in|online)|newsletter (?:abbestellen|abmelden)|abmelden|abbestellen|se d\u00e9sabonner|d\u00e9sinscri\w+)\b");

    /// <summary>The subject of a service that watches lists.</summary>
    private static readonly BoundedRegex Watching = new(@"\b(?:black|block|deny)[- ]?list(?:ing|ed)? (?:alert|warning|monitor\w*|report|status|summary|change)s?\b|\b(?:monitor\w*|alert)\b[^;]{0,30}\b(?:black|block)[- ]?list");

    private static readonly BoundedRegex Code = new(@"^\s*(?:<[-~*]*\s+|S:\s+|smtp;\s*)?[45]\d\d[- ](?:\d\.\d|[\w#(\[])");

    /// <summary>A dialogue begins with what the server says or the client asks.</summary>
    private static readonly BoundedRegex Dialogue = new(@"^\s*(?:[2-5]\d\d[- ]\S|(?:ehlo|helo) \S|mail from:)");

    private static readonly IRefusalFormat[] BounceFormats = { new DeliveryStatusFormat(), new EximFormat(), new PostfixFormat() };

    private OtherMail(string evidence, string meaning, string nextStep)
    {
        Evidence = evidence;
        Meaning = meaning;
        NextStep = nextStep;
    }

    /// <summary>Why it is no answer.</summary>
    internal string Evidence { get; }

    internal string Meaning { get; }

    internal string NextStep { get; }

    internal static OtherMail Empty { get; } = new(
        "There is no text in it, other than what it quotes.", "The message has no words of its own, so it says nothing.",
        "If there is more to see in your mail program, such as an attachment, give that; otherwise wait for another answer.");

    internal static OtherMail Bounce { get; } = new(
        "It has the form of a bounce.", "This is a mail server's bounce or refusal, and not an operator's answer to a request.",
        "Give it to ConvertFrom-BounceMessage, which says who refused what, and why.");

    internal static OtherMail Strange { get; } = new(
        "None of the known answers and wordings is in it.", "What this answer means is not known.",
        "Read it yourself; nothing was guessed. If it is an operator's answer, a signature for it can be added to your own catalogue.");

    private static OtherMail AbsenceNote { get; } = new(
        "It speaks of an absence.", "An out-of-office note: nobody has looked at the request yet.",
        "Wait until the time that it names, or write to another address of the same operator.");

    private static OtherMail Newsletter { get; } = new(
        "It is sent to many: a newsletter, an advertisement or a mailing list.", "This is mail to many, and not an answer to a request.",
        "Nothing: wait for the operator's answer.");

    private static OtherMail Alert { get; } = new(
        "Its subject is that of a service which watches lists.", "An alert tells where an address is listed; it is not an answer to a request.",
        "Look the address up with Test-IpBlocklist; wait for the operator's answer.");

    /// <summary>What it is instead; null where it may be an answer.</summary>
    /// <param name="mail">The message.</param>
    /// <param name="isTicketed">It has a number of a known operator's own form.</param>
    internal static OtherMail? Of(ReplyMail mail, bool isTicketed)
    {
        MailContent? content = mail.IsForwarded ? null : mail.Content;
        if (content is not null && IsBounce(content))
        {
            return Bounce;
        }

        if (content?.ReportType is "disposition-notification" or "feedback-report")
        {
            return new OtherMail("It is a report made by a program (" + content.ReportType + ").", "A receipt or a complaint report, and not an operator's answer.", "Nothing: wait for the operator's answer.");
        }

        if (mail.Words.Length == 0)
        {
            return Empty;
        }

        if (Code.IsMatch(mail.Text) || (Dialogue.IsMatch(mail.Text) && new ReplyFormat().Find(mail.Text).Any())
            || (content is null && BounceFormats.Any(f => f.Find(mail.Text).Any())))
        {
            return Bounce;
        }

        return Absence.IsMatch((mail.Subject ?? "") + " " + string.Join(" ", mail.Sentences.Take(6))) ? AbsenceNote
            : !isTicketed && (IsBulk(content) || Bulk.IsMatch(mail.Words)) ? Newsletter
            : !isTicketed && !mail.IsAnswer && Watching.IsMatch(mail.Subject ?? "") ? Alert
            : null;
    }

    private static bool IsBounce(MailContent content)
    {
        if (content.StatusGroups.Count > 0)
        {
            return true;
        }

        // Operators answer as postmaster, and their answers keep the subject of the bounce that they were sent.
        bool isAnswer = (content.Header.First("Subject") ?? "").TrimStart() is string subject
            && (subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase) || subject.StartsWith("AW:", StringComparison.OrdinalIgnoreCase));
        return !isAnswer && BounceSigns.WhyNot(content) is null && new BounceReader().Read(content, out _).Count > 0;
    }

    private static bool IsBulk(MailContent? content) => content is not null
        && (content.Header.Has("List-Id") || content.Header.Has("List-Unsubscribe")
            || (content.Header.First("Precedence") ?? "").Trim().ToLowerInvariant() is "bulk" or "list" or "junk");
}
