using System.Collections.Generic;
using System.Linq;
using DelistTools.State;

namespace DelistTools.Reporting;

/// <summary>
/// Everything in one JSON object: the summary, the sections as readers see them, and each finding in a line of its own. What is
/// not known is left out; times are UTC (ISO 8601); the number of the format grows when a name changes its meaning.
/// </summary>
internal static class JsonReport
{
    private const int Format = 1;

    /// <summary>The lines; in none of them is what would end a script that somebody puts them into.</summary>
    internal static IEnumerable<string> Write(ReportDocument document) => Lines(document).Select(line => line.Replace("<", "\\u003c"));

    private static IEnumerable<string> Lines(ReportDocument document)
    {
        yield return Open(Object(json => Head(json, document))) + ",\"sections\":[";
        for (int i = 0; i < document.Sections.Count; i++)
        {
            ReportSection section = document.Sections[i];
            yield return Open(Object(json =>
            {
                json.Text("id", section.Id);
                json.Text("title", section.Title);
                json.Text("intro", section.Intro);
                json.Objects("parts", section.Parts, part => Part(json, part));
            })) + ",\"entries\":[";
            for (int n = 0; n < section.Entries.Count; n++)
            {
                ReportEntry entry = section.Entries[n];
                yield return Object(json =>
                {
                    Head(json, entry);
                    json.Objects("parts", entry.Parts, part => Part(json, part));
                }) + Comma(n, section.Entries.Count);
            }

            yield return "]}" + Comma(i, document.Sections.Count);
        }

        yield return "],\"findings\":[";
        string? before = null;
        foreach (ReportFinding found in document.Findings)
        {
            if (before is not null)
            {
                yield return before + ",";
            }

            before = Object(json => Finding(json, found)).ToString();
        }

        if (before is not null)
        {
            yield return before;
        }

        yield return "]}";
    }

    private static void Head(JsonText json, ReportDocument document)
    {
        json.Number("delistingReport", Format);
        json.Text("title", document.Title);
        json.Text("madeAt", ReportTime.Iso(document.MadeAt));
        json.Text("version", document.Version);
        json.Text("timeZone", "UTC");
        json.Texts("resolvers", document.Resolvers);
        json.Text("from", document.From is { } from ? ReportTime.Iso(from) : null);
        json.Text("to", document.To is { } to ? ReportTime.Iso(to) : null);
        json.Object("summary", () =>
        {
            json.Choice("mark", document.Mark);
            json.Texts("headline", document.Headline);
            json.Objects("counts", document.Counts, count =>
            {
                json.Text("id", count.Id);
                json.Text("label", count.Label);
                json.Number("value", count.Value);
            });
            json.Objects("attention", document.Attention, entry => Head(json, entry));
        });
    }

    private static void Head(JsonText json, ReportEntry entry)
    {
        json.Text("title", entry.Title);
        json.Text("state", entry.State.Text);
        json.Choice("mark", entry.State.Mark);
        json.Text("sentence", entry.Sentence);
    }

    private static void Part(JsonText json, ReportPart part)
    {
        switch (part)
        {
            case ReportText text:
                json.Text("type", "text");
                json.Text("text", text.Text);
                break;
            case ReportFacts facts:
                json.Text("type", "facts");
                Facts(json, "facts", facts.Facts);
                break;
            case ReportTable table:
                json.Text("type", "table");
                json.Text("caption", table.Caption);
                json.Texts("columns", table.Columns);
                json.Objects("rows", table.Rows, row => json.Objects("cells", row, cell => Cell(json, cell)));
                break;
            case ReportSteps steps:
                json.Text("type", "steps");
                json.Objects("steps", steps.Steps, step => Step(json, step));
                break;
            case ReportEvidence evidence:
                json.Text("type", "evidence");
                json.Text("title", evidence.Title);
                Facts(json, "facts", evidence.Facts);
                json.Texts("lines", evidence.Lines);
                break;
            case ReportTimeline timeline:
                json.Text("type", "timeline");
                json.Text("caption", timeline.Caption);
                json.Objects("moments", timeline.Moments, moment =>
                {
                    json.Number("number", moment.Number);
                    json.Text("at", ReportTime.Iso(moment.At));
                    json.Text("kind", moment.Kind.Text);
                    json.Text("text", moment.Text);
                    json.Choice("actor", moment.Actor);
                });
                break;
            default:
                break;
        }
    }

    private static void Step(JsonText json, ReportStep step)
    {
        json.Number("order", step.Order);
        json.Text("title", step.Title);
        json.Text("kind", step.Kind);
        json.Text("state", step.State.Text);
        json.Text("instruction", step.Instruction);
        Facts(json, "facts", step.Facts);
        Facts(json, "fields", step.Fields);
        Facts(json, "answers", step.Answers);
    }

    private static void Facts(JsonText json, string name, IReadOnlyList<ReportFact> facts) => json.Objects(name, facts, fact =>
    {
        json.Text("name", fact.Name);
        Cell(json, fact.Value);
    });

    private static void Cell(JsonText json, ReportCell cell)
    {
        json.Text("value", cell.Text);
        json.Text("link", cell.Link);
    }

    private static void Finding(JsonText json, ReportFinding found)
    {
        json.Text("kind", found.Kind);
        json.Text("target", found.Target);
        json.Text("subject", found.Subject);
        json.Text("operator", found.Operator);
        json.Text("verdict", found.Verdict);
        json.Flag("isKnown", found.IsKnown);
        json.Text("impact", found.Impact);
        json.Text("scope", found.Scope);
        json.Texts("codes", found.Codes);
        json.Text("meaning", found.Meaning);
        json.Text("text", found.Text);
        json.Text("reason", found.Reason);
        json.Text("question", found.Question);
        json.Text("server", found.Server);
        json.Text("at", found.At is { } at ? ReportTime.Iso(at) : null);
        json.Text("since", found.Since is { } since ? ReportTime.Iso(since) : null);
        json.Text("url", found.Url);
        json.Text("toDo", found.ToDo);
    }

    private static JsonText Object(System.Action<JsonText> fields)
    {
        JsonText json = new();
        return json.Object(() => fields(json));
    }

    /// <summary>An object that goes on.</summary>
    private static string Open(JsonText json)
    {
        string text = json.ToString();
        return text.Substring(0, text.Length - 1);
    }

    private static string Comma(int index, int count) => index < count - 1 ? "," : "";
}
