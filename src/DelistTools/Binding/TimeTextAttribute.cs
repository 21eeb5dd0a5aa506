using System;
using System.Globalization;
using System.Management.Automation;

namespace DelistTools.Binding;

/// <summary>
/// Takes text such as 2026-12-24 18:30 (ISO 8601, as views and files of the module have it) as a Gregorian time. The engine would
/// read it by the user's calendar: in Thailand's, 2026 is 1483. Text of any other form is left to the engine.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeTextAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Formats =
    {
        "yyyy-MM-dd",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    };

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
            && DateTime.TryParseExact(text.Trim(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime time)
            ? time
            : inputData;
}
