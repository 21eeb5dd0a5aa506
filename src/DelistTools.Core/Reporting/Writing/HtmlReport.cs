using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Reporting;

/// <summary>A report as one page that asks for nothing: no script, no image, no font, and a policy that would not let any in.</summary>
internal sealed class HtmlReport
{
    private readonly ReportDocument _document;
    private readonly ReportAllowance _allowance = new();
    private readonly HtmlParts _parts;

    private HtmlReport(ReportDocument document)
    {
        _document = document;
        _parts = new HtmlParts(_allowance);
    }

    internal static IEnumerable<string> Write(ReportDocument document) => new HtmlReport(document).Lines();

    private IEnumerable<string> Lines()
    {
        yield return "<!DOCTYPE html>";
        yield return "<html lang=\"en\">";
        yield return "<head>";
        yield return "<meta charset=\"utf-8\">";
        yield return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '" + HtmlStyle.Hash() + "'; base-uri 'none'; form-action 'none'\">";
        yield return "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">";
        yield return "<meta name=\"color-scheme\" content=\"light dark\">";
        yield return "<meta name=\"referrer\" content=\"no-referrer\">";
        yield return "<meta name=\"generator\" content=\"DelistTools " + Escape(_document.Version) + "\">";
        yield return "<title>" + Escape(_document.Title) + "</title>";
        yield return "<style>" + HtmlStyle.Text + "</style>";
        yield return "</head>";
        yield return "<body>";
        yield return "<a class=\"skip\" href=\"#summary\">Skip to the summary</a>";
        yield return "<header>";
        yield return "<h1>" + Escape(_document.Title) + "</h1>";
        yield return "<p class=\"soft\">Made " + ReportTime.Words(_document.MadeAt) + " by DelistTools " + Escape(_document.Version)
            + (_document.Resolvers.Count == 0 ? "" : ", asked through " + Escape(ReportContext.Join(_document.Resolvers, 3))) + ". All times are UTC.</p>";
        yield return "<nav aria-label=\"Contents\"><ul>";
        yield return "<li><a href=\"#summary\">Summary</a></li>";
        foreach (ReportSection section in _document.Sections)
        {
            yield return "<li><a href=\"#" + section.Id + "\">" + Escape(section.Title) + "</a></li>";
        }

        yield return "</ul></nav>";
        yield return "</header>";
        yield return "<main>";
        foreach (string line in Summary().Concat(_document.Sections.SelectMany(Section)))
        {
            yield return line;
        }

        yield return "</main>";
        yield return "<footer>";
        yield return "<h2>About this report</h2>";
        yield return _parts.Of(new ReportFacts(ReportPhrases.About(_document)));
        yield return "</footer>";
        yield return "</body>";
        yield return "</html>";
    }

    private IEnumerable<string> Summary()
    {
        yield return "<section id=\"summary\" aria-labelledby=\"summary-title\">";
        yield return "<h2 id=\"summary-title\">Summary</h2>";
        foreach (string sentence in _document.Headline.Take(1))
        {
            yield return "<p class=\"lead\">" + Escape(_allowance.Take(sentence)) + "</p>";
        }

        if (_document.Headline.Count > 1)
        {
            yield return "<ul class=\"more\">" + string.Concat(_document.Headline.Skip(1).Select(s => "<li>" + Escape(_allowance.Take(s)) + "</li>")) + "</ul>";
        }

        if (_document.Counts.Count > 0)
        {
            yield return "<dl class=\"counts\">";
            foreach (ReportCount count in _document.Counts)
            {
                string mark = count.Value > 0 ? HtmlText.Class(count.Mark) : "";
                yield return "<div><dt>" + Escape(count.Label) + "</dt><dd" + (mark.Length > 0 ? " class=\"" + mark + "\"" : "") + ">" + ReportContext.Number(count.Value) + "</dd></div>";
            }

            yield return "</dl>";
        }

        if (_document.Attention.Count > 1)
        {
            yield return Rows("What needs attention", "Finding", _document.Attention.Take(ReportAllowance.Attention), out _);
            int more = _document.Attention.Count - ReportAllowance.Attention;
            if (more > 0)
            {
                yield return "<p>" + ReportPhrases.Follow(more) + "</p>";
            }
        }

        yield return "</section>";
    }

    private IEnumerable<string> Section(ReportSection section)
    {
        yield return "<section id=\"" + section.Id + "\" aria-labelledby=\"" + section.Id + "-title\">";
        yield return "<h2 id=\"" + section.Id + "-title\">" + Escape(section.Title) + "</h2>";
        yield return "<p>" + Escape(section.Intro) + "</p>";
        foreach (ReportPart part in section.Parts)
        {
            yield return _parts.Of(part);
        }

        List<ReportEntry> brief = new();
        foreach (ReportEntry entry in section.Entries)
        {
            if (!entry.HasParts || !_allowance.TakeEntry())
            {
                brief.Add(entry);
                continue;
            }

            yield return "<article class=\"entry\"><div class=\"head\"><h3>" + Escape(_allowance.Take(entry.Title)) + "</h3>" + HtmlText.Badge(entry.State) + "</div>";
            yield return "<p>" + Escape(_allowance.Take(entry.Sentence)) + "</p>";
            foreach (ReportPart part in entry.Parts)
            {
                yield return _parts.Of(part);
            }

            yield return "</article>";
        }

        if (brief.Count > 0)
        {
            string caption = brief.Count == section.Entries.Count ? section.Title : section.Title + ", in brief";
            string rows = Rows(caption, ReportPhrases.Capital(section.Noun.One), brief.TakeWhile(_ => _allowance.TakeRow()), out int shown);
            yield return shown == 0 ? "" : rows;
            if (shown < brief.Count)
            {
                yield return "<p class=\"note\">" + Escape(ReportAllowance.LeftOut(brief.Count - shown, section.Noun.One, section.Noun.Many)) + "</p>";
            }
        }

        yield return "</section>";
    }

    /// <summary>Entries in a line each. Of thousands each byte counts, so nothing but the state has a class.</summary>
    private string Rows(string caption, string what, IEnumerable<ReportEntry> entries, out int shown)
    {
        shown = 0;
        StringBuilder table = new("<table class=\"t3\"><caption>");
        table.Append(Escape(caption)).Append("</caption><thead><tr><th scope=\"col\">").Append(what)
            .Append("</th><th scope=\"col\">State</th><th scope=\"col\">In a sentence</th></tr></thead><tbody>\n");
        foreach (ReportEntry entry in entries)
        {
            shown++;
            table.Append("<tr><th scope=\"row\">").Append(Escape(_allowance.Take(entry.Title))).Append("</th><td>").Append(HtmlText.Badge(entry.State))
                .Append("</td><td>").Append(Escape(_allowance.Take(entry.Sentence))).Append("</td></tr>\n");
        }

        return table.Append("</tbody></table>").ToString();
    }

    private static string Escape(string text) => HtmlText.Escape(text);
}
