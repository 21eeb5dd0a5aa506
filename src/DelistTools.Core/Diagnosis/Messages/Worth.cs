using System.Linq;

namespace DelistTools.Diagnosis;

/// <summary>How much a reply tells, to choose among several that are told of one recipient.</summary>
internal static class Worth
{
    /// <summary>0 for nothing, 1 for codes alone, 2 for words alone, 3 for words with an enhanced code, 4 for words with a reply code.</summary>
    internal static int Of(string reply)
    {
        SmtpReplyText parsed = SmtpReplyText.Parse(reply);
        return parsed.Words.Count(char.IsLetter) < 3 ? (parsed.ReplyCode is null && parsed.Enhanced is null ? 0 : 1)
            : parsed.ReplyCode is >= 400 ? 4
            : parsed.Enhanced is not null ? 3
            : 2;
    }
}
