using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness.Spf;

/// <summary>
/// The mechanisms that look up hosts: <c>a</c>, <c>mx</c>, <c>ptr</c> and <c>exists</c> (RFC 7208, section 5), and the
/// names that terms lead to. One for each check: it remembers the client's names.
/// </summary>
internal sealed class SpfHostTerms
{
    private const string NoValidName = "unknown";

    private readonly IDnsTransport _transport;
    private readonly SpfSession _session;
    private readonly SpfLookupBudget _budget;
    private readonly CancellationToken _cancellationToken;
    private readonly DnsRecordKind _addressKind;
    private DnsAnswer? _names;
    private IReadOnlyList<string>? _validNames;

    internal SpfHostTerms(IDnsTransport transport, SpfSession session, SpfLookupBudget budget, CancellationToken cancellationToken)
    {
        _transport = transport;
        _session = session;
        _budget = budget;
        _cancellationToken = cancellationToken;
        _addressKind = session.Client.AddressFamily == AddressFamily.InterNetwork ? DnsRecordKind.A : DnsRecordKind.Aaaa;
    }

    internal bool NamesWereCut => _names?.Names.Count > SpfCheck.MostHosts;

    internal async Task<SpfMatch> MatchAsync(SpfTerm term, string domain)
    {
        string? target = domain;
        if (term.Domain is not null)
        {
            (target, SpfError? error) = await TargetAsync(term, term.Domain, domain).ConfigureAwait(false);
            if (error is not null)
            {
                return SpfMatch.Fail(error);
            }
        }

        if (!SpfName.IsAskable(target!))
        {
            return SpfMatch.No;
        }

        return term.Kind switch
        {
            SpfTermKind.Ptr => await MatchPtrAsync(term, domain, target!).ConfigureAwait(false),
            SpfTermKind.Mx => await MatchMxAsync(term, domain, target!).ConfigureAwait(false),
            SpfTermKind.A => await MatchHostAsync(term, domain, target!, true).ConfigureAwait(false),
            _ => await MatchExistsAsync(term, domain, target!).ConfigureAwait(false),
        };
    }

    /// <summary>The name that a term leads to. A look-up goes for the client's names where %{p} wants them first.</summary>
    internal async Task<(string? Target, SpfError? Error)> TargetAsync(SpfTerm term, SpfMacroText text, string domain)
    {
        if (text.Uses('p') && _names is null && !_budget.TakeLookup())
        {
            return (null, Error(SpfErrorKind.TooManyLookups, domain, term));
        }

        return (SpfName.Fit(await ExpandFreelyAsync(text, domain).ConfigureAwait(false) ?? ""), null);
    }

    /// <summary>The text with values; null where it becomes far too long. Counts no look-up.</summary>
    internal async Task<string?> ExpandFreelyAsync(SpfMacroText text, string domain)
    {
        string name = text.Uses('p') ? await ValidNameAsync(domain).ConfigureAwait(false) : NoValidName;
        return new SpfMacroExpander(_session, domain, name).Expand(text);
    }

    internal static SpfError Failure(string domain, SpfTerm? term, string target, DnsAnswer answer) =>
        new(SpfErrorKind.DnsFailure, NetworkText.Clean(domain))
        {
            Term = term,
            Target = NetworkText.Clean(target),
            Detail = answer.FailureDetail ?? "the answer was cut off",
        };

    private async Task<SpfMatch> MatchExistsAsync(SpfTerm term, string domain, string target)
    {
        // The kind is A even for a client with IPv6 (RFC 7208, section 5.7).
        DnsAnswer answer = await AskAsync(target, DnsRecordKind.A).ConfigureAwait(false);
        return answer.Outcome switch
        {
            DnsOutcome.Records => SpfMatch.Yes,
            DnsOutcome.Failed => SpfMatch.Fail(Failure(domain, term, target, answer)),
            _ => Void(term, domain),
        };
    }

    private async Task<SpfMatch> MatchHostAsync(SpfTerm term, string domain, string host, bool countsVoid)
    {
        DnsAnswer answer = await AskAsync(host, _addressKind).ConfigureAwait(false);
        if (answer.Addresses.Any(a => Covers(term, a)))
        {
            return SpfMatch.Yes;
        }

        if (answer.Outcome == DnsOutcome.Failed || answer.IsPartial)
        {
            return SpfMatch.Fail(Failure(domain, term, host, answer));
        }

        return answer.IsNegative && countsVoid ? Void(term, domain) : SpfMatch.No;
    }

    private async Task<SpfMatch> MatchMxAsync(SpfTerm term, string domain, string target)
    {
        DnsAnswer answer = await AskAsync(target, DnsRecordKind.Mx).ConfigureAwait(false);
        if (answer.Outcome == DnsOutcome.Failed)
        {
            return SpfMatch.Fail(Failure(domain, term, target, answer));
        }

        if (answer.IsNegative)
        {
            return Void(term, domain);
        }

        List<string> hosts = answer.Exchangers.Select(e => e.Host).Where(h => h.Length > 0).ToList();
        if (hosts.Count > SpfCheck.MostHosts)
        {
            return SpfMatch.Fail(new SpfError(SpfErrorKind.TooManyMxHosts, NetworkText.Clean(domain))
            {
                Term = term,
                Target = NetworkText.Clean(target),
                Count = hosts.Count,
            });
        }

        foreach (string host in hosts.Distinct().Where(SpfName.IsAskable))
        {
            SpfMatch match = await MatchHostAsync(term, domain, host, false).ConfigureAwait(false);
            if (match.IsMatch || match.Error is not null)
            {
                return match;
            }
        }

        return answer.IsPartial ? SpfMatch.Fail(Failure(domain, term, target, answer)) : SpfMatch.No;
    }

    private async Task<SpfMatch> MatchPtrAsync(SpfTerm term, string domain, string target)
    {
        IReadOnlyList<string> names = await ValidNamesAsync().ConfigureAwait(false);
        return names.Any(n => SpfName.IsIn(n, target)) ? SpfMatch.Yes : _names!.IsNegative ? Void(term, domain) : SpfMatch.No;
    }

    /// <summary>The name for %{p}: the domain itself, else one below it, else any (RFC 7208, section 7.3).</summary>
    private async Task<string> ValidNameAsync(string domain)
    {
        IReadOnlyList<string> names = await ValidNamesAsync().ConfigureAwait(false);
        return names.FirstOrDefault(n => SpfName.IsSame(n, domain))
            ?? names.FirstOrDefault(n => SpfName.IsIn(n, domain))
            ?? (names.Count > 0 ? names[0] : NoValidName);
    }

    /// <summary>The client's names that lead back to it (RFC 7208, section 5.5). What fails on the way is passed over.</summary>
    private async Task<IReadOnlyList<string>> ValidNamesAsync()
    {
        if (_validNames is not null)
        {
            return _validNames;
        }

        _names ??= await AskAsync(SpfName.Reverse(_session.Client), DnsRecordKind.Ptr).ConfigureAwait(false);
        List<string> valid = new();
        foreach (string name in _names.Names.Where(SpfName.IsAskable).Take(SpfCheck.MostHosts))
        {
            DnsAnswer answer = await AskAsync(name, _addressKind).ConfigureAwait(false);
            if (answer.Addresses.Contains(_session.Client))
            {
                valid.Add(name);
            }
        }

        _validNames = valid.AsReadOnly();
        return _validNames;
    }

    private bool Covers(SpfTerm term, IPAddress address)
    {
        int length = address.AddressFamily == AddressFamily.InterNetwork ? term.PrefixIPv4 : term.PrefixIPv6;
        return AddressRange.FromPrefix(address, length).Contains(_session.Client);
    }

    private SpfMatch Void(SpfTerm term, string domain) =>
        _budget.TakeVoidLookup() ? SpfMatch.No : SpfMatch.Fail(Error(SpfErrorKind.TooManyVoidLookups, domain, term));

    private async Task<DnsAnswer> AskAsync(string name, DnsRecordKind kind)
    {
        DnsAnswer answer = await _transport.AskAsync(name, kind, _cancellationToken).ConfigureAwait(false);
        _budget.CountQuestion(answer.IsNegative);
        return answer;
    }

    private static SpfError Error(SpfErrorKind kind, string domain, SpfTerm term) =>
        new(kind, NetworkText.Clean(domain)) { Term = term };
}
