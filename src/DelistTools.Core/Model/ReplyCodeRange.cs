using System;
using System.Globalization;

namespace DelistTools;

/// <summary>
/// Reply codes as signatures write them: <c>550</c>, <c>4xx</c> (by the enhanced code where a text has no other), an enhanced code <c>5.7.1</c>, a range of them
/// <c>5.7.606-649</c>, or <c>none</c> for a text without any code.
/// </summary>
internal sealed class ReplyCodeRange
{
    private const string NoCode = "none";

    private readonly string _text;
    private readonly int _class;
    private readonly int _subject;
    private readonly int _from;
    private readonly int _to;

    private ReplyCodeRange(string text, int replyClass, int subject, int from, int to)
    {
        _text = text;
        _class = replyClass;
        _subject = subject;
        _from = from;
        _to = to;
    }

    private bool IsEnhanced => _subject >= 0;

    private bool IsClass => _to - _from == 99;

    /// <summary>The range that a text means; null where it means none.</summary>
    internal static ReplyCodeRange? Parse(string text)
    {
        if (text == NoCode)
        {
            return new ReplyCodeRange(text, 0, -1, 0, 0);
        }

        if (text.Length == 3 && text[0] is '4' or '5' && text.EndsWith("xx", StringComparison.Ordinal))
        {
            int hundreds = (text[0] - '0') * 100;
            return new ReplyCodeRange(text, 0, -1, hundreds, hundreds + 99);
        }

        string[] parts = text.Split('.');
        if (parts.Length == 1)
        {
            return text.Length == 3 && Number(text) is int code && code is >= 400 and <= 599
                ? new ReplyCodeRange(text, 0, -1, code, code)
                : null;
        }

        string[] ends = parts[parts.Length - 1].Split('-');
        if (parts.Length != 3 || ends.Length > 2
            || Number(parts[0]) is not (4 or 5) || Number(parts[1]) is not int subject || Number(ends[0]) is not int from)
        {
            return null;
        }

        int? to = Number(ends[ends.Length - 1]);
        return to >= from ? new ReplyCodeRange(text, parts[0][0] - '0', subject, from, to.Value) : null;
    }

    /// <summary>Whether a reply has such a code.</summary>
    internal bool Matches(int? replyCode, EnhancedStatusCode? enhanced)
    {
        if (_text == NoCode)
        {
            return replyCode is null && enhanced is null;
        }

        if (!IsEnhanced)
        {
            // The first digits of both kinds of code mean the same (RFC 3463, section 3.1).
            int? number = replyCode ?? (IsClass ? enhanced?.Class * 100 : null);
            return number >= _from && number <= _to;
        }

        return enhanced is { } code && code.Class == _class && code.Subject == _subject && code.Detail >= _from && code.Detail <= _to;
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static int? Number(string text) =>
        text.Length is > 0 and <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
