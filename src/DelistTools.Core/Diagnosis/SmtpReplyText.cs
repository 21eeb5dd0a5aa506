using System;
using System.Globalization;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// A reply taken apart: its reply code (RFC 5321, section 4.2), its enhanced code (RFC 3463; repeated on every line, RFC
/// 2034, section 4), and its words. Bounces and logs fold the lines of a reply into one and leave the codes of the later
/// lines in the middle, where they would tear the words apart.
/// </summary>
internal sealed class SmtpReplyText
{
    /// <summary>A reply has at most a few dozen lines of 512 octets (RFC 5321, section 4.5.3.1.5); what is longer is no reply.</summary>
    private const int Longest = 16_384;

    private static readonly TimeSpan LongestSearch = TimeSpan.FromMilliseconds(250);

    /// <summary>Exim's log writes a line feed as a backslash and an n.</summary>
    private static readonly Regex LineBreak = new(@"\r\n|\n|\r|(?:\\r)?\\n(?=[245]\d\d[- ])", RegexOptions.CultureInvariant, LongestSearch);

    private static readonly Regex Space = new(@"\s+", RegexOptions.CultureInvariant, LongestSearch);

    private static readonly char[] LineBreaks = { '\r', '\n', '\\' };

    /// <summary>
    /// The server first asked another one about an address, and tells what that one said: Postfix' words, and after "Response:"
    /// or before "Sender verify failed" Exim's.
    /// </summary>
    private static readonly BoundedRegex AddressCheck = new(
        @"\bunverified address:.{0,200}?\b(?:said|talk to me):\s*(?<said>.*)$"
        + @"|\b(?:Verification failed for|Callout verification failed)\b.{0,1000}?\bResponse:\s*(?<said>.*?)(?=\s*(?:\bSender verify failed\b|$))");

    private SmtpReplyText(int? replyCode, EnhancedStatusCode? enhanced, string words)
    {
        ReplyCode = replyCode;
        Enhanced = enhanced;
        Words = words;
        OwnWords = WithoutAddressCheck(words);
    }

    internal int? ReplyCode { get; }

    internal EnhancedStatusCode? Enhanced { get; }

    internal string? EnhancedCode => Enhanced?.ToString();

    /// <summary>The text of all lines, without codes, control characters and double spaces.</summary>
    internal string Words { get; }

    /// <summary>
    /// The words without what another server said to a check of an address. That one speaks of the server that checks, so
    /// that a list which it names holds neither the sender nor the recipient.
    /// </summary>
    internal string OwnWords { get; }

    /// <summary>By the reply code; by the enhanced code where there is none (RFC 3463, section 3.1).</summary>
    internal bool IsPermanent => ReplyCode is int code ? code >= 500 : Enhanced?.Class == 5;

    /// <summary>Takes a reply apart. A text without codes is all words.</summary>
    internal static SmtpReplyText Parse(string reply)
    {
        string text = reply.Length > Longest ? reply.Substring(0, Longest) : reply;
        if (text.IndexOfAny(LineBreaks) < 0)
        {
            return OfLines(NetworkText.WithoutControls(text).Trim());
        }

        return OfLines(LineBreak.Split(text).Select(l => NetworkText.WithoutControls(l).Trim()).Where(l => l.Length > 0).ToArray());
    }

    [MethodImpl(HotPath.Compiled)]
    private static SmtpReplyText OfLines(params string[] lines)
    {
        if (lines.Length == 0)
        {
            return new SmtpReplyText(null, null, "");
        }

        int? code = Code(lines[0]);
        bool several = code is not null && lines[0].Length > 3 && lines[0][3] == '-';
        EnhancedStatusCode? enhanced = null;
        StringBuilder words = new();
        foreach (string line in lines)
        {
            string rest = Code(line) is not null ? line.Substring(Math.Min(4, line.Length)).TrimStart() : line;
            EnhancedStatusCode? own = ReadEnhanced(rest, out string after);
            enhanced ??= own;
            words.Append(words.Length > 0 ? " " : "").Append(own is not null && own.Equals(enhanced) ? after : rest);
        }

        string joined = WithSingleSpaces(words.ToString());
        return new SmtpReplyText(code, enhanced, code is null ? joined : WithoutInnerCodes(joined, code.Value, several));
    }

    /// <summary>The reply in one line, codes first.</summary>
    public override string ToString() => string.Join(
        " ", new[] { ReplyCode?.ToString(CultureInfo.InvariantCulture), EnhancedCode, Words }.Where(p => !string.IsNullOrEmpty(p)));

    /// <summary>Whether what follows these words was said to a check of an address.</summary>
    internal static bool IsAddressCheck(string before) => before.IndexOf("unverified address:", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>The reply code at the start of a line; null where there is none.</summary>
    internal static int? Code(string line) =>
        line.Length >= 3 && line[0] is >= '2' and <= '5' && IsDigit(line[1]) && IsDigit(line[2]) && (line.Length == 3 || line[3] is ' ' or '-' or '\t')
            ? ((line[0] - '0') * 100) + ((line[1] - '0') * 10) + (line[2] - '0')
            : null;

    /// <summary>The enhanced code at the start of a text, with a "#" before it or not; null where there is none.</summary>
    internal static EnhancedStatusCode? ReadEnhanced(string text, out string after)
    {
        bool found = EnhancedStatusCode.TryRead(text, text.Length > 0 && text[0] == '#' ? 1 : 0, out EnhancedStatusCode code, out int end);
        after = found ? text.Substring(end).TrimStart(' ', '\t', ':', '-') : text;
        return found ? code : null;
    }

    private static string WithoutAddressCheck(string words)
    {
        if (!IsAddressCheck(words) && words.IndexOf("verification failed", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return words;
        }

        Group said = AddressCheck.Match(words).Groups["said"];
        return said.Success ? words.Remove(said.Index, said.Length).Trim() : words;
    }

    /// <summary>
    /// Takes out the codes that folding left. A bare "550 " goes only out of a reply that began as one of several lines:
    /// elsewhere it may be a number that the words speak of.
    /// </summary>
    private static string WithoutInnerCodes(string words, int code, bool several)
    {
        string number = " " + code.ToString(CultureInfo.InvariantCulture);
        int at = words.IndexOf(number, StringComparison.Ordinal);
        if (at < 0)
        {
            return words;
        }

        StringBuilder kept = new(words.Length);
        int from = 0;
        for (; at >= 0; at = words.IndexOf(number, at, StringComparison.Ordinal))
        {
            int end = EndOfInnerCode(words, at + number.Length, several);
            if (end > 0)
            {
                kept.Append(words, from, at + 1 - from);
                from = end;
            }

            // The space before the next code may be the one that this one took with it.
            at = Math.Max(end - 1, at + 1);
        }

        return kept.Append(words, from, words.Length - from).ToString().Trim();
    }

    /// <summary>Where the words go on after a code of a folded line; 0 where the number is none.</summary>
    /// <param name="words">The words.</param>
    /// <param name="at">The place behind the number.</param>
    /// <param name="several">The reply began as one of several lines.</param>
    private static int EndOfInnerCode(string words, int at, bool several)
    {
        if (at >= words.Length || words[at] is not ('-' or ' '))
        {
            return 0;
        }

        bool enhanced = TryReadEnhanced(words, at + 1, out int end);
        if (!enhanced && words[at] == ' ' && !several)
        {
            return 0;
        }

        end = enhanced ? end : at + 1;
        return end < words.Length && words[end] == ' ' ? end + 1 : end;
    }

    private static bool TryReadEnhanced(string words, int at, out int end) =>
        EnhancedStatusCode.TryRead(words, at < words.Length && words[at] == '#' ? at + 1 : at, out _, out end)
        && (end == words.Length || words[end] == ' ');

    [MethodImpl(HotPath.Compiled)]
    private static string WithSingleSpaces(string words)
    {
        bool single = true;
        for (int i = 0; i < words.Length && single; i++)
        {
            single = words[i] == ' ' ? i + 1 < words.Length && words[i + 1] != ' ' : !char.IsWhiteSpace(words[i]);
        }

        return single ? words.Trim() : Space.Replace(words, " ").Trim();
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
