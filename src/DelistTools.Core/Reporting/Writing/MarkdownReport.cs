using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>A report for a ticket or a wiki.</summary>
internal sealed class MarkdownReport
{
    private readonly ReportDocument _document;
    private readonly ReportAllowance _allowance = new();

    private MarkdownReport(ReportDocument document)
    {
        _document = document;
    }

    internal static IEnumerable<string> Write(ReportDocument document) => new MarkdownReport(document).Lines();

    private IEnumerable<string> Lines()
    {
        yield return "# " + Escape(_document.Title);
        yield return "";
        yield return "Made " + ReportTime.Words(_document.MadeAt) + " by DelistTools " + _document.Version + ". All times are UTC.";
        yield return "";
        yield return "## Summary";
        yield return "";
        foreach (string sentence in _document.Headline)
        {
            yield return Escape(sentence);
            yield return "";
        }

        foreach (string line in Table("Counts", new[] { "What", "How many" }, _document.Counts
            .Select(c => Row(new[] { new ReportCell(c.Label), new ReportCell(ReportContext.Number(c.Value)) })).ToList()))
        {
            yield return line;
        }

        if (_document.Attention.Count > 1)
        {
            List<ReportEntry> worst = _document.Attention.Take(ReportAllowance.Attention).ToList();
            foreach (string line in Rows("What needs attention", ("finding", "findings"), worst, worst.Count))
            {
                yield return line;
            }

            if (worst.Count < _document.Attention.Count)
            {
                yield return ReportPhrases.Follow(_document.Attention.Count - worst.Count);
                yield return "";
            }
        }

        foreach (string line in _document.Sections.SelectMany(Section))
        {
            yield return line;
        }

        yield return "## About this report";
        yield return "";
        foreach (string line in Facts(ReportPhrases.About(_document)))
        {
            yield return line;
        }
    }

    private IEnumerable<string> Section(ReportSection section)
    {
        yield return "## " + Escape(section.Title);
        yield return "";
        yield return Escape(section.Intro);
        yield return "";
        foreach (string line in section.Parts.SelectMany(Part))
        {
            yield return line;
        }

        List<ReportEntry> brief = new();
        foreach (ReportEntry entry in section.Entries)
        {
            if (!entry.HasParts || !_allowance.TakeEntry())
            {
                brief.Add(entry);
                continue;
            }

            yield return "### " + Escape(entry.Title);
            yield return "";
            yield return "**" + Escape(entry.State.Text) + "**. " + Escape(_allowance.Take(entry.Sentence));
            yield return "";
            foreach (string line in entry.Parts.SelectMany(Part))
            {
                yield return line;
            }
        }

        if (brief.Count > 0)
        {
            foreach (string line in Rows(section.Title + ", in brief", section.Noun, brief.TakeWhile(_ => _allowance.TakeRow()), brief.Count))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<string> Rows(string caption, (string One, string Many) noun, IEnumerable<ReportEntry> entries, int all)
    {
        List<string> rows = entries.Select(e => Row(new[] { new ReportCell(e.Title), e.State, new ReportCell(e.Sentence) })).ToList();
        return Table(caption, new[] { ReportPhrases.Capital(noun.One), "State", "In a sentence" }, rows)
            .Concat(all > rows.Count ? new[] { Escape(ReportAllowance.LeftOut(all - rows.Count, noun.One, noun.Many)), "" } : Array.Empty<string>());
    }

    private IEnumerable<string> Part(ReportPart part) => part switch
    {
        ReportText text => new[] { (text.Mark == ReportMark.Warning ? "**Note:** " : "") + Escape(_allowance.Take(text.Text)), "" },
        ReportFacts facts => Facts(facts.Facts),
        ReportTable table => Bounded(table.Caption, table.Columns, table.Rows),
        ReportSteps steps => steps.Steps.SelectMany(Step),
        ReportEvidence evidence => Evidence(evidence),
        ReportTimeline timeline => Bounded(timeline.Caption, ReportPhrases.HistoryColumns, ReportPhrases.History(timeline)),
        _ => Array.Empty<string>(),
    };

    /// <summary>A table of as many rows as a reader is shown, and how many more there are.</summary>
    private IEnumerable<string> Bounded(string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<ReportCell>> rows) =>
        Table(caption, columns, rows.Take(ReportAllowance.TableRows).Select(Row).ToList())
            .Concat(rows.Count > ReportAllowance.TableRows ? new[] { ReportAllowance.LeftOut(rows.Count - ReportAllowance.TableRows, "row", "rows"), "" } : Array.Empty<string>());

    private static IEnumerable<string> Table(string caption, IReadOnlyList<string> columns, IReadOnlyCollection<string> rows)
    {
        if (rows.Count == 0)
        {
            yield break;
        }

        yield return "**" + Escape(caption) + "**";
        yield return "";
        yield return "| " + string.Join(" | ", columns.Select(Escape)) + " |";
        yield return "|" + string.Concat(Enumerable.Repeat(" --- |", columns.Count));
        foreach (string row in rows)
        {
            yield return row;
        }

        yield return "";
    }

    private string Row(IReadOnlyList<ReportCell> cells) => "| " + string.Join(" | ", cells.Select(c => MarkdownText.Cell(c, _allowance))) + " |";

    private IEnumerable<string> Facts(IReadOnlyList<ReportFact> facts) =>
        facts.Select(f => "- **" + Escape(f.Name) + ":** " + MarkdownText.Cell(f.Value, _allowance)).Concat(new[] { "" });

    private IEnumerable<string> Step(ReportStep step)
    {
        yield return "#### " + step.Order.ToString(System.Globalization.CultureInfo.InvariantCulture) + "\\. " + Escape(step.Title);
        yield return "";
        yield return "**" + Escape(step.State.Text) + "** (" + Escape(step.Kind) + ")" + (step.Instruction.Length > 0 ? ". " + Escape(_allowance.Take(step.Instruction)) : "");
        yield return "";
        foreach ((string title, IReadOnlyList<ReportFact> facts) in new[] { ("", step.Facts), ("Fill in", step.Fields), ("Answers to expect, and what they mean", step.Answers) })
        {
            if (facts.Count == 0)
            {
                continue;
            }

            if (title.Length > 0)
            {
                yield return title + ":";
                yield return "";
            }

            foreach (string line in Facts(facts))
            {
                yield return line;
            }
        }
    }

    private IEnumerable<string> Evidence(ReportEvidence evidence)
    {
        IEnumerable<string> lines = new[] { "**" + Escape(evidence.Title) + "**", "" }.Concat(evidence.Facts.Count > 0 ? Facts(evidence.Facts) : Array.Empty<string>());
        return evidence.Lines.Count == 0 ? lines
            : lines.Concat(MarkdownText.Fenced(evidence.Lines.Take(ReportAllowance.EvidenceLines).ToList(), _allowance)).Concat(new[] { "" })
                .Concat(evidence.Lines.Count > ReportAllowance.EvidenceLines
                    ? new[] { ReportAllowance.LeftOut(evidence.Lines.Count - ReportAllowance.EvidenceLines, "line", "lines"), "" } : Array.Empty<string>());
    }

    private static string Escape(string text) => MarkdownText.Escape(text);
}
