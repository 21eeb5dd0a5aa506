using System;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>Tells bounces from other mail. Words in the text are no sign: people write about bounces, and newsletters too.</summary>
internal static class BounceSigns
{
    /// <summary>Whom mail servers name as the sender of what they write themselves.</summary>
    private static readonly BoundedRegex Daemon = new(
        @"\b(?:mailer[-_. ]?daemon|maildaemon|postmaster|mail[-_. ]?delivery[-_. ]?(?:sub)?(?:system|service|agent)|mail[-_. ]?(?:system|administrator|admin|server|gateway)|system[-_. ]administrator|delivery[-_. ]?(?:subsystem|agent)|bounce[sd]?|mdaemon|mailadm|mta|smtp[-_. ]?(?:gateway|server|daemon)|microsoftexchange\w*|imss|virus ?wall|internet mail delivery|systemadministrator|mail delivery)\b|[a-z]\d*_smtp_mail_service|microsoftexchange[0-9a-f]{8}");

    /// <summary>Subjects of bounces and warnings in the languages that servers write them in.</summary>
    private static readonly BoundedRegex Subject = new(
        @"\b(?:undeliver(?:ed|able|y)|un[- ]?deliverable|undelivered mail|delivery (?:status|has failed|failed|failure|report|problem|error|notification|delay|incomplete|warning|unsuccessful)|(?:mail|message|e-?mail) (?:delivery (?:failed|failure|problem|error|delayed|warning|system)|could not be delivered|not delivered|undeliverable|system error|error|rejected|failed|blocked|has not yet been delivered|you sent blocked)"
        + @"|failure (?:notice|notification|delivery)|returned (?:mail|e-?mail|to sender|message)|(?:mail|message) returned|returning (?:message|mail)? ?to sender|non[- ]?deliver(?:y|able)|nondeliverable|failed (?:mail|delivery|message)|(?:mail|message) fail(?:ed|ure)|permanent delivery failure|warning: (?:message|could not send)|could not (?:send|deliver|be delivered)|was not delivered|not deliver(?:ed|able)|delayed mail|message delayed|mail delivery|processing error|automatically rejected mail|rejected:|bounced? (?:mail|message)|delivery failure|user unknown|mailbox (?:full|quota)|mail system error|unzustellbar\w*|nicht zugestellt|unzustellbarkeits\w*|zustellung\w* fehlgeschlagen|nachricht (?:nicht|konnte nicht)|echec de la (?:remise|distribution)|non remis\w*|non distribu\w*|message non (?:remis|d\u00e9livr)\w*|no se (?:puede|pudo) entregar|no entregado|devuelto|non recapitabile|impossibile recapitare|mancato recapito|n\u00e3o entregue|n\u00e3o foi (?:possivel|poss\u00edvel) entregar|onbestelbaar|kan niet worden afgeleverd|ikke leveres|gick inte att leverera|olevererbart|ei voitu toimittaa|niedostarczalna|zwrot|nie dostarczono|nedoru\u010diteln\w*)\b"
        + @"|недоставлен|не доставлен|не может быть доставлен|возвращен|échec de|non délivr|未送达|退信|无法投递|系统退信|配信不能|配信エラー|配達不能|送信できません|未配達|반송|returned mail");

    private static readonly BoundedRegex Answer = new(
        @"\b(?:out[- ]of[- ](?:the[- ])?office|auto(?:matic|mated)?[-: ]?(?:reply|response|antwort|responder)|autoreply|away from|on vacation|abwesenheit\w*|r\u00e9ponse automatique|absence du bureau|respuesta autom\u00e1tica|risposta automatica|automatisch antwoord|fuera de (?:la )?oficina|I am away|vacation|autosvar)\b|автоответ|自动回复|自動応答|自動返信");

    private static readonly BoundedRegex Challenge = new(@"\b(?:confirm\w* (?:your|that you)|verification required|action required|is protected by|approve sender|guest list|anti-?spam confirmation)\b");

    /// <summary>Why a message is no bounce; null where it is one.</summary>
    internal static string? WhyNot(MailContent content)
    {
        if (content.StatusGroups.Count > 0)
        {
            return null;
        }

        switch (content.ReportType)
        {
            // A filter that refuses after delivery answers with a receipt (RFC 5429, section 2.2).
            case "disposition-notification" when (content.Header.First("Auto-Submitted") ?? "").IndexOf("rejected", StringComparison.OrdinalIgnoreCase) >= 0:
                return null;
            case "disposition-notification":
                return "it is a read receipt";
            case "feedback-report":
                return "it is a complaint report of a mail provider, and no bounce";
            case "delivery-status":
                return null;
            default:
                break;
        }

        MailFields header = content.Header;
        string subject = header.First("Subject") ?? "";
        string from = header.First("From") ?? "";
        string automatic = header.First("Auto-Submitted") ?? "";
        bool isAutomatic = automatic.StartsWith("auto-", StringComparison.OrdinalIgnoreCase);
        bool isDaemon = from.Trim() is "" or "<>" ? header.Count > 0 && header.Has("From") : Daemon.IsMatch(from);
        bool hasSubject = Subject.IsMatch(subject);
        bool isNull = IsNull(header.Has("Return-Path") ? header.All("Return-Path").First() : content.EnvelopeSender)
            || header.All("X-Envelope-From").Concat(header.All("Envelope-From")).Any(v => v.Trim() is "<>");
        if (header.Has("X-Failed-Recipients") || automatic.IndexOf("failure", StringComparison.OrdinalIgnoreCase) >= 0
            || automatic.IndexOf("rejected", StringComparison.OrdinalIgnoreCase) >= 0 || header.Has("X-MS-Exchange-Message-Is-Ndr")
            || (header.First("Content-Type") ?? "").IndexOf("delivery-status", StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return null;
        }

        if (Answer.IsMatch(subject) || header.Has("X-Autoreply") || header.Has("X-Autorespond") || header.Has("X-Autoresponder"))
        {
            return "it is an automatic reply";
        }

        bool isBounce = hasSubject ? isDaemon || isNull || isAutomatic || !IsReply(subject) && header.Has("X-MSExch-Correlation-Key")
            : isDaemon && (isNull || IsDaemonItself(from)) && !Challenge.IsMatch(subject);
        return isBounce || (isNull && isAutomatic && SaysSo(content)) || (hasSubject && SaysSo(content)) ? null
            : isAutomatic || header.First("Precedence") is "auto_reply" ? "it is an automatic reply"
            : "it is no bounce";
    }

    private static bool IsReply(string subject) => subject.StartsWith("Re:", StringComparison.OrdinalIgnoreCase);

    private static bool IsNull(string? sender)
    {
        string plain = (sender ?? "x").Trim().Trim('<', '>').Trim();
        return plain.Length == 0 || plain.StartsWith("mailer-daemon", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsDaemonItself(string from) => from.IndexOf("daemon", StringComparison.OrdinalIgnoreCase) >= 0
        || from.IndexOf("mail delivery", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The first lines of the text are those of a mail server; for messages whose header says half of it.</summary>
    private static bool SaysSo(MailContent content)
    {
        string text = content.Texts.Count > 0 ? content.Texts[0] : content.HtmlTexts.Count > 0 ? content.HtmlTexts[0] : "";
        return Beginning.IsMatch(text.Length > 1500 ? text.Substring(0, 1500) : text);
    }

    private static readonly BoundedRegex Beginning = new(
        @"\b(?:(?:could|can|was|were|has|have) ?(?:not|n't)(?: yet)?(?: be(?:en)?)? delivered|not a valid user|did not reach the following|undeliverable|delivery (?:to the following|has failed|of .{0,40} failed|attempts)|unable to deliver|failed recipients?|following addresses|this message was created automatically|mail delivery (?:software|system)|non-?delivery|qmail-send|delivery failed|nicht zugestellt werden)\b");
}
