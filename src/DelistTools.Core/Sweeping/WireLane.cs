using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;
using DelistTools.Dns.Bulk;

namespace DelistTools.Sweeping;

/// <summary>
/// A list on a server of the user's own, asked as fast as the server answers. A plain "no" is settled where it arrives;
/// everything else is read as an answer to a single question is.
/// </summary>
internal sealed class WireLane : SweepLane
{
    // Of so many entries the list is asked for the text, too.
    private const int MostTexts = 1000;

    // Entries whose text is being asked for, or that are to be asked for over TCP.
    private const int MostConclusions = 256;

    // What a resolver that minimises strictly has learned of the names above is good for so long.
    private static readonly long LongestConfirmation = 60 * Stopwatch.Frequency;

    // A server that turns questions away gets the next one after so long.
    private static readonly long Rest = Stopwatch.Frequency / 4;

    private readonly byte[] _zone = new byte[WireName.Longest + 1];
    private readonly int _zoneLength;
    private readonly Queue<long> _again = new();
    private readonly Dictionary<long, int> _denials = new();
    private ulong _confirmedParent;
    private long _confirmedUntil;
    private int _underWay;
    private int _concluding;
    private int _texts;
    private long _held = -1;
    private long _silentSince = long.MinValue;
    private long _restsUntil = long.MinValue;

    internal WireLane(AddressSweep sweep, SelectedList selected, int index)
        : base(sweep, selected, index)
    {
        _zoneLength = WireName.Write(sweep.Run.Questions.AskedZone(selected.List), _zone, 0);
    }

    /// <summary>The zone's name and an address' before it fit into a question.</summary>
    internal bool IsAskable => _zoneLength > 0 && _zoneLength + 64 <= WireName.Longest;

    internal override void Advance() => Sweep.WakeClient();

    /// <summary>Fills in the next question about an address. Called under the lock.</summary>
    /// <param name="question">To be filled.</param>
    /// <param name="most">Questions under way at most.</param>
    /// <param name="now">The time, in ticks of <see cref="Stopwatch"/>.</param>
    /// <param name="comeBack">Brought forward where the server has turned out not to be the user's own, and the next one has to wait.</param>
    internal bool TryTake(BulkQuestion question, int most, long now, ref long comeBack)
    {
        if (_underWay >= Most(most))
        {
            return false;
        }

        if (now < _restsUntil)
        {
            comeBack = Math.Min(comeBack, _restsUntil);
            return false;
        }

        long place;
        while (true)
        {
            if (_concluding >= MostConclusions)
            {
                return false;
            }

            // What is asked again, the resolver answers from its memory.
            if (_held < 0 && _again.Count > 0)
            {
                place = _again.Dequeue();
                if (Run.IsAskedElsewhere(List))
                {
                    ConcludeElsewhere(place);
                    continue;
                }

                if (Run.Questions.GaveUpOn(List) is not { } gaveUp)
                {
                    break;
                }

                ConcludeUnasked(place, gaveUp);
                continue;
            }

            LaneTest? test = null;
            string? answer = null;
            if (_held >= 0)
            {
                place = _held;
                _held = -1;
            }
            else if (!TryNext(out place, out test, out answer))
            {
                return false;
            }

            if (answer is null && Run.IsAskedElsewhere(List))
            {
                ConcludeElsewhere(place);
                continue;
            }

            if (answer is not null)
            {
                Conclude(place, SweepAnswer.Read(answer)!, test!);
                continue;
            }

            if (Run.Budget.TryTake(List, 1, out _, out TimeSpan wait, out GivenUp? leftOut))
            {
                break;
            }

            if (leftOut is null)
            {
                _held = place;
                comeBack = Math.Min(comeBack, now + (wait.Ticks * Stopwatch.Frequency / TimeSpan.TicksPerSecond));
                return false;
            }

            ConcludeUnasked(place, leftOut);
        }

        SweepRange range = Window.RangeAt(place);
        int at = range.WriteLabels(question.Packet, BulkQuestion.NameStart, range.OffsetOf(place));
        Buffer.BlockCopy(_zone, 0, question.Packet, at, _zoneLength);
        question.NameLength = at + _zoneLength - BulkQuestion.NameStart;
        question.Kind = DnsRecordKind.A;
        question.Token = (place * Sweep.Lanes.Length) + Index;
        _underWay++;
        return true;
    }

    /// <summary>Takes an answer. Called under the lock.</summary>
    internal void Answered(long place, BulkReply reply)
    {
        _underWay--;
        SweepRange range = Window.RangeAt(place);
        LaneTest test = TestFor(range.Kind)!;
        NoteSilence(reply);
        if (reply.Outcome != DnsOutcome.Failed)
        {
            Run.Budget.NoteAuthority(List, reply.IsAuthoritative);
        }

        if (reply.Failure == LookupFailureKind.Unreachable && !Run.Succession.HasOthers)
        {
            // A name server that is started again is there in a moment, and nobody else can be asked meanwhile.
            _again.Enqueue(place);
            _restsUntil = Stopwatch.GetTimestamp() + Rest;
        }
        else if (reply.IsTruncated || reply.Outcome is not (DnsOutcome.NameError or DnsOutcome.NoData))
        {
            Conclude(place, reply, test);
        }
        else if (reply.Outcome == DnsOutcome.NoData)
        {
            Settle(place, test.NoData, reply);
        }
        else if (reply.IsAuthoritative || IsConfirmed(place, range, reply))
        {
            Settle(place, test.Clean, reply);
        }
        else
        {
            // The resolver may find the name only when it is asked again: see ConfirmingTransport.
            _again.Enqueue(place);
        }
    }

    private int Most(int most) => Run.Questions.SilencesOf(List) > 0 ? 1 : most;

    private void Settle(long place, byte state, BulkReply reply)
    {
        long elapsed = reply.Elapsed * 10_000 / Stopwatch.Frequency;
        if (_denials.Remove(place) && state != OutcomeStateOfDenial(place))
        {
            Run.NoteHidden();
        }

        Sweep.Settle(this, place, state, reply.Ttl, (ushort)Math.Min(ushort.MaxValue, elapsed));
    }

    private byte OutcomeStateOfDenial(long place) => TestFor(Window.RangeAt(place).Kind)!.Clean;

    /// <summary>
    /// A "no such name" without authority counts when it has been said as often as there are labels to hide behind. Then
    /// the resolver knows the names above, and looks for neighbours at once, for as long as it remembers.
    /// </summary>
    private bool IsConfirmed(long place, SweepRange range, BulkReply reply)
    {
        ulong parent = range.ParentOf(range.OffsetOf(place));
        long now = Stopwatch.GetTimestamp();
        if (parent == _confirmedParent && now < _confirmedUntil)
        {
            return true;
        }

        _denials.TryGetValue(place, out int denials);
        if (++denials < ConfirmingTransport.Steps(range.Labels))
        {
            _denials[place] = denials;
            return false;
        }

        _confirmedParent = parent;
        _confirmedUntil = now + Math.Min(LongestConfirmation, reply.Ttl * Stopwatch.Frequency / 2);
        return true;
    }

    /// <summary>Questions that were under way together are one silence, however many they were.</summary>
    private void NoteSilence(BulkReply reply)
    {
        bool silent = reply.Outcome == DnsOutcome.Failed && ResolverSuccession.IsSilence(reply.Failure);
        long now = Stopwatch.GetTimestamp();
        if (!silent)
        {
            if (_silentSince != long.MinValue || Run.Questions.SilencesOf(List) > 0)
            {
                _silentSince = long.MinValue;
                Run.Questions.NoteOutcome(List, LookupFailureKind.None, 0);
            }
        }
        else if (now - reply.Elapsed >= _silentSince)
        {
            _silentSince = now;
            Run.Questions.NoteOutcome(List, reply.Failure, Run.Questions.SilencesOf(List));
        }
    }

    private void Conclude(long place, BulkReply reply, LaneTest test)
    {
        if (MultiplexedTransport.IsUnfinished(reply))
        {
            Conclude(place, answer: null, test);
            return;
        }

        DnsAnswer answer = reply.ToAnswer();
        Conclude(place, _denials.Remove(place) ? answer.FoundLate() : answer, test);
    }

    private void ConcludeUnasked(long place, GivenUp reason) => Conclude(
        place, DnsAnswer.Fail(LookupFailureKind.NotAsked, reason.Reason.TrimEnd('.')), TestFor(Window.RangeAt(place).Kind)!);

    /// <summary>Asks in the ordinary way, which leads to the resolver that has taken over.</summary>
    private void ConcludeElsewhere(long place)
    {
        SweepRange range = Window.RangeAt(place);
        LaneTest test = TestFor(range.Kind)!;
        _denials.Remove(place);
        Conclude(async () =>
        {
            System.Net.IPAddress address = range.AddressAt(range.OffsetOf(place));
            BlocklistCheck check = await Run.CheckListAsync(
                List, address.ToString(), range.Kind, QuestionName.Labels(address), Sweep.Stopping).ConfigureAwait(false);
            Settle(place, check, test);
        });
    }

    private void Conclude(long place, DnsAnswer? answer, LaneTest test)
    {
        SweepRange range = Window.RangeAt(place);
        Conclude(async () =>
        {
            answer ??= await Run.Questions.AskWholeAsync(
                List, QuestionName.Labels(range.AddressAt(range.OffsetOf(place))), Sweep.Stopping).ConfigureAwait(false);
            bool withText = answer.Outcome == DnsOutcome.Records && Interlocked.Increment(ref _texts) <= MostTexts;
            await ConcludeAsync(place, range, answer, test, withText).ConfigureAwait(false);
        });
    }

    private void Conclude(Func<Task> conclusion)
    {
        _concluding++;
        Sweep.Start(async () =>
        {
            await conclusion().ConfigureAwait(false);
            lock (Sweep.Gate)
            {
                _concluding--;
            }

            Advance();
        });
    }
}
