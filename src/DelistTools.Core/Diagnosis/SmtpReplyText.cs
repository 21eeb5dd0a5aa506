using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
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

    /// <summary>
    /// The server first asked another one about an address, and tells what that one said: Postfix' words, and after "Response:"
    /// or before "Sender verify failed" Exim's.
    /// </summary>
    private static readonly BoundedRegex AddressCheck = new(
        @"\bunverified address:.{0,200}?\b(?:said|talk to me):\s*(?<said>.*)$"
        + @"|\b(?:Verification failed for|Callout verification failed)\b.{0,1000}?\bResponse:\s*(?<said>.*?)(?=\s*(?:\bSender verify failed\b|$))");

    private SmtpReplyText(int? replyCode, string? enhancedCode, string words)
    {
        ReplyCode = replyCode;
        EnhancedCode = enhancedCode;
        Words = words;
        OwnWords = WithoutAddressCheck(words);
    }

    internal int? ReplyCode { get; }

    internal string? EnhancedCode { get; }

    /// <summary>The text of all lines, without codes, control characters and double spaces.</summary>
    internal string Words { get; }

    /// <summary>
    /// The words without what another server said to a check of an address. That one speaks of the server that checks, so
    /// that a list which it names holds neither the sender nor the recipient.
    /// </summary>
    internal string OwnWords { get; }

    /// <summary>By the reply code; by the enhanced code where there is none (RFC 3463, section 3.1).</summary>
    internal bool IsPermanent => ReplyCode is int code ? code >= 500 : EnhancedCode?[0] == '5';

    /// <summary>Takes a reply apart. A text without codes is all words.</summary>
    internal static SmtpReplyText Parse(string reply)
    {
        string[] lines = LineBreak.Split(reply.Length > Longest ? reply.Substring(0, Longest) : reply)
            .Select(l => NetworkText.WithoutControls(l).Trim()).Where(l => l.Length > 0).ToArray();
        if (lines.Length == 0)
        {
            return new SmtpReplyText(null, null, "");
        }

        int? code = Code(lines[0]);
        bool several = code is not null && lines[0].Length > 3 && lines[0][3] == '-';
        string? enhanced = null;
        List<string> words = new();
        foreach (string line in lines)
        {
            string rest = Code(line) is not null ? line.Substring(Math.Min(4, line.Length)).TrimStart() : line;
            string? own = Enhanced(rest, out string after);
            enhanced ??= own;
            words.Add(own is not null && own == enhanced ? after : rest);
        }

        string joined = Space.Replace(string.Join(" ", words), " ").Trim();
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
    internal static string? Enhanced(string text, out string after)
    {
        int start = text.Length > 0 && text[0] == '#' ? 1 : 0;
        int end = start;
        int dots = 0;
        int digits = 0;
        for (; end < text.Length; end++)
        {
            char c = text[end];
            if (IsDigit(c) && digits < 3)
            {
                digits++;
            }
            else if (c == '.' && digits > 0 && dots < 2)
            {
                dots++;
                digits = 0;
            }
            else
            {
                break;
            }
        }

        bool whole = end == text.Length || !(IsDigit(text[end]) || text[end] == '.' && end + 1 < text.Length && IsDigit(text[end + 1]));
        bool found = dots == 2 && digits > 0 && whole && text[start] is '2' or '4' or '5' && text[start + 1] == '.';
        after = found ? text.Substring(end).TrimStart(' ', '\t', ':', '-') : text;
        return found ? text.Substring(start, end - start) : null;
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
        string number = code.ToString(CultureInfo.InvariantCulture);
        string enhanced = @"#?[245]\.\d{1,3}\.\d{1,3}(?=\s|$)";
        string pattern = @"(?<=\s)" + number + @"(?:-(?:" + enhanced + @")?|\s" + enhanced + (several ? @"|\s" : "") + @")\s*";
        return Regex.Replace(words, pattern, "", RegexOptions.CultureInvariant, LongestSearch).Trim();
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
