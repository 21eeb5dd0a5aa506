using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Sweeping;

/// <summary>
/// One list's way along the addresses of a sweep. What it knows without a question it says at once; how it asks is its
/// own kind's business. All but the conclusion of an answer runs under the sweep's lock.
/// </summary>
internal abstract class SweepLane
{
    // The state is a byte, and the first few values are taken.
    private const int MostOutcomes = 250;

    private readonly List<SweepOutcome> _outcomes = new();
    private readonly Dictionary<BlocklistKind, LaneTest> _tests = new();
    private LaneTest? _newer;
    private SweepRange? _surveyed;
    private PrunePlan? _plan;
    private SweepRange? _range;

    private protected SweepLane(AddressSweep sweep, SelectedList selected, int index)
    {
        Sweep = sweep;
        Selected = selected;
        Index = index;
    }

    internal int Index { get; }

    internal SelectedList Selected { get; }

    internal Blocklist List => Selected.List;

    /// <summary>The next place that it comes to.</summary>
    internal long Cursor { get; private set; }

    private protected AddressSweep Sweep { get; }

    private protected SweepWindow Window => Sweep.Window;

    private protected BlocklistRun Run => Sweep.Run;

    internal SweepOutcome OutcomeOf(byte state) => _outcomes[state - SweepWindow.FirstShared];

    /// <summary>The check behind an outcome that many addresses share.</summary>
    internal BlocklistCheck Check(string target, byte state, uint ttl, ushort elapsed, DateTime at)
    {
        SweepOutcome outcome = OutcomeOf(state);
        return Run.Checks.Make(
            List, target, outcome.Weighed, outcome.WasAsked ? target : null, outcome.Health, TimeSpan.FromSeconds(ttl), TimeSpan.FromMilliseconds(elapsed / 10.0), at);
    }

    /// <summary>What the list has answered about a place under way; null where that is nothing that another run could go by.</summary>
    internal string? AnswerAt(long place)
    {
        byte state = Window.StateOf(place, Index);
        if (state == SweepWindow.Special)
        {
            // Another resolver's answer goes with another test; a run that goes on asks anew.
            BlocklistCheck check = Window.CheckOf(place, Index)!;
            return check.Resolver == Run.Resolver ? SweepAnswer.Of(check) : null;
        }

        char mark = state < SweepWindow.FirstShared ? ' ' : OutcomeOf(state).Mark;
        return mark == ' ' ? null : mark.ToString();
    }

    /// <summary>
    /// The list works, or nobody could look: where it gave no answer, the day's number is used up, or it was silent for a
    /// moment or from there on, and a later run may well get an answer. Called under the lock.
    /// </summary>
    internal bool IsWorthAnotherRun(BlocklistKind kind) => _tests.TryGetValue(kind, out LaneTest? test) && test.IsEnded
        && test.Result.Result.Health is ListHealth.NotTested or ListHealth.Healthy or ListHealth.NoTestEntry or ListHealth.Inconclusive;

    /// <summary>There is something to do: places to go on to, a new range, a test that has ended.</summary>
    internal abstract void Advance();

    /// <summary>The list's test for a kind of target; null while it is going on.</summary>
    private protected LaneTest? TestFor(BlocklistKind kind)
    {
        if (_tests.TryGetValue(kind, out LaneTest? test))
        {
            if (_newer is null && test.IsEnded && test.Age > Sweep.TestsLast)
            {
                // The last one holds until this one has ended. Most often it is the same, since the run tests no list often.
                _newer = new LaneTest { PruneRefusal = test.PruneRefusal };
                LaneTest newer = _newer;
                Sweep.Start(() => TestAsync(kind, newer));
            }

            return test.IsEnded ? test : null;
        }

        LaneTest begun = new();
        _tests[kind] = begun;
        Sweep.Start(() => TestAsync(kind, begun));
        return null;
    }

    /// <summary>Where the list can have entries; null while that is being found out.</summary>
    private PrunePlan? PlanFor(SweepRange range, LaneTest test)
    {
        if (ReferenceEquals(_surveyed, range))
        {
            return _plan;
        }

        _surveyed = range;
        _plan = null;
        if (List.File is not null)
        {
            _plan = new PrunePlan { Refusal = "it is a file" };
            return _plan;
        }

        if (test.CleanVerdict != ListingVerdict.NotListed || Run.Unasked(List, range.Kind) is not null)
        {
            // What the list denies is not believed anyway.
            _plan = new PrunePlan { Refusal = "its \"not listed\" cannot be trusted" };
            return _plan;
        }

        Sweep.Start(() => SurveyAsync(range, test));
        return null;
    }

    private async Task SurveyAsync(SweepRange range, LaneTest test)
    {
        PruneSurvey survey = new(Run, List, range.Kind, Sweep.Stopping);
        test.PruneRefusal ??= await survey.RefuseAsync().ConfigureAwait(false) ?? "";
        PrunePlan plan = test.PruneRefusal.Length > 0
            ? new PrunePlan { Refusal = test.PruneRefusal }
            : await survey.RunAsync(range).ConfigureAwait(false);
        if (plan.Refusal is not null)
        {
            // What was wrong once is wrong for the rest.
            test.PruneRefusal = plan.Refusal;
        }

        Sweep.Trace?.Invoke(plan.Refusal is null
            ? List.Id + ": pruned; in " + range.Input + " there can be entries among " + plan.Runs.Sum(r => r.To - r.From + 1) + " of " + range.Count + " addresses."
            : List.Id + ": not pruned, " + plan.Refusal + ". Every address is asked for.");
        lock (Sweep.Gate)
        {
            _plan = plan;
        }

        Sweep.Moved();
    }

    /// <summary>
    /// Goes on to the next place that needs a question, or that has an answer from an earlier run to be read again, and
    /// says on the way what needs none.
    /// </summary>
    private protected bool TryNext(out long place, out LaneTest? test, out string? answer)
    {
        answer = null;
        test = null;
        while (Cursor < Window.Limit)
        {
            while (_range is null || Cursor >= _range.End)
            {
                _range = _range is null ? Sweep.FirstRange : _range.Next;
            }

            place = Cursor;
            bool applies = (List.Kind & _range!.Kind) != 0;
            if (applies && (test = TestFor(_range.Kind)) is null)
            {
                return false;
            }

            PrunePlan? plan = null;
            if (applies && Sweep.Prunes && (plan = PlanFor(_range, test!)) is null)
            {
                return false;
            }

            Cursor++;
            Window.Enter(place, _range);
            long offset = _range.OffsetOf(place);
            if (_range.Remainder?.IsWritten(offset) == true || (!applies && !Selected.IsNamed))
            {
                Sweep.Settle(this, place, SweepWindow.Absent, 0, 0);
                continue;
            }

            // A file is looked at again: that takes no question.
            answer = applies && List.File is null ? _range.Remainder?.AnswerOf(offset, Index) ?? plan?.AnswerOf(offset) : null;
            if (answer is null && plan?.IsEmptyAt(offset) == true)
            {
                Sweep.Settle(this, place, test!.Clean, 0, 0);
                continue;
            }

            if (answer is null && !(applies && Run.IsAskedElsewhere(List)) && Run.Unasked(List, _range.Kind) is { } unasked)
            {
                int known = _outcomes.Count;
                Sweep.Settle(this, place, Share(unasked, ListHealth.NotTested, ' '), 0, 0);
                if (_outcomes.Count > known)
                {
                    // The results that come from now on say so.
                    Sweep.Start(Sweep.DiagnoseAsync);
                }

                continue;
            }

            if (answer is not null && test!.StateOf(answer) is { } state)
            {
                Sweep.Settle(this, place, state, 0, 0);
                continue;
            }

            return true;
        }

        Sweep.NoteStarved();
        place = 0;
        return false;
    }

    /// <summary>Makes a check of an answer and settles the place with it, on any thread.</summary>
    private protected async Task ConcludeAsync(long place, SweepRange range, DnsAnswer answer, LaneTest test, bool withText)
    {
        IPAddress address = range.AddressAt(range.OffsetOf(place));
        BlocklistCheck check = await Run.ConcludeAsync(
            List, address.ToString(), address.ToString(), QuestionName.Labels(address), answer, test.Result, withText, Sweep.Stopping).ConfigureAwait(false);
        BlocklistCheck last = await Run.OrElsewhereAsync(
            check, List, range.Kind, QuestionName.Labels(address), Sweep.Stopping).ConfigureAwait(false);
        Settle(place, last, test);
    }

    /// <summary>Settles a place with a check, in the small shape where it says what many others say.</summary>
    private protected void Settle(long place, BlocklistCheck check, LaneTest test)
    {
        lock (Sweep.Gate)
        {
            if (check.Resolver != Run.Resolver)
            {
                // The small shape stands for what this run's resolver says, and its test.
                Sweep.NoteSuccession();
            }
            else if (check.Verdict == test.CleanVerdict && check.FailureKind == LookupFailureKind.None && check.Codes.Count == 0 && !check.IsPartial)
            {
                bool isClean = check.Reason == OutcomeOf(test.Clean).Weighed.Reason;
                if (isClean || check.Reason == OutcomeOf(test.NoData).Weighed.Reason)
                {
                    ushort elapsed = (ushort)Math.Min(ushort.MaxValue, check.Elapsed.TotalMilliseconds * 10);
                    Sweep.Settle(this, place, isClean ? test.Clean : test.NoData, (uint)check.Ttl.TotalSeconds, elapsed);
                    return;
                }
            }

            Sweep.Settle(this, place, check);
        }
    }

    /// <summary>The number of an outcome, the same for what reads the same.</summary>
    private byte Share(WeighedAnswer weighed, ListHealth health, char mark)
    {
        int at = _outcomes.FindIndex(o => o.Weighed.Verdict == weighed.Verdict && o.Weighed.Reason == weighed.Reason && o.Health == health);
        if (at < 0)
        {
            if (_outcomes.Count == MostOutcomes)
            {
                throw new InvalidOperationException("More reasons than there are lists' ways.");
            }

            at = _outcomes.Count;
            _outcomes.Add(new SweepOutcome(weighed, health, mark));
        }

        return (byte)(at + SweepWindow.FirstShared);
    }

    private async Task TestAsync(BlocklistKind kind, LaneTest test)
    {
        Task<ListTestResult> testing = Run.PrepareAsync(List, kind, Sweep.Stopping);
        ListTestResult result = await testing.ConfigureAwait(false);
        WeighedAnswer clean = ListTrust.Apply(BlocklistRun.Absence(List, result), result);
        WeighedAnswer noData = ListTrust.Apply(AnswerRules.Weigh(List, new DnsAnswer { Outcome = DnsOutcome.NoData }), result);

        // What cannot be trusted is asked for again by a later run, whose test of the list says nothing of this answer.
        bool isTrusted = clean.Verdict == ListingVerdict.NotListed;
        lock (Sweep.Gate)
        {
            _newer = null;
            if (_tests[kind] is { IsEnded: true } last && (!result.IsComplete || result.Health == ListHealth.NotTested || ReferenceEquals(result, last.Result.Result)))
            {
                last.Renew();
                return;
            }

            test.End(
                testing,
                clean.Verdict,
                Share(clean, result.Health, isTrusted ? SweepAnswer.NameError : ' '),
                Share(noData, result.Health, isTrusted ? SweepAnswer.NoData : ' '));
            _tests[kind] = test;
        }

        Sweep.Moved();
    }
}
