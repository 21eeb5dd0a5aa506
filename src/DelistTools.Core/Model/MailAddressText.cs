using System.Linq;

namespace DelistTools;

/// <summary>Mail addresses as text, as far as somebody can write to them: no quoted names, no routes.</summary>
internal static class MailAddressText
{
    /// <summary>RFC 5321, section 4.5.3.1.1.</summary>
    private const int LongestName = 64;

    internal const string Special = "<>()[]\\,;:\"/";

    /// <summary>A name, one at sign and a host name (RFC 5321, section 4.1.2: a dot-string before it).</summary>
    internal static bool IsAddress(string text)
    {
        int at = text.IndexOf('@');
        return at is > 0 and <= LongestName && text.IndexOf('@', at + 1) < 0 && text.Length <= 320
            && text[0] != '.' && text[at - 1] != '.' && text.IndexOf("..", 0, at, System.StringComparison.Ordinal) < 0
            && !text.Any(c => c <= ' ' || char.IsControl(c) || char.IsWhiteSpace(c) || Special.IndexOf(c) >= 0)
            && DomainNameText.Normalise(text.Substring(at + 1)) is not null;
    }
}
