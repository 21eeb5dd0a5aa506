using System;

namespace DelistTools.Shell.Hosting;

/// <summary>A choice as the user sees it: <c>Yes to &amp;All</c> is shown as <c>[A] Yes to All</c>.</summary>
/// <param name="Key">The letter after the ampersand, upper case; the whole label where there is none.</param>
/// <param name="Text">The label without its ampersand.</param>
internal sealed record ChoiceLabel(string Key, string Text)
{
    internal string Display => $"[{Key}] {Text}";

    internal static ChoiceLabel From(string label)
    {
        int ampersand = label.IndexOf('&', StringComparison.Ordinal);
        string text = ampersand < 0 ? label : label.Remove(ampersand, 1);
        bool marked = ampersand >= 0 && ampersand < text.Length;
        return new ChoiceLabel(marked ? text[ampersand].ToString().ToUpperInvariant() : text, text);
    }

    internal bool Matches(string answer)
    {
        return string.Equals(answer, Key, StringComparison.OrdinalIgnoreCase)
            || string.Equals(answer, Text, StringComparison.OrdinalIgnoreCase);
    }
}
