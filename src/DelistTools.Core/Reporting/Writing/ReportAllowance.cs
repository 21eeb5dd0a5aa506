namespace DelistTools.Reporting;

/// <summary>How much of a report is shown to a reader: ten thousand results are still a page that opens. JSON and CSV have everything.</summary>
internal sealed class ReportAllowance
{
    /// <summary>Rows of one table with detail in it.</summary>
    internal const int TableRows = 500;

    /// <summary>What the summary names one by one.</summary>
    internal const int Attention = 25;

    /// <summary>Lines of one piece of evidence.</summary>
    internal const int EvidenceLines = 400;

    /// <summary>Characters of one cell or line; what is longer is no longer read by anybody.</summary>
    internal const int Characters = 4000;

    /// <summary>Of all characters so many are kept for entries in a line each: long detail must not push them out.</summary>
    private const int ForRows = 1_000_000;

    /// <summary>By how much: of <c>&amp;quot;</c> five.</summary>
    private const int LongerEscaped = 5;

    private int _entries = 150;
    private int _rows = 12_000;
    private int _characters = 2_000_000;

    /// <summary>Whether one more entry may be shown in detail.</summary>
    internal bool TakeEntry() => _characters > ForRows && _entries-- > 0;

    /// <summary>Whether one more entry may be shown in a line.</summary>
    internal bool TakeRow() => _characters > 0 && _rows-- > 0;

    /// <summary>The text as far as it may be shown.</summary>
    internal string Take(string text)
    {
        string shown = text.Length <= Characters ? text
            : text.Substring(0, char.IsHighSurrogate(text[Characters - 1]) ? Characters - 1 : Characters) + " [... " + ReportContext.Count(text.Length - Characters, "character", "characters") + " more]";
        _characters -= shown.Length + (LongerEscaped * Marks(shown));
        return shown;
    }

    /// <summary>What is said where something was left out.</summary>
    internal static string LeftOut(int count, string one, string many) =>
        ReportContext.Count(count, one, many) + " more " + (count == 1 ? "is" : "are") + " left out here. A report made with -As Json or -As Csv has everything.";

    /// <summary>Characters that both HTML and Markdown write as several.</summary>
    private static int Marks(string text)
    {
        int marks = 0;
        foreach (char c in text)
        {
            marks += c is '&' or '<' or '>' or '"' or '\'' or '@' ? 1 : 0;
        }

        return marks;
    }
}
