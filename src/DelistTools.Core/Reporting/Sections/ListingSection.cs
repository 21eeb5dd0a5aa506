using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.Blocklists;

namespace DelistTools.Reporting;

/// <summary>What is listed, what could not be asked, and what is on no list.</summary>
internal static class ListingSection
{
    private static readonly string[] ListedColumns = { "List", "What the entry means", "Weight", "Covers", "Seen", "Way off" };

    private static readonly string[] AnswerColumns = { "Name asked", "Answer", "The list's own words", "Resolver", "Time (UTC)" };

    private static readonly string[] UnansweredColumns = { "List", "Verdict", "Why", "Asked about" };

    internal static IEnumerable<ReportSection> Of(IReadOnlyList<LookedUp> all, ReportContext context)
    {
        (string, string) noun = Noun(all);
        HashSet<string> repeated = new(all.GroupBy(l => l.Target, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key), StringComparer.OrdinalIgnoreCase);
        List<ReportEntry> listed = Entries(all, ListingStatus.Listed, repeated, context);
        List<ReportEntry> unknown = Entries(all, ListingStatus.Undetermined, repeated, context);
        ReportTable? unanswered = Unanswered(all, context);
        List<ReportEntry> clean = Entries(all, ListingStatus.NotListed, repeated, context);

        // What is wrong with the resolver is wrong for all that was asked through it: it is said once, where it explains the most.
        List<ReportPart> advice = all.SelectMany(l => l.Advice).Distinct(StringComparer.Ordinal).Select(a => (ReportPart)new ReportText(context.Texts.Line(a), ReportMark.Warning)).ToList();
        bool isUnknown = unknown.Count > 0 || unanswered is not null;
        if (listed.Count > 0)
        {
            yield return new ReportSection("listed", "What is listed", "Each entry with what it means, how much mail it costs, and how to get rid of it.")
            {
                Entries = listed,
                Parts = isUnknown ? Array.Empty<ReportPart>() : advice,
                Noun = noun,
            };
        }

        if (isUnknown)
        {
            yield return new ReportSection("unknown", "What could not be asked", "A list that gave no answer that can be trusted says nothing: what it holds is not known, and is counted as clean nowhere.")
            {
                Entries = unknown,
                Parts = unanswered is null ? advice : advice.Prepend(unanswered).ToList(),
                Noun = noun,
            };
        }

        if (clean.Count > 0)
        {
            yield return new ReportSection("clean", "What is on no list", "Enough lists answered, those among them that matter most.")
            {
                Entries = clean,
                Parts = isUnknown || listed.Count > 0 ? Array.Empty<ReportPart>() : advice,
                Noun = noun,
            };
        }
    }

    /// <summary>What the targets are, one and many.</summary>
    internal static (string One, string Many) Noun(IReadOnlyList<LookedUp> all) => all.All(l => IpAddressText.TryParse(l.Target, out _)) ? ("address", "addresses")
        : all.All(l => !IpAddressText.TryParse(l.Target, out _)) ? ("domain", "domains") : ("address or domain", "addresses and domains");

    /// <summary>The answers of lists with the names asked: what an operator looks for in its own logs.</summary>
    internal static ReportTable Answers(IEnumerable<BlocklistCheck> checks, ReportContext context) => new(
        "Questions and answers",
        AnswerColumns,
        checks.Select(c => (IReadOnlyList<ReportCell>)new[]
        {
            context.Cell(Question(c) ?? c.Target),
            context.Cell(Answer(c)),
            context.Cell(string.Join(" / ", c.Texts)),
            context.Cell(c.Resolver),
            new ReportCell(ReportTime.Iso(c.CheckedAt)),
        }).ToList()) { IsEvidence = true };

    /// <summary>The name asked by DNS, an account key as its placeholder; null for a list that is a file.</summary>
    internal static string? Question(BlocklistCheck check) => check.Zone is null ? null
        : (IpAddressText.TryParse(check.Target, out IPAddress? address) ? QuestionName.Labels(address) : check.AskedAs ?? check.Target) + "." + check.Zone;

    /// <summary>The codes answered; where they are no listing, what they are instead: a refusal comes as a code, too.</summary>
    private static string Answer(BlocklistCheck check) => check.Codes.Count == 0 ? check.Verdict.ToString()
        : string.Join(", ", check.Codes) + (check.IsPartial ? " (cut off)" : "") + (check.Verdict == ListingVerdict.Listed ? "" : " (" + check.Verdict + ")");

    /// <param name="all">What was looked up.</param>
    /// <param name="status">Which of it.</param>
    /// <param name="repeated">What was looked up more than once: only the time tells which look is meant.</param>
    /// <param name="context">Names and cleaned text.</param>
    private static List<ReportEntry> Entries(IEnumerable<LookedUp> all, ListingStatus status, HashSet<string> repeated, ReportContext context) => all
        .Where(l => l.Status == status)
        .OrderBy(l => l.WorstImpact).ThenBy(l => l.Place, StringComparer.Ordinal).ThenBy(l => l.CheckedAt)
        .Select(l => new ReportEntry(
            context.Texts.Line(l.Target) + (l.Also is null ? "" : " (" + context.Texts.Line(l.Also) + ")") + (repeated.Contains(l.Target) ? ", " + ReportTime.Words(l.CheckedAt) : ""),
            State(l),
            ListingSentences.Of(l, context),
            status == ListingStatus.NotListed ? null : () => Parts(l, context))).ToList();

    private static ReportCell State(LookedUp looked) => looked.Status switch
    {
        ListingStatus.Listed when looked.Listings.All(l => l.Impact is BlocklistImpact.Low or BlocklistImpact.None) => new ReportCell("Listed", ReportMark.Warning),
        ListingStatus.Listed => new ReportCell("Listed", ReportMark.Bad),
        ListingStatus.NotListed => new ReportCell("Not listed", ReportMark.Good),
        _ => new ReportCell("Not known", ReportMark.Unknown),
    };

    private static List<ReportPart> Parts(LookedUp looked, ReportContext context)
    {
        List<ReportPart> parts = new();
        if (looked.Listings.Count > 0)
        {
            parts.Add(new ReportTable("Lists that name " + context.Texts.Line(looked.Target), ListedColumns, looked.Listings.Select(c => Row(c, context)).ToList()));
        }

        IEnumerable<BlocklistCheck> shown = looked.Status == ListingStatus.Undetermined
            ? looked.Checks.Where(c => c.Verdict != ListingVerdict.NotApplicable && !c.IsAnswered)
            : looked.Listings;
        parts.Add(Answers(shown, context));
        return parts;
    }

    private static IReadOnlyList<ReportCell> Row(BlocklistCheck check, ReportContext context)
    {
        string? part = check.Components.FirstOrDefault(c => context.List(c)?.RemovalUrl is not null);
        Blocklist? list = context.List(part ?? check.Blocklist);
        DateTime? since = context.Since(check.Target, check.Blocklist);
        string name = context.NameAndId(check.Blocklist);
        return new[]
        {
            context.Cell(name + (check.Operator.Length > 0 && name.IndexOf(check.Operator, StringComparison.OrdinalIgnoreCase) < 0 ? ", by " + check.Operator : "")
                + (check.Components.Count > 0 ? ": " + string.Join(", ", check.Components.Select(context.Name)) : "")),
            context.Cell(check.Meanings.Count > 0 ? ListingSentences.Meaning(check) : check.Reason ?? string.Join(", ", check.Codes)),
            new ReportCell(ListingSentences.Weight(check.Impact), check.Impact switch { BlocklistImpact.High => ReportMark.Bad, BlocklistImpact.Medium => ReportMark.Warning, _ => ReportMark.None }),
            new ReportCell(ListingSentences.Covers(check.Scope)),
            new ReportCell(since is null ? ReportTime.Words(check.CheckedAt) : "Since " + ReportTime.Words(since.Value)),
            WayOff(list, context),
        };
    }

    private static ReportCell WayOff(Blocklist? list, ReportContext context)
    {
        if (list is null)
        {
            return new ReportCell("Not known: the list is in no catalogue");
        }

        string? link = ReportLink.Page(list.RemovalUrl ?? list.LookupUrl);
        string time = list.RemovalPolicy is RemovalPolicy.AutoExpiry or RemovalPolicy.PaidExpress ? list.Expiry ?? "" : list.ProcessingTime ?? "";
        return new ReportCell(ListingSentences.WayOff(list) + (time.Length > 0 ? " (" + context.Texts.Line(time) + ")" : ""), ReportMark.None, link);
    }

    /// <summary>Lists that gave no answer, each once for each reason, however many targets they were asked about.</summary>
    private static ReportTable? Unanswered(IReadOnlyList<LookedUp> all, ReportContext context)
    {
        Dictionary<(string List, ListingVerdict Verdict, LookupFailureKind Kind), (BlocklistCheck First, int Count)> found = new();
        foreach (LookedUp looked in all.Where(l => l.Unanswered > 0))
        {
            foreach (BlocklistCheck check in looked.Checks.Where(c => c.Verdict != ListingVerdict.NotApplicable && !c.IsAnswered))
            {
                (string, ListingVerdict, LookupFailureKind) key = (check.Blocklist, check.Verdict, check.FailureKind);
                found[key] = found.TryGetValue(key, out (BlocklistCheck First, int Count) before) ? (before.First, before.Count + 1) : (check, 1);
            }
        }

        return found.Count == 0 ? null : new ReportTable(
            "Lists that gave no answer that can be trusted",
            UnansweredColumns,
            found.Values.OrderBy(f => f.First.Impact).ThenBy(f => f.First.Blocklist, StringComparer.Ordinal).Select(f => (IReadOnlyList<ReportCell>)new[]
            {
                context.Cell(context.NameAndId(f.First.Blocklist)),
                new ReportCell(f.First.Verdict.ToString(), ReportMark.Unknown),
                context.Cell(f.First.Reason ?? f.First.FailureKind.ToString()),
                f.Count == 1 ? context.Cell(f.First.Target) : new ReportCell(ReportContext.Number(f.Count) + " of " + ReportContext.Number(all.Count)),
            }).ToList());
    }
}
