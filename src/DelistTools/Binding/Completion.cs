using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace DelistTools.Binding;

/// <summary>What the Tab key offers: values that fit what was typed, quoted where the shell needs it, with a tooltip each.</summary>
internal static class Completion
{
    /// <summary>Of the values those that begin with the word, or fit its wildcards, in the order given.</summary>
    /// <param name="wordToComplete">What was typed, perhaps in quotes.</param>
    /// <param name="values">The values, other names by which they may be typed, and their tooltips.</param>
    internal static IEnumerable<CompletionResult> Offer(string? wordToComplete, IEnumerable<(string Value, string? OtherName, string ToolTip)> values)
    {
        WildcardPattern pattern = WildcardPattern.Get((wordToComplete ?? "").Trim('\'', '"') + "*", WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return values
            .Where(v => pattern.IsMatch(v.Value) || (v.OtherName is not null && pattern.IsMatch(v.OtherName)))
            .Select(v => Result(v.Value, v.ToolTip));
    }

    private static CompletionResult Result(string value, string toolTip) => new(
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '.' or '_' or ':') ? value : "'" + value.Replace("'", "''") + "'",
        value,
        CompletionResultType.ParameterValue,
        NetworkText.Clean(toolTip));
}
