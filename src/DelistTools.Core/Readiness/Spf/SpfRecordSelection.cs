using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Readiness.Spf;

/// <summary>The records among a domain's TXT records (RFC 7208, section 4.5), and those that just miss it.</summary>
internal sealed class SpfRecordSelection
{
    // Enough of a text to see what it was meant for.
    private const int Beginning = 40;

    // A domain has a handful of TXT records; of a flood the first say all.
    private const int MostNear = 20;

    private SpfRecordSelection(IReadOnlyList<string> records, IReadOnlyList<SpfNearRecord> near)
    {
        Records = records;
        Near = near;
    }

    /// <summary>The texts that are records. Only one is allowed.</summary>
    internal IReadOnlyList<string> Records { get; }

    internal IReadOnlyList<SpfNearRecord> Near { get; }

    internal static SpfRecordSelection Of(IReadOnlyList<string> texts) => new(
        texts.Where(SpfRecord.IsRecord).ToList().AsReadOnly(),
        texts.Where(t => !SpfRecord.IsRecord(t)).Select(Read).OfType<SpfNearRecord>().Take(MostNear).ToList().AsReadOnly());

    private static SpfNearRecord? Read(string text)
    {
        string beginning = text.Length <= Beginning ? text : text.Substring(0, Beginning);
        if (beginning.TrimStart(' ', '"').StartsWith("spf2.0", StringComparison.OrdinalIgnoreCase))
        {
            return new SpfNearRecord(SpfNearRecordKind.SenderId, text, null);
        }

        if (beginning.IndexOf("spf", StringComparison.OrdinalIgnoreCase) < 0)
        {
            return null;
        }

        int start = 0;
        while (start < beginning.Length && !char.IsLetterOrDigit(beginning[start]))
        {
            start++;
        }

        SpfNearRecordKind? before = start == 0 ? null : KindOf(beginning.Substring(0, start));
        string rest = text.Substring(start);
        rest = before == SpfNearRecordKind.Quoted ? rest.TrimEnd('"', '\'', '\u201D', ' ') : rest;
        int end = EndOfVersion(rest);
        if (end < 0)
        {
            return null;
        }

        string terms = rest.Substring(end).TrimStart(' ', '\t', '\r', '\n', ';', ',', ':');
        SpfNearRecordKind kind = before
            ?? (rest.StartsWith(SpfRecord.Version, StringComparison.OrdinalIgnoreCase) && rest[SpfRecord.Version.Length] is not ((>= '0' and <= '9') or '.')
                ? SpfNearRecordKind.MissingBlank
                : SpfNearRecordKind.WrongVersion);
        return new SpfNearRecord(kind, text, (SpfRecord.Version + " " + terms).TrimEnd());
    }

    private static SpfNearRecordKind KindOf(string before) =>
        before.Any(c => c is '"' or '\'' or '\u201C' or '\u201D') ? SpfNearRecordKind.Quoted
        : before.Any(c => c is not ' ' && IsInvisible(c)) ? SpfNearRecordKind.InvisibleCharacter
        : before.All(c => c == ' ') ? SpfNearRecordKind.LeadingBlank
        : SpfNearRecordKind.WrongVersion;

    private static bool IsInvisible(char c) => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.SpaceSeparator;

    /// <summary>Where what looks like a version ends: <c>v=spf1</c>, <c>v=spf2</c>, <c>spf1</c>, <c>v = spf 1</c>, <c>v=spfl</c>; -1 where nothing does.</summary>
    private static int EndOfVersion(string text)
    {
        int at = 0;
        if (at < text.Length && text[at] is 'v' or 'V')
        {
            at = SkipAny(text, at + 1, " =:");
        }

        if (string.Compare(text, at, "spf", 0, 3, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return -1;
        }

        int number = SkipAny(text, at + 3, " ");
        bool isDigit = number < text.Length && text[number] is >= '0' and <= '9';
        bool isLookAlike = number < text.Length && (text[number] is 'l' or 'L' or 'I') && (number + 1 == text.Length || text[number + 1] == ' ');
        if (!isDigit && !isLookAlike)
        {
            return -1;
        }

        // v=spf10 and v=spf1.0 are other versions; what follows v=spf1 at once and is no number is a term.
        return SkipAny(text, number + 1, "0123456789.");
    }

    private static int SkipAny(string text, int at, string characters)
    {
        while (at < text.Length && characters.IndexOf(text[at]) >= 0)
        {
            at++;
        }

        return at;
    }
}
