using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>One check under way: reads records from the top and follows them (RFC 7208, sections 4 to 6).</summary>
internal sealed class SpfEvaluation
{
    private readonly IDnsTransport _transport;
    private readonly SpfSession _session;
    private readonly CancellationToken _cancellationToken;
    private readonly SpfHostTerms _hosts;
    private readonly SpfLookupBudget _budget = new();
    private readonly List<string> _open = new();

    internal SpfEvaluation(IDnsTransport transport, SpfSession session, CancellationToken cancellationToken)
    {
        _transport = transport;
        _session = session;
        _cancellationToken = cancellationToken;
        _hosts = new SpfHostTerms(transport, session, _budget, cancellationToken);
    }

    internal async Task<SpfCheckResult> RunAsync()
    {
        SpfVisit root = await VisitAsync(_session.Domain, null).ConfigureAwait(false);
        return new SpfCheckResult(_session, root, _budget.Lookups, _budget.VoidLookups)
        {
            Explanation = root.Result == SpfResult.Fail ? await ExplainAsync(root).ConfigureAwait(false) : null,
            VoidQuestions = _budget.VoidQuestions,
            NamesWereCut = _hosts.NamesWereCut,
        };
    }

    private async Task<SpfVisit> VisitAsync(string domain, SpfTerm? through)
    {
        if (!SpfName.IsDomain(domain))
        {
            return Without(domain, through, SpfResult.None, new SpfError(SpfErrorKind.NotADomain, NetworkText.Clean(domain)));
        }

        DnsAnswer answer = await _transport.AskAsync(domain, DnsRecordKind.Txt, _cancellationToken).ConfigureAwait(false);
        SpfRecordSelection found = SpfRecordSelection.Of(answer.Texts);
        if (found.Records.Count > 1)
        {
            SpfError several = new(SpfErrorKind.SeveralRecords, NetworkText.Clean(domain)) { Count = found.Records.Count };
            return Without(domain, through, SpfResult.PermError, several);
        }

        if (found.Records.Count == 0)
        {
            return answer.Outcome == DnsOutcome.Failed || answer.IsPartial
                ? Without(domain, through, SpfResult.TempError, SpfHostTerms.Failure(domain, null, domain, answer))
                : Without(domain, through, SpfResult.None, new SpfError(SpfErrorKind.NoRecord, NetworkText.Clean(domain)));
        }

        SpfRecord record = SpfRecord.Parse(found.Records[0]);
        if (record.Fault is not null)
        {
            SpfTerm? broken = record.Terms.FirstOrDefault(t => t.Position == record.Fault.Position);
            return new SpfVisit(domain, through, SpfResult.PermError)
            {
                Record = record,
                Term = broken,
                Error = new SpfError(SpfErrorKind.SyntaxError, NetworkText.Clean(domain)) { Term = broken, Fault = record.Fault },
            };
        }

        _open.Add(domain);
        SpfVisit visit = await EvaluateAsync(domain, through, record).ConfigureAwait(false);
        _open.RemoveAt(_open.Count - 1);
        return visit;
    }

    private async Task<SpfVisit> EvaluateAsync(string domain, SpfTerm? through, SpfRecord record)
    {
        List<SpfVisit> below = new();
        foreach (SpfTerm term in record.Reachable)
        {
            if (term.Kind == SpfTermKind.Redirect)
            {
                (SpfResult redirected, SpfError? error) = await RedirectAsync(term, domain, below).ConfigureAwait(false);
                return End(redirected, term, error);
            }

            SpfMatch match = await MatchAsync(term, domain, below).ConfigureAwait(false);
            if (match.Error is not null)
            {
                return End(match.Error.Kind == SpfErrorKind.DnsFailure ? SpfResult.TempError : SpfResult.PermError, term, match.Error);
            }

            if (match.IsMatch)
            {
                return End(ResultOf(term.Qualifier), term, null);
            }
        }

        return End(SpfResult.Neutral, null, null);

        SpfVisit End(SpfResult result, SpfTerm? term, SpfError? error) =>
            new(domain, through, result) { Record = record, Term = term, Error = error, Below = below.AsReadOnly() };
    }

    private async Task<SpfMatch> MatchAsync(SpfTerm term, string domain, List<SpfVisit> below)
    {
        switch (term.Kind)
        {
            case SpfTermKind.All:
                return SpfMatch.Yes;
            case SpfTermKind.Ip4:
            case SpfTermKind.Ip6:
                return SpfMatch.Of(term.Range!.Contains(_session.Client));
            default:
                if (!_budget.TakeLookup())
                {
                    return SpfMatch.Fail(Error(SpfErrorKind.TooManyLookups, domain, term));
                }

                return term.Kind == SpfTermKind.Include
                    ? await IncludeAsync(term, domain, below).ConfigureAwait(false)
                    : await _hosts.MatchAsync(term, domain).ConfigureAwait(false);
        }
    }

    private async Task<SpfMatch> IncludeAsync(SpfTerm term, string domain, List<SpfVisit> below)
    {
        (SpfVisit? visit, SpfError? error) = await FollowAsync(term, domain).ConfigureAwait(false);
        if (visit is null)
        {
            return SpfMatch.Fail(error!);
        }

        below.Add(visit);
        return visit.Result switch
        {
            SpfResult.Pass => SpfMatch.Yes,
            SpfResult.None => SpfMatch.Fail(Missing(SpfErrorKind.IncludeWithoutRecord, domain, term, visit)),
            SpfResult.TempError or SpfResult.PermError => SpfMatch.Fail(visit.Error!),
            _ => SpfMatch.No,
        };
    }

    private async Task<(SpfResult Result, SpfError? Error)> RedirectAsync(SpfTerm term, string domain, List<SpfVisit> below)
    {
        if (!_budget.TakeLookup())
        {
            return (SpfResult.PermError, Error(SpfErrorKind.TooManyLookups, domain, term));
        }

        (SpfVisit? visit, SpfError? error) = await FollowAsync(term, domain).ConfigureAwait(false);
        if (visit is null)
        {
            return (error!.Kind == SpfErrorKind.DnsFailure ? SpfResult.TempError : SpfResult.PermError, error);
        }

        below.Add(visit);
        return visit.Result == SpfResult.None
            ? (SpfResult.PermError, Missing(SpfErrorKind.RedirectWithoutRecord, domain, term, visit))
            : (visit.Result, visit.Error);
    }

    /// <summary>Reads the record that a term leads to; an error where it leads back, or its name cannot be made.</summary>
    private async Task<(SpfVisit? Visit, SpfError? Error)> FollowAsync(SpfTerm term, string domain)
    {
        (string? target, SpfError? error) = await _hosts.TargetAsync(term, term.Domain!, domain).ConfigureAwait(false);
        if (error is not null)
        {
            return (null, error);
        }

        // The same record would be read the same way again until the look-ups are used up.
        return _open.Any(o => SpfName.IsSame(o, target!))
            ? (null, new SpfError(SpfErrorKind.Loop, NetworkText.Clean(domain)) { Term = term, Target = NetworkText.Clean(target!) })
            : (await VisitAsync(target!, term).ConfigureAwait(false), null);
    }

    /// <summary>The explanation of the record that failed, which a redirect may have led to and an include has not (RFC 7208, section 6.2).</summary>
    private async Task<string?> ExplainAsync(SpfVisit visit)
    {
        while (visit.Term is { Kind: SpfTermKind.Redirect })
        {
            visit = visit.Below[visit.Below.Count - 1];
        }

        SpfTerm? term = visit.Record!.Explanation;
        if (term is null)
        {
            return null;
        }

        string? target = await _hosts.ExpandFreelyAsync(term.Domain!, visit.Domain).ConfigureAwait(false);
        if (target is null || !SpfName.IsAskable(SpfName.Fit(target)))
        {
            return null;
        }

        DnsAnswer answer = await _transport.AskAsync(SpfName.Fit(target), DnsRecordKind.Txt, _cancellationToken).ConfigureAwait(false);
        if (answer.IsPartial || answer.Texts.Count != 1 || answer.Texts[0].Any(c => c is < ' ' or > '~'))
        {
            return null;
        }

        SpfMacroText? text = SpfMacroText.Parse(answer.Texts[0], true);
        return text is null ? null : NetworkText.CleanOrNull(await _hosts.ExpandFreelyAsync(text, visit.Domain).ConfigureAwait(false));
    }

    private static SpfVisit Without(string domain, SpfTerm? through, SpfResult result, SpfError error) =>
        new(domain, through, result) { Error = error };

    private static SpfError Missing(SpfErrorKind kind, string domain, SpfTerm term, SpfVisit visit) =>
        new(kind, NetworkText.Clean(domain)) { Term = term, Target = NetworkText.Clean(visit.Domain) };

    private static SpfError Error(SpfErrorKind kind, string domain, SpfTerm term) =>
        new(kind, NetworkText.Clean(domain)) { Term = term };

    private static SpfResult ResultOf(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Fail => SpfResult.Fail,
        SpfQualifier.SoftFail => SpfResult.SoftFail,
        SpfQualifier.Neutral => SpfResult.Neutral,
        _ => SpfResult.Pass,
    };
}
