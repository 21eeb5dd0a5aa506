using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace DelistTools.Reporting;

/// <summary>The parts of entries in HTML.</summary>
internal sealed class HtmlParts
{
    private readonly ReportAllowance _allowance;

    internal HtmlParts(ReportAllowance allowance)
    {
        _allowance = allowance;
    }

    internal string Of(ReportPart part) => part switch
    {
        ReportText text => "<p" + (text.Mark == ReportMark.Warning ? " class=\"note\"" : "") + ">" + Escape(text.Text) + "</p>",
        ReportFacts facts => Facts(facts.Facts),
        ReportTable table => Table(table),
        ReportSteps steps => "<ol class=\"steps\">\n" + string.Concat(steps.Steps.Select(Step)) + "</ol>",
        ReportEvidence evidence => Evidence(evidence),
        ReportTimeline timeline => Timeline(timeline),
        _ => "",
    };

    private string Facts(IReadOnlyList<ReportFact> facts) => facts.Count == 0 ? ""
        : "<dl class=\"facts\">" + string.Concat(facts.Select(f => "<dt>" + Escape(f.Name) + "</dt><dd>" + Cell(f.Value) + "</dd>\n")) + "</dl>";

    private string Table(ReportTable table)
    {
        if (table.Rows.Count == 0)
        {
            return "";
        }

        StringBuilder html = new();
        html.Append(table.IsEvidence ? "<details><summary>" + Escape(table.Caption) + "</summary><table class=\"ask\"><caption class=\"vh\">" : "<table><caption>")
            .Append(Escape(table.Caption)).Append("</caption><thead><tr>")
            .Append(string.Concat(table.Columns.Select(c => "<th scope=\"col\">" + Escape(c) + "</th>"))).Append("</tr></thead><tbody>\n");
        foreach (IReadOnlyList<ReportCell> row in table.Rows.Take(ReportAllowance.TableRows))
        {
            html.Append("<tr><th scope=\"row\">").Append(Cell(row[0])).Append("</th>");
            for (int i = 1; i < row.Count; i++)
            {
                html.Append("<td data-l=\"").Append(Escape(table.Columns[i])).Append("\">").Append(Cell(row[i])).Append("</td>");
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>").Append(LeftOut(table.Rows.Count - ReportAllowance.TableRows, "row", "rows"));
        return html.Append(table.IsEvidence ? "</details>" : "").ToString();
    }

    private string Step(ReportStep step)
    {
        StringBuilder html = new("<li");
        html.Append(step.State.Mark == ReportMark.Good ? " class=\"over\"" : "").Append("><div class=\"head\"><h4>")
            .Append(step.Order.ToString(CultureInfo.InvariantCulture)).Append(". ").Append(Escape(step.Title)).Append("</h4>").Append(HtmlText.Badge(step.State))
            .Append("<span class=\"soft\">").Append(Escape(step.Kind)).Append("</span></div>\n");
        if (step.Instruction.Length > 0)
        {
            html.Append("<p>").Append(Escape(step.Instruction)).Append("</p>");
        }

        html.Append(Facts(step.Facts));
        if (step.Fields.Count > 0)
        {
            html.Append("<p class=\"sub\">Fill in</p>").Append(Facts(step.Fields));
        }

        if (step.Answers.Count > 0)
        {
            html.Append("<details><summary>Answers to expect, and what they mean</summary>").Append(Facts(step.Answers)).Append("</details>");
        }

        return html.Append("</li>\n").ToString();
    }

    private string Evidence(ReportEvidence evidence) =>
        "<details><summary>" + Escape(evidence.Title) + "</summary>" + Facts(evidence.Facts)
        + (evidence.Lines.Count == 0 ? "" : "<pre>" + string.Join("\n", evidence.Lines.Take(ReportAllowance.EvidenceLines).Select(Escape)) + "</pre>")
        + LeftOut(evidence.Lines.Count - ReportAllowance.EvidenceLines, "line", "lines") + "</details>";

    private string Timeline(ReportTimeline timeline) =>
        HtmlTimeline.Of(timeline) + Table(new ReportTable(timeline.Caption, ReportPhrases.HistoryColumns, ReportPhrases.History(timeline)));

    private string Cell(ReportCell cell)
    {
        if (cell.Link is null)
        {
            return cell.Mark == ReportMark.None ? Escape(cell.Text) : HtmlText.Badge(new ReportCell(_allowance.Take(cell.Text), cell.Mark));
        }

        // On paper a link whose words are not its address has the address behind it.
        bool isAddress = cell.Link == cell.Text || cell.Link == "mailto:" + cell.Text;
        return "<a" + (isAddress ? "" : " class=\"x\"") + " href=\"" + HtmlText.Escape(cell.Link) + "\" rel=\"noreferrer noopener\">" + Escape(cell.Text) + "</a>";
    }

    private static string LeftOut(int count, string one, string many) => count <= 0 ? "" : "<p class=\"note\">" + HtmlText.Escape(ReportAllowance.LeftOut(count, one, many)) + "</p>";

    private string Escape(string text) => HtmlText.Escape(_allowance.Take(text));
}
