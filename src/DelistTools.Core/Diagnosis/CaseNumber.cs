using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>The number under which the refusing side finds what happened: of a case, a ticket, an incident, a session.</summary>
internal static class CaseNumber
{
    /// <summary>
    /// After words for it; in the parameters of a page; at the places where Google, Mimecast, Microsoft and Yandex put
    /// theirs. Each is looked for only where a piece of text is there that it cannot do without.
    /// </summary>
    private static readonly (string Needed, BoundedRegex Form)[] Forms =
    {
        ("", new(@"\b(?:case|ticket|incident|reference|refid|support|tracking|event|session|request|log|abuse)(?:[ _-]?(?:id|nos?|number|nr|code|ref))?\.?\s?[:=#]{1,2}\s?[\[({<""]?(?<case>[a-z0-9][\w.@/+=-]{3,80})")),
        ("", new(@"\b(?:case|ticket|incident|reference|tracking)[ _-](?:id|no|number|nr)\.?\s(?:is\s)?(?<case>[a-z0-9][\w.@/+=-]{3,80})")),
        ("", new(@"(?<![\w&?-])(?:ref|id)[:=]\s?(?<case>[a-z0-9][\w.@/+=-]{4,80})")),
        ("=", new(@"[?&](?:case|ticket|ref|refid|incident|r)=(?<case>[\w.~%=+-]{4,120})")),
        (" - gsmtp", new(@"\s(?<case>[\w.-]{8,60})\s-\sgsmtp\b")),
        ("[", new(@"\[(?<case>[\w-]{18,26}\.[a-z]{2,3}\d{1,4})\]")),
        (".outlook.com ", new(@"\.outlook\.com\s\S{10,40}Z\s(?<case>[0-9A-F]{16})\]")),
        ("-", new(@"\s(?<case>\d{10}-[a-z0-9]{10,14}(?:-[a-z0-9]{6,12})?)(?![\w-])")),
    };

    /// <summary>The number; null where the reply gives none.</summary>
    internal static string? In(string words)
    {
        foreach ((string needed, BoundedRegex form) in Forms)
        {
            foreach (Match match in words.IndexOf(needed, StringComparison.OrdinalIgnoreCase) >= 0 ? form.Matches(words) : Array.Empty<Match>())
            {
                string found = match.Groups["case"].Value.TrimEnd('.', ',', ';', '-', '/');
                if (found.Any(c => c is >= '0' and <= '9') && found.IndexOf('@') < 0 && !IpAddressText.TryParse(found, out _) && !IsCode(found))
                {
                    return found;
                }
            }
        }

        return null;
    }

    /// <summary>A reply code or an enhanced one is the same for everybody.</summary>
    private static bool IsCode(string found) => SmtpReplyText.ReadEnhanced(found, out string rest) is not null && rest.Length == 0;
}
