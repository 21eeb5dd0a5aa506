using System;
using System.Collections.Generic;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Sweeping;

/// <summary>What all lists said of one address of a range, in a few dozen bytes.</summary>
internal sealed class SweptChecks : IPackedChecks
{
    private readonly SweepLane[] _lanes;
    private readonly string _target;
    private readonly byte[] _states;
    private readonly uint[] _ttls;
    private readonly ushort[] _elapsed;
    private readonly BlocklistCheck?[]? _checks;
    private readonly DateTime _at;
    private readonly int _plain;

    internal SweptChecks(SweepLane[] lanes, string target, SweepWindow window, long place, DateTime at)
    {
        _lanes = lanes;
        _target = target;
        _states = new byte[lanes.Length];
        _ttls = new uint[lanes.Length];
        _elapsed = new ushort[lanes.Length];
        window.CopyTo(place, _states, _ttls, _elapsed);
        _checks = window.ChecksOf(place);
        _at = at;
        _plain = CountPlain();
    }

    /// <summary>The lists asked, where each of them gave a plain and trusted "no": then there is nothing to weigh. Else 0.</summary>
    private int CountPlain()
    {
        int asked = 0;
        for (int i = 0; i < _states.Length; i++)
        {
            if (_states[i] == SweepWindow.Special)
            {
                return 0;
            }

            if (_states[i] != SweepWindow.Absent)
            {
                SweepOutcome outcome = _lanes[i].OutcomeOf(_states[i]);
                if (!outcome.IsGood)
                {
                    return 0;
                }

                asked += outcome.IsAsked ? 1 : 0;
            }
        }

        return asked;
    }

    /// <summary>
    /// A later run could find out what this one could not: a list that works was left out or did not answer, or none did.
    /// Called under the sweep's lock.
    /// </summary>
    internal bool IsLeft(BlocklistKind kind)
    {
        if (_plain > 0)
        {
            return false;
        }

        bool isFailed = false;
        bool isAnswered = false;
        for (int i = 0; i < _states.Length; i++)
        {
            if (_states[i] == SweepWindow.Absent)
            {
                continue;
            }

            bool isSpecial = _states[i] == SweepWindow.Special;
            ListingVerdict verdict = isSpecial ? _checks![i]!.Verdict : _lanes[i].OutcomeOf(_states[i]).Weighed.Verdict;
            LookupFailureKind failure = isSpecial ? _checks![i]!.FailureKind : _lanes[i].OutcomeOf(_states[i]).Weighed.Failure;
            if ((failure == LookupFailureKind.NotAsked || ResolverSuccession.IsSilence(failure)) && _lanes[i].IsWorthAnotherRun(kind))
            {
                return true;
            }

            isFailed |= verdict == ListingVerdict.Failed;
            isAnswered |= verdict is not (ListingVerdict.Failed or ListingVerdict.NotApplicable);
        }

        return isFailed && !isAnswered;
    }

    /// <summary>The result that these checks come to.</summary>
    internal IpBlocklistResult ToResult(BlocklistRun run, IReadOnlyList<string> advice)
    {
        if (_plain == 0)
        {
            return new BlocklistSummary(Unpack(), run.Lists, run.Resolver, advice).ForAddress(_target, null, this);
        }

        return new IpBlocklistResult
        {
            Address = _target,
            Status = ListingStatus.NotListed,
            PackedChecks = this,
            Asked = _plain,
            Answered = _plain,
            Resolver = run.Resolver,
            Advice = advice,
            CheckedAt = DateTime.UtcNow,
        };
    }

    public IReadOnlyList<BlocklistCheck> Unpack()
    {
        List<BlocklistCheck> checks = new(_states.Length);
        for (int i = 0; i < _states.Length; i++)
        {
            if (_states[i] == SweepWindow.Special)
            {
                checks.Add(_checks![i]!);
            }
            else if (_states[i] != SweepWindow.Absent)
            {
                checks.Add(_lanes[i].Check(_target, _states[i], _ttls[i], _elapsed[i], _at));
            }
        }

        return checks.AsReadOnly();
    }
}
