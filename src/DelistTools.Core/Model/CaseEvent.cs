using System;
using System.Globalization;

namespace DelistTools;

/// <summary>One thing that happened in a case. Events are only ever added.</summary>
public sealed class CaseEvent
{
    internal CaseEvent()
    {
    }

    /// <summary>Its place in the history, from 1.</summary>
    public int Number { get; internal init; }

    /// <summary>When it happened, in UTC.</summary>
    public DateTime At { get; internal init; }

    /// <summary>What it was.</summary>
    public CaseEventKind Kind { get; internal init; }

    /// <summary>The same in words; may hold what an operator or a user wrote, as it was written.</summary>
    public string Text { get; internal init; } = "";

    /// <summary>What it rests on, such as the words of an answer; null where there is nothing to show.</summary>
    public string? Evidence { get; internal init; }

    /// <summary>By what the answer that it tells of is known again; null where it tells of none.</summary>
    internal string? ReplyId { get; init; }

    /// <summary>When that answer was written, in UTC; null where it does not say.</summary>
    internal DateTime? ReplyDate { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        At.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " " + Kind + (Text.Length == 0 ? "" : ": " + NetworkText.Clean(Text));
}
