using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using DelistTools.Catalog;

namespace DelistTools.Reporting;

/// <summary>Makes the report of what was found.</summary>
internal static class ReportBuilder
{
    /// <param name="found">What was found.</param>
    /// <param name="catalog">Names of lists and providers, and ways off.</param>
    /// <param name="title">The report's title; null for one that says what it is about.</param>
    /// <param name="now">When it is made (UTC).</param>
    /// <param name="cancellationToken">Looked at now and then: results are many.</param>
    internal static ReportDocument Build(ReportFindings found, ProviderCatalog catalog, string? title, DateTime now, CancellationToken cancellationToken)
    {
        ReportContext context = new(catalog);
        IReadOnlyList<LookedUp> looked = found.Looked;
        HideUnknownZones(looked, found, context, cancellationToken);
        context.Note(found.Events);
        List<ReportSection> sections = new List<ReportSection?>(ListingSection.Of(looked, context))
        {
            RangeSection.Of(found.Ranges, context),
            RefusalSection.Of(found.Refusals, context),
            ProbeSection.Of(found.Probes, found.Placements, context),
            RouteSection.Of(found.Routes, context),
            CaseSection.Of(found.Cases, found.Routes.Count > 0, context),
            ReplySection.Replies(found.Replies, context),
            ReplySection.Drafts(found.Drafts, context),
            WatchSection.Waits(found.Waits, context),
            WatchSection.Events(found.Events, context),
            ReadinessSection.Of(found.Readiness, context),
            HealthSection.Of(found.Lists, context),
        }.OfType<ReportSection>().OrderBy(s => s.Id == "clean" ? 1 : 0).ToList();
        cancellationToken.ThrowIfCancellationRequested();

        ReportSummary summary = new(found, looked, sections, context);
        DateTime[] times = summary.Times;
        return new ReportDocument
        {
            Title = context.Texts.LineOrNull(title) ?? summary.Title,
            Mark = summary.Mark,
            Headline = summary.Headline,
            Counts = summary.Counts,
            Attention = sections.Where(s => s.Id is not "routes" and not "drafts").SelectMany(s => s.Entries)
                .Where(e => e.State.Mark is ReportMark.Bad or ReportMark.Unknown or ReportMark.Warning)
                .OrderBy(e => e.State.Mark).ToList(),
            Sections = sections,
            Findings = Rows(found, looked, new FindingRows(context)),
            MadeAt = now,
            Version = VersionOf(),
            Resolvers = looked.Select(l => l.Resolver).Concat(found.Ranges.Select(r => r.Resolver)).Concat(found.Lists.Select(l => l.Resolver)).Concat(found.Readiness.Select(r => r.Resolver))
                .Distinct(StringComparer.Ordinal).Select(context.Texts.Line).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).ToList(),
            From = times.Length == 0 ? null : times.Min(),
            To = times.Length == 0 ? null : times.Max(),
        };
    }

    private static string VersionOf() => typeof(ReportBuilder).Assembly.GetName().Version!.ToString(3);

    /// <summary>Before any text is made: a key in a zone that the user typed, or a receiver named, must not come up in anybody's words either.</summary>
    private static void HideUnknownZones(IReadOnlyList<LookedUp> looked, ReportFindings found, ReportContext context, CancellationToken cancellationToken)
    {
        foreach (LookedUp one in looked)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (BlocklistCheck check in one.Checks)
            {
                context.Texts.Hide(check.Blocklist);
            }
        }

        IEnumerable<string> lists = found.Lists.Select(l => l.Name).Concat(found.Events.Select(e => e.Blocklist)).Concat(found.Waits.SelectMany(w => w.Blocklist))
            .Concat(found.Ranges.SelectMany(r => r.ByList).Select(l => l.Blocklist)).Concat(found.Routes.SelectMany(r => r.For))
            .Concat(found.Cases.Select(c => c.For)).Concat(found.Drafts.Select(d => d.For).OfType<string>()).Concat(found.Replies.Select(r => r.Blocklist).OfType<string>())
            .Concat(found.Refusals.Concat(found.Probes.Select(p => p.Refusal).OfType<MailRefusal>()).Concat(found.Placements.Select(p => p.Refusal).OfType<MailRefusal>()).SelectMany(r => r.Lists));
        foreach (string list in lists)
        {
            context.Texts.Hide(list);
        }
    }

    private static IEnumerable<ReportFinding> Rows(ReportFindings found, IReadOnlyList<LookedUp> looked, FindingRows rows) => looked
        .SelectMany(rows.Of)
        .Concat(found.Ranges.Select(rows.Of))
        .Concat(found.Refusals.Select(rows.Of))
        .Concat(found.Probes.Select(rows.Of))
        .Concat(found.Placements.Select(rows.Of))
        .Concat(found.Routes.Select(rows.Of))
        .Concat(found.Cases.Select(rows.Of))
        .Concat(found.Replies.Select(rows.Of))
        .Concat(found.Drafts.Select(rows.Of))
        .Concat(found.Waits.Select(rows.Of))
        .Concat(found.Events.Select(rows.Of))
        .Concat(found.Readiness.Select(rows.Of))
        .Concat(found.Lists.Select(rows.Of));
}
