using System.Text.RegularExpressions;
using System.Threading;

namespace DelistTools;

/// <summary>
/// A signature's regular expression. It is made when a reply first comes near, since most never do, and compiled when it
/// has been used so often that this pays: compiling takes as long as a thousand searches.
/// </summary>
internal sealed class SignaturePattern
{
    /// <summary>
    /// How much of a text is looked at, in characters. A reply says why in its first lines, which have 512 octets each
    /// (RFC 5321, section 4.5.3.1.5).
    /// </summary>
    internal const int Longest = 2048;

    private const int Often = 500;

    private BoundedRegex? _regex;
    private int _uses;

    internal SignaturePattern(string text)
    {
        Text = text;
    }

    internal string Text { get; }

    internal Regex Regex => Made.Regex;

    private BoundedRegex Made => _regex ??= new BoundedRegex(Text);

    /// <summary>What is found; null where nothing is, or where the search took too long to be waited for.</summary>
    internal Match? Find(string text)
    {
        if (_uses < Often && Interlocked.Increment(ref _uses) == Often)
        {
            _regex = new BoundedRegex(Text, RegexOptions.Compiled);
        }

        return Made.Match(text.Length > Longest ? text.Substring(0, Longest) : text) is { Success: true } match ? match : null;
    }
}
