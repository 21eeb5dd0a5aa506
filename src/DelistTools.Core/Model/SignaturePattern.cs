using System;
using System.Text.RegularExpressions;

namespace DelistTools;

/// <summary>
/// A signature's regular expression. It is made when a reply first comes near, since most never do, and is never
/// allowed to run long: the text it looks at comes from strangers.
/// </summary>
internal sealed class SignaturePattern
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private Regex? _regex;

    internal SignaturePattern(string text)
    {
        Text = text;
    }

    internal string Text { get; }

    internal Regex Regex => _regex ??= new Regex(Text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Longest);

    /// <summary>What is found; null where nothing is, or where the search took too long to be waited for.</summary>
    internal Match? Find(string text)
    {
        try
        {
            Match match = Regex.Match(text);
            return match.Success ? match : null;
        }
        catch (RegexMatchTimeoutException)
        {
            // A text on which the search explodes is not the reply that the pattern was written for.
            return null;
        }
    }
}
