using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Blocklists;

/// <summary>
/// Tests a list because somebody wants to know how it is: for each kind of target that it holds, with what the run knows
/// about the resolver.
/// </summary>
internal sealed class HealthTest
{
    private static readonly BlocklistKind[] Kinds = { BlocklistKind.IPv4, BlocklistKind.IPv6, BlocklistKind.Domain, BlocklistKind.Hash };

    private static readonly KeyValuePair<ResolverFinding, string>[] NoFindings = Array.Empty<KeyValuePair<ResolverFinding, string>>();

    private readonly ListQuestions _questions;
    private readonly ListTester _tester;
    private readonly FileQuestions _files;
    private readonly ResolverDiagnosis _diagnosis;
    private readonly RunSuccession _succession;

    internal HealthTest(ListQuestions questions, ListTester tester, FileQuestions files, ResolverDiagnosis diagnosis, RunSuccession succession)
    {
        _questions = questions;
        _tester = tester;
        _files = files;
        _diagnosis = diagnosis;
        _succession = succession;
    }

    private string Resolver => _questions.Transport.Resolver;

    private RunBudget Budget => _questions.Budget;

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<BlocklistHealth> TestAsync(Blocklist list, CancellationToken cancellationToken)
    {
        if (list.File is not null)
        {
            return Health(list, await _files.TestAsync(list, cancellationToken).ConfigureAwait(false), NoFindings);
        }

        await Budget.OpenAsync(cancellationToken).ConfigureAwait(false);
        await _tester.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (Budget.LeftOut(list) is { } leftOut)
        {
            return Untested(list, ListHealth.NotTested, leftOut.Reason, Resolver);
        }

        if (_succession.Next is { } already)
        {
            return await already.TestAsync(list, cancellationToken).ConfigureAwait(false);
        }

        ListTestResult[] tests = await Task.WhenAll(
            Kinds.Where(k => (list.Kind & k) != 0).Select(k => _tester.TestAsync(list, k, cancellationToken))).ConfigureAwait(false);
        Array.ForEach(tests, t => _diagnosis.Note(list, t));
        if (tests.Any(t => t.Health == ListHealth.Unreachable)
            && await _succession.FindAsync(list, isGivenUp: false, cancellationToken).ConfigureAwait(false) is { } next)
        {
            return await next.TestAsync(list, cancellationToken).ConfigureAwait(false);
        }

        return Health(list, tests, await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>What is said of a list that is not tested.</summary>
    internal static BlocklistHealth Untested(Blocklist list, ListHealth health, string reason, string resolver) => new()
    {
        Name = list.Id,
        Zone = list.Zone,
        Health = health,
        Reason = reason,
        Advice = HealthAdvice.Of(list, health, ResolverFinding.None, resolver, isRemembered: false),
        Resolver = resolver,
        EntryVerifiedOn = VerifiedOn(list),
        CheckedAt = DateTime.UtcNow,
    };

    private BlocklistHealth Health(
        Blocklist list, IReadOnlyList<ListTestResult> tests, IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings)
    {
        List<BlocklistFamilyHealth> families = tests.Select(t => Family(t, findings)).ToList();

        // The order of the kinds stands where two are equally bad.
        List<BlocklistFamilyHealth> worst = families.OrderBy(f => Severity(f.Health)).ToList();
        ListHealth health = worst[0].Health;
        ResolverFinding finding = worst.Select(f => f.ResolverFinding).FirstOrDefault(f => f != ResolverFinding.None);
        bool isRemembered = families.Any(f => f.IsRemembered);
        string resolver = list.File ?? Resolver;
        return new BlocklistHealth
        {
            Name = list.Id,
            Zone = list.Zone,
            Health = health,
            Families = families.Where(f => f.Kind != BlocklistKind.None).ToList().AsReadOnly(),
            ResolverFinding = finding,
            Reason = Reason(worst),
            Advice = HealthAdvice.Of(list, health, finding, resolver, isRemembered, Differing(families, f => f.Health == health)),
            Evidence = families.SelectMany(f => f.Evidence).Distinct().ToList().AsReadOnly(),
            SeenResolver = SeenResolver.Find(tests.SelectMany(t => t.RefusalTexts)),
            EntryVerifiedOn = VerifiedOn(list),
            Resolver = resolver,
            CheckedAt = families.Min(f => f.CheckedAt),
            IsRemembered = isRemembered,
        };
    }

    private static BlocklistFamilyHealth Family(ListTestResult test, IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings) => new()
    {
        Kind = test.Kind,
        Health = test.Health,

        // What the whole run knows about the resolver explains this list only where the list shows the same sign.
        ResolverFinding = findings.Select(f => f.Key).Where(f => Explains(f, test.Health)).DefaultIfEmpty(test.Finding).First(),
        Reason = Sentence(test.Reason),
        Evidence = test.Evidence,
        Depths = test.Depths,
        CheckedAt = test.CheckedAt,
        IsRemembered = test.IsRemembered,
    };

    /// <summary>The kinds of which something is so; null where it is of all.</summary>
    private static string? Differing(List<BlocklistFamilyHealth> families, Predicate<BlocklistFamilyHealth> isSo) =>
        families.TrueForAll(isSo) || families.Find(isSo)!.Health == ListHealth.Healthy ? null : string.Join(", ", families.FindAll(isSo).Select(f => f.Kind));

    /// <summary>What differs between the kinds is said of each, the worst first.</summary>
    private static string Reason(IReadOnlyList<BlocklistFamilyHealth> worst) =>
        worst.All(f => f.Health == worst[0].Health && f.Reason == worst[0].Reason)
            ? worst[0].Reason
            : string.Join(" ", worst.GroupBy(f => f.Reason).Select(g => string.Join(", ", g.Select(f => f.Kind)) + ": " + g.Key));

    /// <summary>
    /// The worst first: what makes verdicts wrong, then what makes them missing, then what may pass by itself. A kind without a
    /// test entry is a lasting gap in what can be known, and would hide any change of the others: it comes last.
    /// </summary>
    private static int Severity(ListHealth health) => health switch
    {
        ListHealth.ListsWorld => 0,
        ListHealth.Parked => 1,
        ListHealth.Unreadable => 2,
        ListHealth.Refused => 3,
        ListHealth.Filtered => 4,
        ListHealth.Empty => 5,
        ListHealth.Unreachable => 6,
        ListHealth.Inconclusive => 7,
        ListHealth.NotTested => 8,
        ListHealth.Healthy => 9,
        _ => 10,
    };

    private static bool Explains(ResolverFinding finding, ListHealth health) => finding switch
    {
        ResolverFinding.RewritesAnswers => health is ListHealth.Parked or ListHealth.ListsWorld,
        ResolverFinding.FiltersLoopback => health is ListHealth.Filtered or ListHealth.Empty,
        ResolverFinding.StrictMinimisation => health is ListHealth.Filtered or ListHealth.Empty or ListHealth.Healthy,
        ResolverFinding.RefusedByLists => health is ListHealth.Refused,
        ResolverFinding.Unreachable => health is ListHealth.Unreachable,
        _ => false,
    };

    private static DateTime? VerifiedOn(Blocklist list) => list.VerifiedOn == default ? null : list.VerifiedOn;

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason.Substring(1) + ".";
}
