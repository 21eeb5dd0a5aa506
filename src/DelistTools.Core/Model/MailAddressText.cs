using System.Linq;

namespace DelistTools;

/// <summary>Mail addresses as text, as far as somebody can write to them: no quoted names, no routes.</summary>
internal static class MailAddressText
{
    internal const string Special = "<>()[]\\,;:\"/";

    /// <summary>A name, one at sign and a host name (RFC 5321, section 4.1.2: a dot-string before it).</summary>
    internal static bool IsAddress(string text)
    {
        int at = text.IndexOf('@');
        return at > 0 && text.IndexOf('@', at + 1) < 0 && text.Length <= 320
            && !text.Any(c => c <= ' ' || char.IsControl(c) || char.IsWhiteSpace(c) || Special.IndexOf(c) >= 0)
            && DomainNameText.Normalise(text.Substring(at + 1)) is not null;
    }
}
