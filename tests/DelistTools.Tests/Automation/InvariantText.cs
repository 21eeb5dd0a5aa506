using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;

namespace DelistTools.Tests.Automation;

/// <summary>
/// Results as text that says what they hold, whatever the culture: values in the invariant one, and what objects say of
/// themselves. Moments of the run itself become words, if they are Gregorian ones.
/// </summary>
internal static partial class InvariantText
{
    private const int Deepest = 6;

    // What a run measures.
    private static readonly HashSet<string> Measured = new(StringComparer.Ordinal)
    {
        "Elapsed", "Delay", "Ttl", "EntryAge", "Port", "RemotePort", "MessageId", "Transcript", "Number", "Age", "ReceivedPath", "Key",
    };

    /// <summary>Type, own text and properties of an object, and of those in it.</summary>
    internal static string Of(object? result)
    {
        StringBuilder text = new();
        Add(text, result, 0);
        return text.ToString();
    }

    /// <summary>Text with the moments, ports and made-up ids of the run replaced.</summary>
    internal static string Steady(string text, string folder) => Measures().Replace(
        Ids().Replace(Moments().Replace(text.Replace(folder, "<folder>", StringComparison.Ordinal), Moment), "<id>"), "<measured>");

    private static void Add(StringBuilder text, object? value, int depth)
    {
        PSObject? wrapped = value as PSObject;
        object? bare = wrapped?.BaseObject ?? value;
        switch (bare)
        {
            case null:
                text.Append("(none)\n");
                break;
            case string words:
                text.Append(words).Append('\n');
                break;
            case DateTime time:
                text.Append(Moment(time)).Append(time.Kind == DateTimeKind.Utc ? " UTC" : "").Append('\n');
                break;
            case DateTimeOffset time:
                text.Append(Moment(time.UtcDateTime)).Append('\n');
                break;
            case IFormattable number:
                text.Append(number.ToString(null, CultureInfo.InvariantCulture)).Append('\n');
                break;
            case IEnumerable several and not PSCustomObject:
                text.Append('\n');
                foreach (object? one in several)
                {
                    text.Append(' ', (2 * depth) + 2);
                    Add(text, one, depth + 1);
                }

                break;
            default:
                text.Append(bare).Append('\n');
                bool isOurs = bare is PSCustomObject || bare.GetType().FullName!.StartsWith("DelistTools.", StringComparison.Ordinal);
                foreach (PSPropertyInfo property in isOurs && depth < Deepest ? PSObject.AsPSObject(bare).Properties : Enumerable.Empty<PSPropertyInfo>())
                {
                    text.Append(' ', (2 * depth) + 2).Append(property.Name).Append(" = ");
                    if (Measured.Contains(property.Name))
                    {
                        text.Append("<measured>\n");
                    }
                    else
                    {
                        Add(text, property.Value, depth + 1);
                    }
                }

                break;
        }
    }

    private static string Moment(DateTime time) => IsOfNow(time) ? "<moment>" : time.ToString("yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    // A case's next look may be weeks away; nothing in the laboratory is older than the run and younger than a day before it.
    private static bool IsOfNow(DateTime time) => Math.Abs((time - DateTime.UtcNow).TotalHours) < 28 || (time > DateTime.UtcNow && time < DateTime.UtcNow.AddDays(60));

    private static string Moment(Match match)
    {
        string text = match.Value.Replace('T', ' ').TrimEnd('Z');
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime time) && IsOfNow(time)
            ? "<moment>" : match.Value;
    }

    [GeneratedRegex(@"\b\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z?)?|\b[A-Z][a-z]{2}, \d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d [-+]\d{4}")]
    private static partial Regex Moments();

    [GeneratedRegex(@"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}|\b[0-9a-f]{32}\b|(?<=127\.0\.0\.1:)\d+|\b[A-Z0-9]+\.[A-Z0-9]+@newserver\.\w+\b|\d+(?= bytes, and a dot)|<[\w.-]+@(?:newserver\.(?:internal|org)|mail\.newserver\.\w+)>|(?<=""key"":"")[^""]*")]
    private static partial Regex Ids();

    [GeneratedRegex(@"(?m)^\s+\d+ (?=(?:Connect|Hello|MailFrom|Recipient|Data) )|(?<=SIZE=|port )\d+|(?<=info@)[0-9a-f]{8}|\b\d+(?:\.\d+)? m?s\b|\b\d\d:\d\d:\d\d(?:\.\d+)?\b|\(\d\d:\d\d local time\)")]
    private static partial Regex Measures();
}
