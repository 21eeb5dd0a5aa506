using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Lab;

/// <summary>A reply of an SMTP server: a code and one or more lines (RFC 5321 section 4.2).</summary>
public sealed class SmtpReply
{
    /// <summary>A reply.</summary>
    /// <param name="code">The code, 200 to 599.</param>
    /// <param name="lines">The lines without the code; none: one empty line.</param>
    public SmtpReply(int code, params string[] lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        ArgumentOutOfRangeException.ThrowIfLessThan(code, 200);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(code, 599);
        if (lines.Any(line => line.AsSpan().IndexOfAny('\r', '\n') >= 0))
        {
            throw new ArgumentException("A line of a reply holds no line break: give several lines instead.", nameof(lines));
        }

        Code = code;
        Lines = lines.Length == 0 ? [string.Empty] : [.. lines];
    }

    private SmtpReply()
    {
        Lines = [];
    }

    /// <summary>Says nothing and leaves the client waiting; the session stays open.</summary>
    public static SmtpReply Silence { get; } = new();

    /// <summary>Says nothing and closes the connection.</summary>
    public static SmtpReply Drop { get; } = new() { HangsUp = true };

    /// <summary>The code; 0 where nothing is said.</summary>
    public int Code { get; }

    /// <summary>The lines without the code.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>Closes the connection afterwards. Code 421 always does.</summary>
    public bool HangsUp { get; init; }

    /// <summary>Whether it grants what was asked: 2xx or 3xx.</summary>
    public bool IsPositive => Code is >= 200 and < 400;

    /// <summary>The lines as sent, each with the code and without its line break.</summary>
    public override string ToString() => string.Join('\n', WireLines());

    internal IEnumerable<string> WireLines()
    {
        var code = Code.ToString(CultureInfo.InvariantCulture);
        return Lines.Select((line, i) => code + (i < Lines.Count - 1 ? '-' : ' ') + line);
    }
}
