using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace DelistTools.Replies;

/// <summary>Times that mail asks to wait for: "within 5 business days", "24 bis 48 Stunden", "sous 48 heures".</summary>
internal static class StatedTime
{
    private const int DaysOfWeek = 7;

    private const string Number = @"\d{1,3}|an?|one|two|three|four|five|seven|ten|ein(?:em|er|e)?|zwei|drei|vier|f\u00fcnf|une?|deux|trois|cinq";

    private static readonly BoundedRegex Form = new(
        @"\b(?:within|in|up to|allow|takes?|require[sd]?|wait|after|at least|least|approximately|about|around|typically|usually|next|innerhalb(?: von)?|binnen|bis zu|dauert|etwa|ca\.|mindestens|nach|frühestens|sous|dans|jusqu'\u00e0|d\u00e9lai de|apr\u00e8s|environ|attendre)\s(?:(?:up to|at least|the|next|a|an|about|around|approximately|another|you|us|our team|the change|der|den|n\u00e4chsten|etwa|les?|prochaine?s?|un d\u00e9lai de|d\u00e9lai de)\s){0,3}"
        + "(?<first>" + Number + @")(?:\s?(?:-|to|or|bis|oder|\u00e0|ou)\s?(?<last>" + Number + @"))?[ -]?(?:full |hours? (?:to|or) )?(?<work>(?:business|working|work|week)[ -]?)?(?<unit>minuten?|minutes?|mins?|hours?|hrs?|stunden?|heures?|(?:werk|arbeits)tage?n?|days?|tage?n?|jours?|weeks?|wochen?|semaines?)\b(?:\s(?<worked>ouvr\w+))?");

    /// <summary>Times that lie behind: "in the last 30 days".</summary>
    private static readonly BoundedRegex Past = new(@"\b(?:last|past|previous|ago|letzten|vergangenen|derni\u00e8re?s?)\b");

    /// <summary>The time of the first sentence that states one; null where none does. Of two, "24 to 48 hours", the later one.</summary>
    internal static WaitPeriod? In(IEnumerable<string> sentences) => sentences.Select(Of).FirstOrDefault(t => t is not null);

    private static WaitPeriod? Of(string sentence)
    {
        foreach (Match match in Form.Matches(sentence).Where(m => !Past.IsMatch(sentence.Substring(m.Index, Math.Min(m.Length + 12, sentence.Length - m.Index)))))
        {
            int count = Count(match.Groups["last"].Success ? match.Groups["last"].Value : match.Groups["first"].Value);
            string unit = match.Groups["unit"].Value.ToLowerInvariant();
            bool isWork = match.Groups["work"].Success || match.Groups["worked"].Success || unit[0] == 'a' || unit.StartsWith("wer", StringComparison.Ordinal);
            if (count > 0)
            {
                return unit[0] == 'm' ? new WaitPeriod(count, WaitUnit.Minutes)
                    : unit[0] == 'h' || unit.StartsWith("st", StringComparison.Ordinal) ? new WaitPeriod(count, WaitUnit.Hours)
                    : unit.StartsWith("wee", StringComparison.Ordinal) || unit.StartsWith("wo", StringComparison.Ordinal) || unit[0] == 's'
                        ? new WaitPeriod(count * DaysOfWeek, WaitUnit.Days)
                    : new WaitPeriod(count, isWork ? WaitUnit.WorkingDays : WaitUnit.Days);
            }
        }

        return null;
    }

    private static int Count(string number) => number.ToLowerInvariant() switch
    {
        "a" or "an" or "one" or "ein" or "eine" or "einem" or "einer" or "un" or "une" => 1,
        "two" or "zwei" or "deux" => 2,
        "three" or "drei" or "trois" => 3,
        "four" or "vier" => 4,
        "five" or "f\u00fcnf" or "cinq" => 5,
        "seven" => 7,
        "ten" => 10,
        string digits => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int count) ? count : 0,
    };
}
