using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Reporting;

/// <summary>Findings one by one, as rows for machines.</summary>
internal sealed class FindingRows
{
    private readonly ReportContext _context;

    internal FindingRows(ReportContext context)
    {
        _context = context;
    }

    /// <summary>A row for each list; where none was asked, one that says so.</summary>
    internal IEnumerable<ReportFinding> Of(LookedUp looked)
    {
        IReadOnlyList<BlocklistCheck> checks = looked.Checks;
        return checks.Count > 0 ? checks.Select(Of) : new[]
        {
            new ReportFinding
            {
                Kind = looked.Kind,
                Target = Line(looked.Target),
                Verdict = looked.Status.ToString(),
                IsKnown = looked.Status != ListingStatus.Undetermined,
                Server = Line(looked.Resolver),
                At = looked.CheckedAt,
            },
        };
    }

    internal ReportFinding Of(BlocklistCheck check)
    {
        Blocklist? list = _context.List(check.Blocklist);
        return new ReportFinding
        {
            Kind = nameof(BlocklistCheck),
            Target = Line(check.Target),
            Subject = Line(check.Blocklist),
            Operator = Line(check.Operator),
            Verdict = check.Verdict.ToString(),
            IsKnown = check.IsAnswered || check.Verdict == ListingVerdict.NotApplicable,
            Impact = check.Impact.ToString(),
            Scope = check.Verdict == ListingVerdict.Listed ? check.Scope.ToString() : null,
            Codes = check.Codes.Select(_context.Texts.Line).ToList(),
            Meaning = Line(ListingSentences.Meaning(check)),
            Text = Line(string.Join(" / ", check.Texts)),
            Reason = Line(check.Reason),
            Question = check.WasAsked ? Line(ListingSection.Question(check)) : null,
            Server = Line(check.Resolver),
            At = check.CheckedAt,
            Since = check.Verdict == ListingVerdict.Listed ? _context.Since(check.Target, check.Blocklist) : null,
            Url = check.Verdict == ListingVerdict.Listed ? ReportLink.Page(list?.RemovalUrl) : null,
            ToDo = check.Verdict == ListingVerdict.Listed && list is not null ? ListingSentences.WayOff(list) : null,
        };
    }

    internal ReportFinding Of(IpBlocklistSummary range) => new()
    {
        Kind = nameof(IpBlocklistSummary),
        Target = Line(range.Range),
        Subject = Line(range.Shard),
        Verdict = (range.Listed > 0 ? ListingStatus.Listed : range.Undetermined > 0 ? ListingStatus.Undetermined : ListingStatus.NotListed).ToString(),
        IsKnown = range.Undetermined == 0,
        Meaning = RangeSection.Sentence(range),
        Text = Line(string.Join(" ", range.ListedAddresses)),
        Reason = Line(string.Join(" ", range.Advice)),
        Server = Line(range.Resolver),
        At = range.CheckedAt,
    };

    internal ReportFinding Of(BlocklistHealth list) => new()
    {
        Kind = nameof(BlocklistHealth),
        Target = Line(list.Name),
        Subject = Line(list.SeenResolver),
        Verdict = list.Health.ToString(),
        IsKnown = list.Health is not (ListHealth.NotTested or ListHealth.Unreachable or ListHealth.Inconclusive),
        Meaning = list.ResolverFinding.ToString(),
        Text = Line(string.Join(" / ", list.Evidence)),
        Reason = Line(list.Reason),
        Question = Line(list.Zone),
        Server = Line(list.Resolver),
        At = list.CheckedAt,
        ToDo = Line(list.Advice),
    };

    internal ReportFinding Of(MailRefusal refusal) => new()
    {
        Kind = nameof(MailRefusal),
        Target = Line(refusal.RefusedAddress ?? refusal.Recipient),
        Subject = Line(string.Join(" ", refusal.Lists)),
        Operator = Line(refusal.Provider ?? refusal.RemoteMta),
        Verdict = refusal.Cause.ToString(),
        IsKnown = refusal.Cause != RefusalCause.Unknown,
        Codes = Codes(refusal.ReplyCode, refusal.EnhancedCode),
        Meaning = RefusalSentences.Cause(refusal.Cause),
        Text = Line(refusal.ReplyText),
        Reason = Line(refusal.Evidence),
        Question = Line(refusal.Recipient),
        Server = Line(refusal.RemoteMta),
        At = refusal.OccurredAt,
        Url = ReportLink.Page(Line(refusal.RouteUrl)) ?? ReportLink.Mailbox(Line(refusal.RouteMail)),
        ToDo = Line(refusal.CaseId),
    };

    internal ReportFinding Of(ProbeResult probe) => new()
    {
        Kind = nameof(ProbeResult),
        Target = Line(probe.To),
        Subject = Line(probe.SeenAddress ?? probe.LocalAddress),
        Operator = Line(probe.Provider),
        Verdict = probe.Outcome.ToString(),
        IsKnown = ProbeSection.State(probe).Mark != ReportMark.Unknown,
        Scope = probe.Stage.ToString(),
        Codes = Codes(probe.ReplyCode, probe.EnhancedCode),
        Meaning = probe.Refusal is null ? null : probe.Refusal.Cause.ToString(),
        Text = Line(probe.ReplyText),
        Reason = Line(string.Join(" ", probe.NotSeen.Concat(probe.Notes))),
        Server = Line(probe.MailExchanger),
        At = probe.SentAt,
    };

    internal ReportFinding Of(ProbePlacement placement) => new()
    {
        Kind = nameof(ProbePlacement),
        Target = Line(placement.MessageId),
        Subject = Line(placement.Folder),
        Verdict = ProbeSection.State(placement).Text,
        IsKnown = placement.Found || placement.Refusal is not null,
        Text = Line(string.Join(" ", placement.AuthenticationResults)),
        Reason = Line(placement.Refusal?.ReplyText),
        Server = Line(placement.ImapServer),
        At = placement.ReceivedAt ?? placement.SentAt,
    };

    internal ReportFinding Of(ReadinessCheck check) => new()
    {
        Kind = nameof(ReadinessCheck),
        Target = Line(check.Target),
        Subject = Line(check.Name),
        Operator = Line(string.Join(" ", check.RequiredBy)),
        Verdict = check.Status.ToString(),
        IsKnown = check.Status != ReadinessStatus.Unknown,
        Meaning = Line(check.Expected),
        Text = Line(check.Found),
        Reason = Line(check.Why),
        Server = Line(check.Resolver),
        At = check.CheckedAt,
        ToDo = Line(string.Join(" ", new[] { check.Fix, check.Record }.OfType<string>())),
    };

    internal ReportFinding Of(DelistingRoute route) => new()
    {
        Kind = nameof(DelistingRoute),
        Target = Line(route.Target),
        Subject = Line(string.Join(" ", route.For)),
        Verdict = route.Advice.ToString(),
        Meaning = Line(route.TypicalTime),
        Reason = Line(route.Reason),
        Url = ReportLink.Page(Line(route.Steps.FirstOrDefault(s => s.State != StepState.NotNeeded && s.Url is not null)?.Url)),
        ToDo = Line(string.Join(" ", route.Steps.Where(s => s.State != StepState.NotNeeded).Select(s => s.Order + ". " + s.Title + "."))),
    };

    internal ReportFinding Of(DelistingCase one) => new()
    {
        Kind = nameof(DelistingCase),
        Target = Line(one.Target),
        Subject = Line(one.Ticket),
        Operator = Line(one.For),
        Verdict = one.State.ToString(),
        Meaning = CaseSection.Sentence(one, _context),
        Reason = Line(one.Events.Count == 0 ? null : one.Events[one.Events.Count - 1].Text),
        At = one.ChangedAt,
        Since = one.OpenedAt,
        Url = ReportLink.Page(Line(one.NextStep?.Step.Url)),
        ToDo = Line(one.NextStep?.Title),
    };

    internal ReportFinding Of(DelistingReply reply) => new()
    {
        Kind = nameof(DelistingReply),
        Target = Line(string.Join(" ", reply.Addresses)),
        Subject = Line(reply.Ticket),
        Operator = Line(reply.Operator),
        Verdict = reply.Verdict.ToString(),
        IsKnown = reply.Verdict != ReplyVerdict.Unknown,
        Meaning = Line(reply.Meaning),
        Text = Line(reply.Evidence),
        Reason = Line(reply.Subject),
        Server = Line(reply.From),
        At = reply.Date,
        ToDo = Line(reply.NextStep),
    };

    internal ReportFinding Of(DelistingDraft draft) => new()
    {
        Kind = nameof(DelistingDraft),
        Target = Line(string.Join(" ", draft.Targets)),
        Subject = Line(draft.Title),
        Operator = Line(draft.For),
        Verdict = draft.Kind.ToString(),
        Meaning = Line(draft.Subject),
        Text = Line(draft.Body),
        Reason = Line(string.Join(" ", draft.Warnings)),
        Url = ReportLink.Page(Line(draft.Url)) ?? ReportLink.Mailbox(Line(draft.MailTo)),
        ToDo = Line(string.Join(" ", draft.Missing)),
    };

    internal ReportFinding Of(DelistingWait wait) => new()
    {
        Kind = nameof(DelistingWait),
        Target = Line(wait.Target),
        Subject = Line(string.Join(" ", wait.Blocklist)),
        Verdict = wait.Ended.ToString(),
        IsKnown = wait.Ended is not (WaitEnd.CannotProbe or WaitEnd.TimedOut),
        Reason = Line(wait.Reason),
        At = wait.EndedAt,
        Since = wait.Since,
    };

    internal ReportFinding Of(BlocklistEvent seen) => new()
    {
        Kind = nameof(BlocklistEvent),
        Target = Line(seen.Address),
        Subject = Line(seen.Blocklist),
        Operator = Line(seen.Watch),
        Verdict = seen.Change.ToString(),
        IsKnown = seen.Change != BlocklistChange.CannotTell,
        Codes = seen.Codes.Select(_context.Texts.Line).ToList(),
        Meaning = seen.Verdict.ToString(),
        Reason = Line(seen.Reason),
        At = seen.At,
        Since = seen.Since,
    };

    private string? Line(string? text) => _context.Texts.LineOrNull(text);

    private IReadOnlyList<string> Codes(int? code, string? enhanced) =>
        new[] { code?.ToString(System.Globalization.CultureInfo.InvariantCulture), Line(enhanced) }.OfType<string>().ToArray();
}
