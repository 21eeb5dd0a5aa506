using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Attempts at delivery, with what was said, and where messages landed.</summary>
internal static class ProbeSection
{
    internal static ReportSection? Of(IReadOnlyList<ProbeResult> probes, IReadOnlyList<ProbePlacement> placements, ReportContext context) => probes.Count + placements.Count == 0 ? null
        : new ReportSection("probes", "Attempts at delivery", "What recipients' servers said to one honest attempt, and where messages landed.")
        {
            Noun = ("attempt", "attempts"),
            Entries = probes.Select(p => new ReportEntry(context.Texts.Line(p.To), State(p), Sentence(p, context), () => Parts(p, context)))
                .Concat(placements.Select(p => new ReportEntry("Message " + context.Texts.Line(p.MessageId), State(p), Sentence(p, context), () => Parts(p, context)))).ToList(),
        };

    internal static ReportCell State(ProbeResult probe) => probe.Outcome switch
    {
        ProbeOutcome.Accepted => new ReportCell("Accepted", ReportMark.Good),
        ProbeOutcome.NotRefusedBeforeData => new ReportCell("Not refused so far", ReportMark.Good),
        ProbeOutcome.Refused => new ReportCell("Refused", ReportMark.Bad),
        ProbeOutcome.Deferred => new ReportCell("Put off", ReportMark.Warning),
        ProbeOutcome.NoMailServer or ProbeOutcome.NullMx => new ReportCell("Takes no mail", ReportMark.Warning),
        _ => new ReportCell("Not known", ReportMark.Unknown),
    };

    internal static string Sentence(ProbeResult probe, ReportContext context)
    {
        string who = context.Texts.LineOrNull(probe.MailExchanger) ?? "the recipient's server";
        return probe.Outcome switch
        {
            ProbeOutcome.Accepted => "The server " + who + " took the message. Where it put it is another question.",
            ProbeOutcome.NotRefusedBeforeData => "The server " + who + " refused nothing up to the stage " + probe.Stage + "; it may still refuse the message itself.",
            ProbeOutcome.Refused or ProbeOutcome.Deferred => "The server " + who + (probe.Outcome == ProbeOutcome.Refused ? " refused" : " put off") + " mail at the stage " + probe.Stage
                + (probe.Refusal is null ? "." : ": " + RefusalSentences.Cause(probe.Refusal.Cause) + "." + RefusalSentences.About(probe.Refusal, context)),
            ProbeOutcome.NoMailServer or ProbeOutcome.NullMx => "The recipient's domain takes no mail.",
            ProbeOutcome.PortBlocked => "No connection to a mail server leaves this network (port 25), so nothing is known about the recipient.",
            _ => "The attempt did not come to an answer (" + probe.Outcome + "), so nothing is known about the recipient.",
        };
    }

    internal static IReadOnlyList<ReportPart> Parts(ProbeResult probe, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Provider", probe.Provider is null ? null : context.Name(probe.Provider)), ("Server", probe.MailExchanger), ("Its address", probe.RemoteAddress), ("From", probe.From),
                ("Sent from", probe.SeenAddress ?? probe.LocalAddress), ("Name given", probe.HelloName), ("Encryption", probe.Tls?.ToString()), ("Time", probe.SentAt),
                ("Reply", RefusalSentences.Reply(probe.ReplyCode, probe.EnhancedCode, probe.ReplyText)), ("Message-ID", probe.MessageId))),
        };
        parts.AddRange(probe.Notes.Select(n => new ReportText(context.Texts.Line(n), ReportMark.Warning)));
        parts.AddRange(probe.NotSeen.Select(n => new ReportText("Not shown by this attempt: " + context.Texts.Line(n))));
        if (probe.Attempts.Count > 1)
        {
            parts.Add(new ReportTable("Connections", new[] { "Server", "Outcome", "Reply", "Time (UTC)" }, probe.Attempts.Select(a => (IReadOnlyList<ReportCell>)new[]
            {
                context.Cell(a.Where), new ReportCell(a.Outcome.ToString()),
                context.Cell(a.Failure ?? RefusalSentences.Reply(a.ReplyCode, a.EnhancedCode, a.ReplyText)), new ReportCell(ReportTime.Iso(a.StartedAt)),
            }).ToList()) { IsEvidence = true });
        }

        if (probe.Refusal is not null)
        {
            parts.Add(RefusalSection.Evidence(probe.Refusal, context));
        }

        if (probe.Transcript.Count > 0)
        {
            parts.Add(new ReportEvidence("What was said", Array.Empty<ReportFact>(), probe.Transcript.Select(l => context.Texts.Line(l.ToString())).ToList()));
        }

        return parts;
    }

    internal static ReportCell State(ProbePlacement placement) => !placement.Found
        ? placement.Refusal is null ? new ReportCell("Not found", ReportMark.Unknown) : new ReportCell("Bounced", ReportMark.Bad)
        : placement.IsJunk switch { true => new ReportCell("Junk", ReportMark.Bad), false => new ReportCell("Inbox", ReportMark.Good), _ => new ReportCell("Found", ReportMark.None) };

    internal static string Sentence(ProbePlacement placement, ReportContext context) => placement.Found
        ? "The message landed in " + context.Texts.Line(placement.Folder) + (placement.IsJunk == true ? ", where few people look." : ".")
        : placement.Refusal is not null ? "The message came back: " + RefusalSentences.Cause(placement.Refusal.Cause) + "."
        : "The message was not there when the time was up. It may be late, or lost: nobody knows.";

    private static List<ReportPart> Parts(ProbePlacement placement, ReportContext context)
    {
        List<ReportPart> parts = new()
        {
            new ReportFacts(context.Facts(
                ("Mailbox", placement.ImapServer), ("Folder", placement.Folder), ("Sent", placement.SentAt), ("Received", placement.ReceivedAt),
                ("Delay", placement.Delay is { } delay ? delay.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture) + " s" : null),
                ("Checked by the receiver", placement.AuthenticationResults.Select(r => r.ToString())))),
        };
        if (placement.ProviderVerdicts.Count > 0)
        {
            parts.Add(new ReportTable("What the provider's filter says", new[] { "Header field", "Part", "Value" }, placement.ProviderVerdicts.Select(v => (IReadOnlyList<ReportCell>)new[]
            {
                context.Cell(v.Header), context.Cell(v.Name), context.Cell(v.Value),
            }).ToList()) { IsEvidence = true });
        }

        if (placement.ReceivedPath.Count > 0)
        {
            parts.Add(new ReportTable("The way of the message, the last station first", new[] { "From", "By", "With", "Time (UTC)" }, placement.ReceivedPath.Select(h => (IReadOnlyList<ReportCell>)new[]
            {
                context.Cell(h.From), context.Cell(h.By), context.Cell(h.With), new ReportCell(h.At is { } at ? ReportTime.Iso(at) : ""),
            }).ToList()) { IsEvidence = true });
        }

        if (placement.Refusal is not null)
        {
            parts.Add(RefusalSection.Evidence(placement.Refusal, context));
        }

        return parts;
    }
}
