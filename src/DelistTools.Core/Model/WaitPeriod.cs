using System;
using System.Globalization;

namespace DelistTools;

/// <summary>A time that an operator asks for, in the unit in which it says so: <c>24 hours</c>, <c>5 working days</c>.</summary>
internal readonly struct WaitPeriod : IEquatable<WaitPeriod>
{
    /// <summary>More than any operator asks for, and little enough for every date.</summary>
    internal const int LongestCount = 10_000;

    private const int DaysOfWeek = 7;

    private const int WorkingDaysOfWeek = 5;

    internal WaitPeriod(int count, WaitUnit unit)
    {
        if (count is < 0 or > LongestCount)
        {
            throw new ArgumentOutOfRangeException(nameof(count));
        }

        Count = count;
        Unit = unit;
    }

    internal int Count { get; }

    internal WaitUnit Unit { get; }

    public static bool operator ==(WaitPeriod left, WaitPeriod right) => left.Equals(right);

    public static bool operator !=(WaitPeriod left, WaitPeriod right) => !left.Equals(right);

    /// <summary>
    /// Reads a count and a unit, in any letter case, the unit with or without its plural: <c>30 minutes</c>, <c>1 day</c>,
    /// <c>5 working days</c>, <c>5 business days</c>.
    /// </summary>
    internal static bool TryParse(string? text, out WaitPeriod period)
    {
        period = default;
        string[] words = (text ?? "").ToLowerInvariant().Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 2 or > 3
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out int count) || count > LongestCount)
        {
            return false;
        }

        WaitUnit? unit = string.Join(" ", words, 1, words.Length - 1).TrimEnd('s') switch
        {
            "minute" => WaitUnit.Minutes,
            "hour" => WaitUnit.Hours,
            "day" => WaitUnit.Days,
            "working day" or "business day" => WaitUnit.WorkingDays,
            _ => null,
        };
        if (unit is null)
        {
            return false;
        }

        period = new WaitPeriod(count, unit.Value);
        return true;
    }

    /// <summary>
    /// When the time has passed that begins at <paramref name="start"/> (UTC). Working days end at the same time of day;
    /// what begins on a weekend begins on Monday at midnight. The last moment that a date can hold, where it would be later.
    /// </summary>
    internal DateTime After(DateTime start)
    {
        try
        {
            return Unit switch
            {
                WaitUnit.Minutes => start.AddMinutes(Count),
                WaitUnit.Hours => start.AddHours(Count),
                WaitUnit.Days => start.AddDays(Count),
                _ => AfterWorkingDays(start),
            };
        }
        catch (ArgumentOutOfRangeException)
        {
            return DateTime.SpecifyKind(DateTime.MaxValue, start.Kind);
        }
    }

    /// <inheritdoc/>
    public bool Equals(WaitPeriod other) => Count == other.Count && Unit == other.Unit;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is WaitPeriod other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (Count * 4) + (int)Unit;

    /// <summary>As <see cref="TryParse"/> reads it.</summary>
    public override string ToString()
    {
        string unit = Unit switch
        {
            WaitUnit.Minutes => "minute",
            WaitUnit.Hours => "hour",
            WaitUnit.Days => "day",
            _ => "working day",
        };
        return Count.ToString(CultureInfo.InvariantCulture) + " " + unit + (Count == 1 ? "" : "s");
    }

    private static DateTime OutOfWeekend(DateTime time) => time.DayOfWeek switch
    {
        DayOfWeek.Saturday => time.Date.AddDays(2),
        DayOfWeek.Sunday => time.Date.AddDays(1),
        _ => time,
    };

    private DateTime AfterWorkingDays(DateTime start)
    {
        if (Count == 0)
        {
            return start;
        }

        DateTime end = OutOfWeekend(start).AddDays(Count / WorkingDaysOfWeek * DaysOfWeek);
        for (int left = Count % WorkingDaysOfWeek; left > 0; left--)
        {
            do
            {
                end = end.AddDays(1);
            }
            while (end.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);
        }

        return end;
    }
}
