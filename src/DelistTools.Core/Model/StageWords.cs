using System;

namespace DelistTools;

/// <summary>The stage of a dialogue from the words by which mail servers name it.</summary>
internal static class StageWords
{
    private static readonly (string Words, SmtpStage Stage)[] Known =
    {
        ("initial connection", SmtpStage.Connect),
        ("connect", SmtpStage.Connect),
        ("greeting", SmtpStage.Connect),
        ("EHLO", SmtpStage.Hello),
        ("HELO", SmtpStage.Hello),
        ("LHLO", SmtpStage.Hello),
        ("STARTTLS", SmtpStage.StartTls),
        ("TLS", SmtpStage.StartTls),
        ("AUTH", SmtpStage.Authenticate),
        ("MAIL", SmtpStage.MailFrom),
        ("RCPT", SmtpStage.Recipient),
        ("end of data", SmtpStage.Data),
        ("sending data", SmtpStage.Data),
        ("BDAT", SmtpStage.Data),
        ("DATA", SmtpStage.Data),
    };

    private static readonly BoundedRegex Pipelined = new("^(?:after |for )?(?:pipelined |sending )?");

    /// <summary>The stage that a text such as "pipelined MAIL FROM:&lt;a@example.com&gt;" begins with; null where it names none.</summary>
    internal static SmtpStage? Find(string text)
    {
        string words = text.TrimStart();
        words = words.Substring(Pipelined.Match(words).Length);
        foreach ((string known, SmtpStage stage) in Known)
        {
            if (words.StartsWith(known, StringComparison.OrdinalIgnoreCase)
                && (words.Length == known.Length || !char.IsLetter(words[known.Length])))
            {
                return stage;
            }
        }

        return null;
    }
}
