using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;

namespace DelistTools;

/// <summary>
/// A regular expression for text that strangers wrote: in any letter case, alike in all cultures, and given up after a
/// quarter of a second. A text on which the search explodes is not what the expression was written for, so it counts as
/// not found; one such line must not end the reading of all others. What is used often is compiled: that takes as long as
/// a thousand searches, so that it pays for a log and not for a reply.
/// </summary>
/// <remarks>
/// Only plain expressions are compiled. On .NET 10.0 the compiled form of some with looks around or lazy repetitions of
/// groups throws IndexOutOfRangeException where the interpreter gives the right answer.
/// </remarks>
internal sealed class BoundedRegex
{
    private const int Often = 500;

    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    private Regex _searching;
    private int _uses;

    /// <param name="pattern">.NET syntax.</param>
    /// <param name="options">Options besides those that all have.</param>
    internal BoundedRegex(string pattern, RegexOptions options = RegexOptions.None)
    {
        Regex = new Regex(pattern, options | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, Longest);
        _searching = Regex;
    }

    internal Regex Regex { get; }

    internal bool IsMatch(string text) => Match(text).Success;

    /// <summary>The first that is found; without success where nothing is, or where the search took too long.</summary>
    internal Match Match(string text)
    {
        if (_uses < Often && Interlocked.Increment(ref _uses) == Often && IsPlain(Regex.ToString()))
        {
            _searching = new Regex(Regex.ToString(), Regex.Options | RegexOptions.Compiled, Longest);
        }

        try
        {
            return _searching.Match(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return System.Text.RegularExpressions.Match.Empty;
        }
    }

    /// <summary>All that are found, as far as the search comes in time.</summary>
    internal IEnumerable<Match> Matches(string text)
    {
        for (Match match = Match(text); match.Success; match = Next(match))
        {
            yield return match;
        }
    }

    /// <summary>The text with what is found replaced; as it was where the search took too long.</summary>
    internal string Replace(string text, string replacement)
    {
        try
        {
            return Regex.Replace(text, replacement);
        }
        catch (RegexMatchTimeoutException)
        {
            return text;
        }
    }

    private static Match Next(Match match)
    {
        try
        {
            return match.NextMatch();
        }
        catch (RegexMatchTimeoutException)
        {
            return System.Text.RegularExpressions.Match.Empty;
        }
    }

    /// <summary>No look-ahead or look-behind, and no repetition that takes as little as it can.</summary>
    private static bool IsPlain(string pattern) => new[] { "(?=", "(?!", "(?<=", "(?<!", "}?", "*?", "+?", "??" }
        .All(special => pattern.IndexOf(special, StringComparison.Ordinal) < 0);
}
