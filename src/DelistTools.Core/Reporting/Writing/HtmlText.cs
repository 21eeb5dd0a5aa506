using System.Text;

namespace DelistTools.Reporting;

/// <summary>Text between tags and in quoted attributes.</summary>
internal static class HtmlText
{
    internal static string Escape(string text)
    {
        int plain = 0;
        while (plain < text.Length && text[plain] is not ('&' or '<' or '>' or '"' or '\''))
        {
            plain++;
        }

        if (plain == text.Length)
        {
            return text;
        }

        StringBuilder escaped = new(text, 0, plain, text.Length + 32);
        for (int i = plain; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '&':
                    escaped.Append("&amp;");
                    break;
                case '<':
                    escaped.Append("&lt;");
                    break;
                case '>':
                    escaped.Append("&gt;");
                    break;
                case '"':
                    escaped.Append("&quot;");
                    break;
                case '\'':
                    escaped.Append("&#39;");
                    break;
                default:
                    escaped.Append(text[i]);
                    break;
            }
        }

        return escaped.ToString();
    }

    /// <summary>The class of what stands so; empty where nothing is said.</summary>
    internal static string Class(ReportMark mark) => mark switch
    {
        ReportMark.Bad => "bad",
        ReportMark.Unknown => "unknown",
        ReportMark.Warning => "warning",
        ReportMark.Good => "good",
        _ => "",
    };

    /// <summary>A word with a shape and a colour.</summary>
    internal static string Badge(ReportCell state) =>
        "<span class=\"" + ("s " + Class(state.Mark)).TrimEnd() + "\">" + Escape(state.Text) + "</span>";
}
