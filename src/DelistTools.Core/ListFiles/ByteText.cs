using System;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace DelistTools.ListFiles;

/// <summary>Text as it stands in a file's bytes.</summary>
internal static class ByteText
{
    private const int LongestQuoted = 60;

    internal static bool IsBlank(byte b) => b is (byte)' ' or (byte)'\t';

    /// <summary>
    /// What is passed over at both ends of a line. Within one, a carriage return is none: it would be the end of a line of
    /// another system, and what is behind it another entry, and no text of this one.
    /// </summary>
    internal static bool IsMargin(byte b) => IsBlank(b) || b is (byte)'\r' or 0x0B or 0x0C;

    internal static bool IsDigit(byte b) => (uint)(b - '0') <= 9;

    /// <summary>The beginning of a comment behind an entry.</summary>
    internal static bool IsComment(byte b) => b is (byte)'#' or (byte)';';

    internal static byte Lower(byte b) => (uint)(b - 'A') <= 25 ? (byte)(b | 0x20) : b;

    internal static int SkipBlanks(byte[] bytes, int at, int end)
    {
        while (at < end && IsBlank(bytes[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>Where the word that begins here ends: at a blank, or the end.</summary>
    internal static int EndOfWord(byte[] bytes, int at, int end)
    {
        while (at < end && !IsBlank(bytes[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>How many bytes of a text an answer holds: no part of a character at the end.</summary>
    internal static int Cut(byte[] bytes, int from, int end)
    {
        int length = Math.Max(end - from, 0);
        if (length <= ListFileLimits.AnswerTextLength)
        {
            return length;
        }

        length = ListFileLimits.AnswerTextLength;
        for (int back = 0; back < 4; back++)
        {
            if ((bytes[from + length - back] & 0xC0) != 0x80)
            {
                return length - back;
            }
        }

        return length;
    }

    /// <summary>The bytes as a string: UTF-8, or Latin-1 where they are none.</summary>
    internal static string Decode(byte[] bytes, int from, int length)
    {
        string text = Encoding.UTF8.GetString(bytes, from, length);
        return text.IndexOf('\uFFFD') < 0 ? text : DecodeLatin1(bytes, from, length);
    }

    /// <summary>A word of the file in a message.</summary>
    internal static string Quote(byte[] bytes, int from, int end)
    {
        int length = Math.Min(EndOfWord(bytes, from, end) - from, LongestQuoted);
        return "'" + NetworkText.Clean(Decode(bytes, from, length)) + (from + length < end && length == LongestQuoted ? "..." : "") + "'";
    }

    /// <summary>Whether the word from here to there is this one, in any letter case.</summary>
    internal static bool Is(byte[] bytes, int from, int end, string word)
    {
        if (end - from != word.Length)
        {
            return false;
        }

        for (int i = 0; i < word.Length; i++)
        {
            if (Lower(bytes[from + i]) != char.ToLowerInvariant(word[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A number of at most nine digits; negative where there is none.</summary>
    internal static int ReadNumber(byte[] bytes, ref int at, int end)
    {
        int from = at;
        int number = 0;
        while (at < end && at - from < 10 && IsDigit(bytes[at]))
        {
            number = (number * 10) + (bytes[at] - '0');
            at++;
        }

        return at - from is > 0 and < 10 ? number : -1;
    }

    private static string DecodeLatin1(byte[] bytes, int from, int length)
    {
        char[] chars = new char[length];
        for (int i = 0; i < length; i++)
        {
            chars[i] = (char)bytes[from + i];
        }

        return new string(chars);
    }
}
