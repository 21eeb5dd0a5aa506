using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace DelistTools.Blocklists;

/// <summary>Tests a list because somebody wants to know how it is, and adds what the run knows about the resolver.</summary>
internal sealed class HealthTest
{
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
            return Health(list, await _files.TestAsync(list, cancellationToken).ConfigureAwait(false), Array.Empty<KeyValuePair<ResolverFinding, string>>());
        }

        await Budget.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (Budget.LeftOut(list) is { } leftOut)
        {
            return new BlocklistHealth
            {
                Name = list.Id, Zone = list.Zone, Health = ListHealth.NotTested, Reason = leftOut.Reason, Resolver = Resolver, CheckedAt = DateTime.UtcNow,
            };
        }

        if (_succession.Next is { } already)
        {
            return await already.TestAsync(list, cancellationToken).ConfigureAwait(false);
        }

        ListTestResult test = await _tester.TestAsync(list, TestedKind(list), cancellationToken).ConfigureAwait(false);
        _diagnosis.Note(list, test);
        if (test.Health == ListHealth.Unreachable && await _succession.FindAsync(list, isGivenUp: false, cancellationToken).ConfigureAwait(false) is { } next)
        {
            return await next.TestAsync(list, cancellationToken).ConfigureAwait(false);
        }

        IReadOnlyList<KeyValuePair<ResolverFinding, string>> findings =
            await _diagnosis.ConcludeAsync(cancellationToken).ConfigureAwait(false);

        // What the whole run knows about the resolver explains this list only where the list shows the same sign.
        return Health(list, test, findings.Where(f => Explains(f.Key, test.Health)).ToList());
    }

    private BlocklistHealth Health(Blocklist list, ListTestResult test, IReadOnlyList<KeyValuePair<ResolverFinding, string>> explaining) => new()
    {
        Name = list.Id,
        Zone = list.Zone,
        Health = test.Health,
        ResolverFinding = explaining.Count > 0 ? explaining[0].Key : test.Finding,
        Reason = Sentence(test.Reason),
        Advice = explaining.Select(f => f.Value).Concat(Registration(list, test.Health)).ToList().AsReadOnly(),
        Evidence = test.Evidence,
        SeenResolver = SeenResolver.Find(test.RefusalTexts),
        EntryVerifiedOn = list.VerifiedOn == default ? null : list.VerifiedOn,
        Resolver = list.File ?? Resolver,
        CheckedAt = DateTime.UtcNow,
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

    private static BlocklistKind TestedKind(Blocklist list)
    {
        if ((list.Kind & BlocklistKind.IPv4) != 0)
        {
            return BlocklistKind.IPv4;
        }

        return (list.Kind & BlocklistKind.IPv6) != 0 ? BlocklistKind.IPv6 : BlocklistKind.Domain;
    }

    /// <summary>A list that wants its askers registered may stay silent, or answer "no" to everything, until they are.</summary>
    private static IEnumerable<string> Registration(Blocklist list, ListHealth health) =>
        list.Registration is not null && health is (ListHealth.Refused or ListHealth.Empty or ListHealth.Unreachable)
            ? new[] { "Who may ask " + list.Id + ": " + list.Registration }
            : Array.Empty<string>();

    private static string Sentence(string reason) => char.ToUpperInvariant(reason[0]) + reason.Substring(1) + ".";
}
