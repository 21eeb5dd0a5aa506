using System.Text.RegularExpressions;

namespace DelistTools.Replies;

/// <summary>
/// What in a sentence takes back that an entry is gone: that it is so of none, that it would have been so, that it was so
/// several times or long ago, or of others' addresses.
/// </summary>
internal static class TakenBack
{
    /// <summary>In the same clause: "there is nothing to do, since it was removed" takes nothing back.</summary>
    private static readonly BoundedRegex Before = new(
        @"\b(?:none|neither|nobody|no one|hardly|(?:learn|see|read|know|about) how|our (?:customers?|clients?)['\u2019]?|over \d[\d,.]*|niemand|weder|keine[rs]?|aucune?)\b[^,;:]{0,80}$|\b(?:nothing|nichts|rien n['\u2019]) ?$");

    private static readonly BoundedRegex Within = new(
        @"\b(?:would|could|might) (?:have|be)\b|\b(?:zweimal|dreimal|mehrfach|mehrmals|twice|repeatedly|several times|\d{1,3} times)\s\S+$|\bour (?:customers?|clients?)['\u2019]");

    private static readonly BoundedRegex After = new(
        @"^\s?(?:\(?(?:\d{1,3}|two|three|four|five|several|many|multiple) times|twice|repeatedly|again and again|zweimal|dreimal|mehrfach|mehrmals|(?:back |earlier )?in (?:january|february|march|april|may|june|july|august|september|october|november|december)\b|im (?:januar|februar|m\u00e4rz|april|mai|juni|juli|august|september|oktober|november|dezember)\b)");

    /// <summary>The sentence takes back what was found in it.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="found">Where it says that an entry is gone.</param>
    internal static bool In(string sentence, Match found) =>
        Before.IsMatch(sentence.Substring(0, found.Index)) || Within.IsMatch(found.Value) || After.IsMatch(sentence.Substring(found.Index + found.Length));
}
