namespace DelistTools;

/// <summary>In what a time to wait is counted.</summary>
internal enum WaitUnit
{
    Minutes,
    Hours,
    Days,

    /// <summary>Monday to Friday. Holidays differ from place to place, and are not left out.</summary>
    WorkingDays,
}
