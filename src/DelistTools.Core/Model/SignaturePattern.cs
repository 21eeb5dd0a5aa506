using System.Text.RegularExpressions;

namespace DelistTools;

/// <summary>A signature's regular expression. It is made when a reply first comes near, since most never do.</summary>
internal sealed class SignaturePattern
{
    /// <summary>
    /// How much of a text is looked at, in characters. A reply says why in its first lines, which have 512 octets each
    /// (RFC 5321, section 4.5.3.1.5).
    /// </summary>
    internal const int Longest = 2048;

    private BoundedRegex? _regex;

    internal SignaturePattern(string text)
    {
        Text = text;
    }

    internal string Text { get; }

    internal Regex Regex => Made.Regex;

    private BoundedRegex Made => _regex ??= new BoundedRegex(Text);

    /// <summary>What is found; null where nothing is, or where the search took too long to be waited for.</summary>
    internal Match? Find(string text) =>
        Made.Match(text.Length > Longest ? text.Substring(0, Longest) : text) is { Success: true } match ? match : null;
}
