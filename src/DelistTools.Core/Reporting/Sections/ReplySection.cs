using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>What operators answered, and texts for them.</summary>
internal static class ReplySection
{
    internal static ReportSection? Replies(IReadOnlyList<DelistingReply> replies, ReportContext context) => replies.Count == 0 ? null
        : new ReportSection("replies", "Answers of operators", "What each answer means, and what to do now.")
        {
            Noun = ("answer", "answers"),
            Entries = replies.Select(r => new ReportEntry(
                (r.Operator is null ? "An answer" : context.Name(r.Operator)) + (r.Ticket is null ? "" : ", " + context.Texts.Line(r.Ticket)),
                State(r.Verdict),
                context.Texts.Line(r.Meaning),
                () => Parts(r, context))).ToList(),
        };

    internal static ReportSection? Drafts(IReadOnlyList<DelistingDraft> drafts, ReportContext context) => drafts.Count == 0 ? null
        : new ReportSection("drafts", "Texts for operators", "What was not checked is not claimed, and what is missing stands there as a placeholder.")
        {
            Noun = ("text", "texts"),
            Entries = drafts.Select(d => new ReportEntry(
                (d.For is null ? "Draft" : context.Name(d.For)) + ": " + context.Texts.Line(d.Title),
                d.Missing.Count > 0 ? new ReportCell("Something is missing", ReportMark.Warning) : new ReportCell("Complete", ReportMark.Good),
                d.Missing.Count > 0 ? "Still missing: " + ReportContext.Join(d.Missing.Select(m => context.Texts.Line(m.Name))) + "." : "Nothing that the operator asks for is missing.",
                () => Parts(d, context))).ToList(),
        };

    private static ReportCell State(ReplyVerdict verdict) => verdict switch
    {
        ReplyVerdict.Mitigated => new ReportCell("Removed", ReportMark.Good),
        ReplyVerdict.ConditionallyMitigated => new ReportCell("Removed on probation", ReportMark.Good),
        ReplyVerdict.Received => new ReportCell("Received", ReportMark.None),
        ReplyVerdict.NothingDetected => new ReportCell("Nothing to remove", ReportMark.Warning),
        ReplyVerdict.BlockedByUpstream => new ReportCell("Another list is behind it", ReportMark.Warning),
        ReplyVerdict.MoreInformationNeeded => new ReportCell("Waits for you", ReportMark.Warning),
        ReplyVerdict.Resubmit => new ReportCell("To be asked again", ReportMark.Warning),
        ReplyVerdict.NotQualified => new ReportCell("Not removed by the rules", ReportMark.Bad),
        ReplyVerdict.Refused => new ReportCell("Refused", ReportMark.Bad),
        _ => new ReportCell("Not known", ReportMark.Unknown),
    };

    private static List<ReportPart> Parts(DelistingReply reply, ReportContext context) => new()
    {
        new ReportFacts(context.Facts(
            ("What to do now", reply.NextStep), ("Wait", reply.Wait), ("Until", reply.WaitUntil), ("Another list", reply.Blocklist is null ? null : context.NameAndId(reply.Blocklist)),
            ("Addresses", ReportContext.Join(reply.Results.Select(r => context.Texts.Line(r.ToString())), 20)),
            ("Written by", reply.IsAutomatic ? "a program, or from a mailbox that nobody reads" : null),
            ("Whether an answer is read", reply.ReplyIsRead switch { true => "yes", false => "no", _ => null }))),
        new ReportEvidence(
            "The passage that decided",
            context.Facts(("From", reply.From), ("Subject", reply.Subject), ("Date", reply.Date), ("Ticket", reply.Ticket), ("Rule", reply.RuleId), ("File", reply.SourcePath)),
            context.Texts.Lines(reply.Evidence)),
    };

    private static List<ReportPart> Parts(DelistingDraft draft, ReportContext context)
    {
        List<ReportPart> parts = new();
        IReadOnlyList<ReportFact> facts = context.Facts(
            ("Page", context.Page(draft.Url)), ("Write to", context.Mailbox(draft.MailTo)), ("Case", draft.CaseId), ("About", ReportContext.Join(draft.Targets.Select(context.Texts.Line), 10)));
        parts.Add(new ReportFacts(facts));
        parts.AddRange(draft.Missing.Select(m => new ReportText(context.Texts.Line(m.Name) + " is missing: " + context.Texts.Line(m.How), ReportMark.Warning)));
        parts.AddRange(draft.Warnings.Select(w => new ReportText(context.Texts.Line(w), ReportMark.Warning)));
        if (draft.Fields.Count > 0)
        {
            parts.Add(new ReportFacts(context.Fields(draft.Fields)));
        }

        if (draft.Body.Length > 0)
        {
            parts.Add(new ReportEvidence("The text", context.Facts(("Subject", draft.Subject)), context.Texts.Lines(draft.Body)));
        }

        if (draft.NotClaimed.Count > 0)
        {
            parts.Add(new ReportEvidence("Left out, since it was not checked or not in order", Array.Empty<ReportFact>(), draft.NotClaimed.Select(context.Texts.Line).ToList()));
        }

        return parts;
    }
}
