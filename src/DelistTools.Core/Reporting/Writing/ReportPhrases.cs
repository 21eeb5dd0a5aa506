using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What reports for readers say in the same words, whatever they are written as.</summary>
internal static class ReportPhrases
{
    internal const string NotKnown = "\"Not known\" never means clean: nobody gave an answer that can be believed, so it was counted as neither.";

    /// <summary>The columns of a history in words.</summary>
    internal static readonly string[] HistoryColumns = { "No.", "Time (UTC)", "What", "By", "In words" };

    /// <summary>A history in words.</summary>
    internal static IReadOnlyList<IReadOnlyList<ReportCell>> History(ReportTimeline timeline) => timeline.Moments.Select(m => (IReadOnlyList<ReportCell>)new[]
    {
        new ReportCell(ReportContext.Number(m.Number)), new ReportCell(ReportTime.Iso(m.At)), m.Kind, new ReportCell(Actor(m.Actor)), new ReportCell(m.Text),
    }).ToList();

    internal static IReadOnlyList<ReportFact> About(ReportDocument document)
    {
        List<ReportFact> facts = new()
        {
            new ReportFact("Made", new ReportCell(ReportTime.Words(document.MadeAt) + " by DelistTools " + document.Version)),
            new ReportFact("Times", new ReportCell("All times are UTC.")),
        };
        if (document.From is { } from && document.To is { } to)
        {
            facts.Add(new ReportFact("Looked at", new ReportCell(from == to ? ReportTime.Words(from) : ReportTime.Words(from) + " to " + ReportTime.Words(to))));
        }

        facts.Add(new ReportFact("Resolver", new ReportCell(document.Resolvers.Count == 0 ? "None was asked for this report." : ReportContext.Join(document.Resolvers, 10))));
        facts.Add(new ReportFact("How to read it", new ReportCell(NotKnown)));
        return facts;
    }

    /// <summary>What is said where the summary names only the worst.</summary>
    internal static string Follow(int more) => ReportContext.Count(more, "more finding follows", "more findings follow") + " below.";

    /// <summary>The heading of a table of entries: what they are.</summary>
    internal static string Capital(string noun) => char.ToUpperInvariant(noun[0]) + noun.Substring(1);

    internal static string Actor(ReportActor actor) => actor switch { ReportActor.Operator => "operator", ReportActor.Seen => "looked at", _ => "own side" };
}
