using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Refusals: those that say the same together, the latest of them in full.</summary>
internal static class RefusalSection
{
    private const int InFull = 5;

    internal static ReportSection? Of(IReadOnlyList<MailRefusal> refusals, ReportContext context) => refusals.Count == 0 ? null
        : new ReportSection("refusals", "Refused mail", "Who refused mail, and why. The server's own words are there for the operator's ticket.")
        {
            Noun = ("refusal", "refusals"),
            Entries = refusals.GroupBy(r => (r.Provider ?? r.RemoteMta, r.Cause, r.RefusedAddress, r.IsPermanent, string.Join(",", r.Lists)))
                .OrderBy(g => RefusalSentences.Mark(g.First())).ThenByDescending(g => g.Count())
                .Select(g => Entry(g.OrderByDescending(r => r.OccurredAt).ToList(), context)).ToList(),
        };

    /// <summary>One refusal, in full.</summary>
    internal static ReportEvidence Evidence(MailRefusal refusal, ReportContext context) => new(
        "The refusal" + (refusal.OccurredAt is { } at ? " of " + ReportTime.Words(at) : ""),
        context.Facts(
            ("Cause", refusal.Cause), ("Refused by", refusal.RemoteMta), ("At the address", refusal.RemoteAddress), ("Told by", refusal.ReportedBy), ("Time", refusal.OccurredAt),
            ("Sender", refusal.Sender), ("Recipient", refusal.Recipient), ("Stage", refusal.Stage), ("Refused address", refusal.RefusedAddress),
            ("Number of the case", refusal.CaseId), ("Queue id", refusal.QueueId), ("Message-ID", refusal.MessageId), ("Decided by", refusal.Evidence),
            ("Rule", refusal.RuleId), ("Rule compared with its source", refusal.RuleVerifiedOn is { } day ? ReportTime.Day(day) : null), ("File", refusal.SourcePath)),
        new[] { context.Texts.Line(RefusalSentences.Reply(refusal.ReplyCode, refusal.EnhancedCode, refusal.ReplyText)) });

    private static ReportEntry Entry(List<MailRefusal> same, ReportContext context)
    {
        MailRefusal first = same[0];
        string who = first.Provider is not null ? context.Name(first.Provider) : context.Texts.LineOrNull(first.RemoteMta) ?? "A mail server";
        List<string> recipients = same.Select(r => context.Texts.LineOrNull(r.Recipient)).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        string sentence = who + (first.IsPermanent ? " refused " : " put off ") + (same.Count == 1 ? "a mail" : ReportContext.Number(same.Count) + " mails")
            + (recipients.Count > 0 ? " to " + ReportContext.Join(recipients, 3) : "") + ": " + RefusalSentences.Cause(first.Cause) + "."
            + RefusalSentences.About(first, context)
            + (first.IsPermanent ? " Trying again is of no use." : "");
        return new ReportEntry(
            who + (first.RefusedAddress is null ? "" : ", " + context.Texts.Line(first.RefusedAddress)),
            new ReportCell(first.IsPermanent ? "Refused" : "Put off", RefusalSentences.Mark(first)),
            sentence,
            () => Parts(same, context));
    }

    private static List<ReportPart> Parts(List<MailRefusal> same, ReportContext context)
    {
        List<ReportPart> parts = new();
        IReadOnlyList<ReportFact> ways = context.Facts(("Page for it", context.Page(same[0].RouteUrl)), ("Address for it", context.Mailbox(same[0].RouteMail)));
        if (ways.Count > 0)
        {
            parts.Add(new ReportFacts(ways));
        }

        parts.AddRange(same.Take(InFull).Select(r => Evidence(r, context)));
        if (same.Count > InFull)
        {
            parts.Add(new ReportText(ReportContext.Count(same.Count - InFull, "more refusal", "more refusals") + " of the same kind; -As Json and -As Csv have them all."));
        }

        return parts;
    }
}
