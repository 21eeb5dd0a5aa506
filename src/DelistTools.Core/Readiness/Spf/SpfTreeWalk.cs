using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>The reading of a tree of records, bounded in questions, in branches and in depth.</summary>
internal sealed class SpfTreeWalk
{
    /// <summary>Five times what any check may ask for; whoever has more has lost count himself.</summary>
    internal const int MostQuestions = 50;

    // The same record may be included over and over without a question.
    private const int MostBranches = 500;

    // A chain of redirects that long is no record that anybody can evaluate.
    private const int Deepest = 25;

    private readonly SpfDeadline _transport;
    private readonly string _domain;
    private readonly CancellationToken _cancellationToken;
    private readonly Dictionary<string, DnsAnswer> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _open = new();
    private int _branches;
    private bool _countedNames;

    internal SpfTreeWalk(SpfDeadline transport, string domain, CancellationToken cancellationToken)
    {
        _transport = transport;
        _domain = SpfName.WithoutDot(domain);
        _cancellationToken = cancellationToken;
    }

    internal int Questions => _answers.Count;

    internal bool IsComplete { get; private set; } = true;

    internal Task<SpfBranch> ReadAsync() => ReadAsync(_domain, null, null);

    private async Task<SpfBranch> ReadAsync(string domain, SpfTerm? through, string? from)
    {
        if (!SpfName.IsDomain(domain))
        {
            return Broken(domain, through, Error(SpfErrorKind.NotADomain, domain, through, from));
        }

        if (_open.Any(o => SpfName.IsSame(o, domain)))
        {
            return Broken(domain, through, Error(SpfErrorKind.Loop, domain, through, from));
        }

        bool mayAsk = _answers.Count < MostQuestions && !_transport.IsOver;
        if (++_branches > MostBranches || _open.Count >= Deepest || (!mayAsk && !_answers.ContainsKey(domain)))
        {
            IsComplete = false;
            return new SpfBranch(domain, through) { IsUnread = true };
        }

        if (!_answers.TryGetValue(domain, out DnsAnswer? answer))
        {
            answer = await _transport.AskAsync(domain, DnsRecordKind.Txt, _cancellationToken).ConfigureAwait(false);
            _answers[domain] = answer;
        }

        SpfRecordSelection found = SpfRecordSelection.Of(answer.Texts);
        if (found.Records.Count != 1)
        {
            return new SpfBranch(domain, through) { Error = ErrorOf(domain, through, from, answer, found), Near = found.Near };
        }

        SpfRecord record = SpfRecord.Parse(found.Records[0]);
        _open.Add(domain);
        SpfBranch branch = await ReadBelowAsync(domain, through, record, found.Near).ConfigureAwait(false);
        _open.RemoveAt(_open.Count - 1);
        return branch;
    }

    private async Task<SpfBranch> ReadBelowAsync(string domain, SpfTerm? through, SpfRecord record, IReadOnlyList<SpfNearRecord> near)
    {
        int own = 0;
        List<SpfBranch> below = new();
        foreach (SpfTerm term in record.Reachable.Where(t => t.CountsAsLookup))
        {
            own++;
            if (!_countedNames && term.Domain?.Uses('p') == true)
            {
                _countedNames = true;
                own++;
            }

            if (term.Kind is SpfTermKind.Include or SpfTermKind.Redirect)
            {
                below.Add(await FollowAsync(term, domain).ConfigureAwait(false));
            }
        }

        SpfTerm? broken = record.Fault is null ? null : record.Terms.FirstOrDefault(t => t.Position == record.Fault.Position);
        return new SpfBranch(domain, through)
        {
            Record = record,
            Near = near,
            Error = record.Fault is null
                ? null
                : new SpfError(SpfErrorKind.SyntaxError, NetworkText.Clean(domain)) { Term = broken, Fault = record.Fault },
            OwnLookups = own,
            Lookups = own + below.Sum(b => b.Lookups),
            Below = below.AsReadOnly(),
        };
    }

    private async Task<SpfBranch> FollowAsync(SpfTerm term, string domain)
    {
        if (!term.Domain!.DependsOnDomainOnly)
        {
            return new SpfBranch(term.Domain.Text, term) { IsUnread = true };
        }

        // No part of this session but the domain comes into the name.
        SpfSession anybody = new(IPAddress.Any, _domain, null, "");
        string? target = new SpfMacroExpander(anybody, domain, "").Expand(term.Domain);
        return await ReadAsync(SpfName.Fit(target ?? ""), term, domain).ConfigureAwait(false);
    }

    private static SpfError ErrorOf(string domain, SpfTerm? through, string? from, DnsAnswer answer, SpfRecordSelection found)
    {
        if (found.Records.Count > 1)
        {
            return new SpfError(SpfErrorKind.SeveralRecords, NetworkText.Clean(domain)) { Count = found.Records.Count };
        }

        if (answer.Outcome == DnsOutcome.Failed || answer.IsPartial)
        {
            return SpfHostTerms.Failure(domain, null, domain, answer);
        }

        SpfErrorKind kind = through?.Kind switch
        {
            SpfTermKind.Include => SpfErrorKind.IncludeWithoutRecord,
            SpfTermKind.Redirect => SpfErrorKind.RedirectWithoutRecord,
            _ => SpfErrorKind.NoRecord,
        };
        return Error(kind, domain, through, from);
    }

    /// <summary>An error of the record that leads to the domain; of the domain itself where none does.</summary>
    private static SpfError Error(SpfErrorKind kind, string domain, SpfTerm? through, string? from) =>
        new(kind, NetworkText.Clean(from ?? domain)) { Term = through, Target = from is null ? null : NetworkText.Clean(domain) };

    private static SpfBranch Broken(string domain, SpfTerm? through, SpfError error) => new(domain, through) { Error = error };
}
