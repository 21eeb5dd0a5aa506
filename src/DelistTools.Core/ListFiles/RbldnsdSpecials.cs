using System;
using System.Globalization;

namespace DelistTools.ListFiles;

/// <summary>Reads lines of rbldnsd's that begin with a dollar sign (rbldnsd(8), "Special Entries").</summary>
internal sealed class RbldnsdSpecials
{
    private static readonly string[] Keywords = { "SOA", "NS", "TTL", "TIMESTAMP", "MAXRANGE4", "DATASET" };

    private readonly ListBuilder _builder;
    private readonly Func<DateTime> _now;
    private bool _hasSoa;

    internal RbldnsdSpecials(ListBuilder builder, Func<DateTime> now)
    {
        _builder = builder;
        _now = now;
    }

    /// <summary>How many addresses an IPv4 entry may cover; entries of more are ignored by rbldnsd.</summary>
    internal ulong MaxRange4 { get; private set; } = 1UL << 32;

    /// <summary>
    /// Where the word behind the dollar sign begins: behind <c>$</c>, and also behind <c>#$</c>, <c>;$</c> and <c>:$</c>,
    /// which other programs take for comments. Negative where the line is none of these.
    /// </summary>
    internal static int WordOf(byte[] bytes, int from, int end)
    {
        if (bytes[from] == '$')
        {
            return from + 1;
        }

        bool isMasked = bytes[from] is (byte)'#' or (byte)';' or (byte)':' && from + 1 < end && bytes[from + 1] == '$';
        return isMasked && (bytes[from] == ':' || IsKnown(bytes, from + 2, end)) ? from + 2 : -1;
    }

    /// <summary>Whether this is a word that rbldnsd knows.</summary>
    internal static bool IsKnown(byte[] bytes, int at, int end)
    {
        int behind = ByteText.EndOfWord(bytes, at, end);
        return (behind == at + 1 && (ByteText.IsDigit(bytes[at]) || bytes[at] == '='))
            || Array.Exists(Keywords, k => ByteText.Is(bytes, at, behind, k));
    }

    /// <returns>What is wrong with the line; null where nothing is.</returns>
    internal string? Read(byte[] bytes, int at, int end)
    {
        int behind = ByteText.EndOfWord(bytes, at, end);
        int rest = ByteText.SkipBlanks(bytes, behind, end);
        string? word = Array.Find(Keywords, k => ByteText.Is(bytes, at, behind, k));
        bool isGood;
        switch (word)
        {
            case "DATASET":
                throw _builder.Invalid(
                    "it is a combined dataset of rbldnsd ($DATASET), which is several lists in one file. Put each of its parts into a file of its own");
            case "SOA":
                isGood = ReadSoa(bytes, rest, end);
                break;
            case "NS":
                isGood = TryTime(bytes, ref rest, end, out _) && ByteText.SkipBlanks(bytes, rest, end) < end;
                break;
            case "TTL":
                isGood = TryTime(bytes, ref rest, end, out TimeSpan ttl) && rest == end;
                _builder.Ttl = !isGood ? _builder.Ttl : ttl > TimeSpan.Zero ? ttl : null;
                break;
            case "MAXRANGE4":
                isGood = ReadMaxRange(bytes, rest, end);
                break;
            case "TIMESTAMP":
                isGood = ReadTimestamp(bytes, rest, end);
                break;
            default:
                isGood = behind == at + 1 && rest < end && Define(bytes, at, rest, end);
                break;
        }

        return isGood ? null : "'$" + ByteText.Quote(bytes, at, end).Substring(1) + " is none of rbldnsd's special entries, or not written as they are";
    }

    private bool Define(byte[] bytes, int at, int from, int end)
    {
        if (bytes[at] == '=')
        {
            _builder.Texts.DefineBase(bytes, from, end);
            return true;
        }

        if (!ByteText.IsDigit(bytes[at]))
        {
            return false;
        }

        _builder.Texts.Define(bytes[at] - '0', bytes, from, end);
        return true;
    }

    /// <summary>Of the start of authority only the negative TTL counts here: the smaller of its two (RFC 2308, section 5).</summary>
    private bool ReadSoa(byte[] bytes, int at, int end)
    {
        if (!TryTime(bytes, ref at, end, out TimeSpan ttl))
        {
            return false;
        }

        TimeSpan minimum = default;
        for (int field = 0; field < 7; field++)
        {
            at = ByteText.SkipBlanks(bytes, at, end);
            int from = at;
            at = ByteText.EndOfWord(bytes, at, end);
            if (at == from || (field > 2 && (!TryTime(bytes, ref from, at, out minimum) || from != at)))
            {
                return false;
            }
        }

        if (!_hasSoa && at == end)
        {
            _hasSoa = true;
            _builder.NegativeTtl = ttl > TimeSpan.Zero && ttl < minimum ? ttl : minimum;
        }

        return at == end;
    }

    private bool ReadMaxRange(byte[] bytes, int at, int end)
    {
        bool isBlock = at < end && bytes[at] == '/';
        at += isBlock ? 1 : 0;
        int number = ByteText.ReadNumber(bytes, ref at, end);
        if (at != end || number < 1 || (isBlock && number > 32))
        {
            return false;
        }

        ulong range = isBlock ? 1UL << (32 - number) : (ulong)number;
        MaxRange4 = Math.Min(MaxRange4, range);
        return true;
    }

    private bool ReadTimestamp(byte[] bytes, int at, int end)
    {
        int from = at;
        at = ByteText.EndOfWord(bytes, at, end);
        if (!TryStamp(bytes, from, at, out DateTime? made))
        {
            return false;
        }

        if (made > _now())
        {
            throw _builder.Invalid("its $TIMESTAMP lies in the future, so that rbldnsd would not use it either");
        }

        from = ByteText.SkipBlanks(bytes, at, end);
        if (from == end)
        {
            return true;
        }

        at = ByteText.EndOfWord(bytes, from, end);
        DateTime? expires;
        if (bytes[from] == '+')
        {
            from++;
            if (made is null || !TryTime(bytes, ref from, at, out TimeSpan after) || from != at)
            {
                return false;
            }

            expires = made.Value + after;
        }
        else if (!TryStamp(bytes, from, at, out expires))
        {
            return false;
        }

        // Of several the earliest counts.
        if (at == end && expires is not null && !(_builder.ExpiresAt <= expires))
        {
            _builder.ExpiresAt = expires;
        }

        return at == end;
    }

    /// <summary>A time such as 2026:11:28:10:30 (UTC), its delimiters left out or not; null for 0 or a hyphen, which mean none.</summary>
    private static bool TryStamp(byte[] bytes, int from, int end, out DateTime? stamp)
    {
        stamp = null;
        string text = ByteText.Decode(bytes, from, Math.Min(end - from, 30));
        if (text is "0" or "-")
        {
            return true;
        }

        string digits = text.Replace(":", "").Replace("-", "");
        bool isTime = DateTime.TryParseExact(
            digits,
            new[] { "yyyyMMdd", "yyyyMMddHH", "yyyyMMddHHmm", "yyyyMMddHHmmss" },
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out DateTime time);
        stamp = isTime ? time : null;
        return isTime;
    }

    private static bool TryTime(byte[] bytes, ref int at, int end, out TimeSpan time)
    {
        time = default;
        int number = ByteText.ReadNumber(bytes, ref at, end);
        if (number < 0)
        {
            return false;
        }

        int unit = 1;
        if (at < end && !ByteText.IsBlank(bytes[at]))
        {
            unit = ByteText.Lower(bytes[at]) switch
            {
                (byte)'s' => 1,
                (byte)'m' => 60,
                (byte)'h' => 3600,
                (byte)'d' => 86_400,
                (byte)'w' => 604_800,
                _ => 0,
            };
            at++;
        }

        time = TimeSpan.FromSeconds(Math.Min((double)number * unit, int.MaxValue));
        return unit > 0 && (at == end || ByteText.IsBlank(bytes[at]));
    }
}
