using System.Globalization;

namespace DelistTools;

/// <summary>An enhanced status code (RFC 3463, section 2): class, subject, detail, such as 5.7.1.</summary>
internal readonly struct EnhancedStatusCode
{
    private EnhancedStatusCode(int statusClass, int subject, int detail)
    {
        Class = statusClass;
        Subject = subject;
        Detail = detail;
    }

    /// <summary>2, 4 or 5; 0 where there is no code.</summary>
    internal int Class { get; }

    internal int Subject { get; }

    internal int Detail { get; }

    /// <summary>Reads the code that begins at a place of a text, up to something that is neither a digit nor a dot before one.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the code begins.</param>
    /// <param name="code">The code.</param>
    /// <param name="end">The place behind it.</param>
    internal static bool TryRead(string text, int start, out EnhancedStatusCode code, out int end)
    {
        code = default;
        end = start;
        if (!Number(text, ref end, out int first) || first is not (2 or 4 or 5) || end - start > 1
            || !Dot(text, ref end) || !Number(text, ref end, out int second)
            || !Dot(text, ref end) || !Number(text, ref end, out int third)
            || (end < text.Length && (IsDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && IsDigit(text[end + 1])))))
        {
            return false;
        }

        code = new EnhancedStatusCode(first, second, third);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0}.{1}.{2}", Class, Subject, Detail);

    private static bool Number(string text, ref int at, out int number)
    {
        int start = at;
        number = 0;
        while (at < text.Length && at - start < 3 && IsDigit(text[at]))
        {
            number = (number * 10) + (text[at++] - '0');
        }

        return at > start;
    }

    private static bool Dot(string text, ref int at)
    {
        bool found = at < text.Length && text[at] == '.';
        at += found ? 1 : 0;
        return found;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';
}
