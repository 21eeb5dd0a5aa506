using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Numerics;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Blocklists;
using DelistTools.Dns;

namespace DelistTools.Sweeping;

/// <summary>
/// Finds out which parts of a range a list can have entries in, by asking for the names above them: where a server
/// honours RFC 8020, "no such name" there means that there is nothing underneath. rbldnsd does not, so nothing is taken
/// for granted: the names above the list's own test entry must exist, and so must those above the first entry found.
/// </summary>
internal sealed class PruneSurvey
{
    private const int AtOnce = 16;

    // Names in parts said to be empty that are asked for all the same.
    private const int Samples = 16;

    // Parts of one size that are kept and asked for; beyond, those of the size above will do.
    private const int MostParts = 1 << 20;

    // Whoever says that names exist has entries below them, and soon; others say so of anything.
    private const int MostLookedAt = 1024;

    private readonly BlocklistRun _run;
    private readonly Blocklist _list;
    private readonly BlocklistKind _kind;
    private readonly CancellationToken _stopping;
    private readonly int _depth;
    private readonly int _bits;

    internal PruneSurvey(BlocklistRun run, Blocklist list, BlocklistKind kind, CancellationToken stopping)
    {
        _run = run;
        _list = list;
        _kind = kind;
        _stopping = stopping;
        _depth = kind == BlocklistKind.IPv6 ? 32 : 4;
        _bits = kind == BlocklistKind.IPv6 ? 4 : 8;
    }

    /// <summary>Whether the names above the list's test entry exist, and what was found where they do not.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<string?> RefuseAsync()
    {
        string? entry = (_list.Rules.Test ?? ListTestEntry.Address).Listed;
        if (entry is null || !IpAddressText.TryParse(entry, out _))
        {
            return "it has no test entry to find out by";
        }

        string[] labels = ListTester.Labels(_kind, entry).Split('.');
        for (int depth = labels.Length - 1; depth > 0; depth--)
        {
            string parent = string.Join(".", labels.Skip(labels.Length - depth));
            if (await AskAsync(parent).ConfigureAwait(false) is not (DnsOutcome.NoData or DnsOutcome.Records))
            {
                return "the name " + parent + " above its test entry is said not to exist";
            }
        }

        return null;
    }

    /// <summary>Surveys a range. Gives null, and says why, where the list cannot be pruned.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<PrunePlan> RunAsync(SweepRange range)
    {
        PrunePlan plan = new();
        int top = SharedLabels(range);
        List<Block> blocks = new() { new Block(0, range.Count - 1, top) };
        for (int depth = Math.Max(1, top); depth < _depth && blocks.Count > 0; depth++)
        {
            // Above its own level a range is one block, and that is asked for first.
            List<Block> level = depth == top ? blocks : blocks.SelectMany(b => Split(range, b, depth)).Take(MostParts + 1).ToList();
            if (level.Count > MostParts)
            {
                break;
            }

            blocks = await ExistingAsync(range, level, depth).ConfigureAwait(false);
        }

        foreach (Block block in blocks)
        {
            plan.Add(block.From, block.To);
        }

        string? breach = await FindBreachAsync(range, plan).ConfigureAwait(false);
        return breach is null ? plan : new PrunePlan { Refusal = breach };
    }

    private async Task<List<Block>> ExistingAsync(SweepRange range, List<Block> blocks, int depth)
    {
        bool[] exists = new bool[blocks.Count];
        int next = -1;
        await Task.WhenAll(Enumerable.Range(0, Math.Min(AtOnce, blocks.Count)).Select(async _ =>
        {
            int i;
            while ((i = Interlocked.Increment(ref next)) < blocks.Count)
            {
                // Whatever is no clear "no such name" is looked into. A list that has gone silent is not waited for.
                exists[i] = WhyUnasked is not null || !IsDenied(await AnswerAsync(NameAt(range, blocks[i].From, depth)).ConfigureAwait(false));
            }
        })).ConfigureAwait(false);
        return blocks.Where((_, i) => exists[i]).ToList();
    }

    /// <summary>
    /// Looks for an entry in the parts that exist, whose names above must exist when they are asked for anew, and asks for
    /// a few names in the parts that are said to be empty.
    /// </summary>
    private async Task<string?> FindBreachAsync(SweepRange range, PrunePlan plan)
    {
        int lookedAt = 0;
        foreach ((long from, long to) in plan.Runs)
        {
            for (long offset = from; offset <= to; offset++)
            {
                if (WhyUnasked is { } reason)
                {
                    return reason;
                }

                if (lookedAt++ == MostLookedAt)
                {
                    return "there is no entry below the names that are said to exist";
                }

                DnsAnswer answer = await AnswerAsync(NameAt(range, offset, _depth)).ConfigureAwait(false);
                plan.AddAnswer(offset, answer);
                if (answer.Outcome != DnsOutcome.Records)
                {
                    continue;
                }

                for (int depth = _depth - 1; depth > 0; depth--)
                {
                    string parent = NameAt(range, offset, depth);
                    if (IsDenied(await _run.Questions.AskFreshAsync(_list, parent, _stopping).ConfigureAwait(false)))
                    {
                        return "there is an entry below " + parent + ", which is said not to exist";
                    }
                }

                return await SampleAsync(range, plan).ConfigureAwait(false);
            }
        }

        return await SampleAsync(range, plan).ConfigureAwait(false);
    }

    private async Task<string?> SampleAsync(SweepRange range, PrunePlan plan)
    {
        for (int i = 0; i < Samples; i++)
        {
            // Spread evenly: no two runs should have to agree on a choice by chance.
            long offset = (long)((BigInteger)range.Count * i / Samples);
            if (plan.IsEmptyAt(offset)
                && await AskAsync(NameAt(range, offset, _depth)).ConfigureAwait(false) is DnsOutcome.Records or DnsOutcome.NoData)
            {
                return "there is an entry at " + range.AddressAt(offset) + ", in a part that is said to be empty";
            }
        }

        return null;
    }

    /// <summary>Labels that all addresses of the range have in common.</summary>
    private int SharedLabels(SweepRange range)
    {
        byte[] first = range.Range.First.GetAddressBytes(), last = range.Range.Last.GetAddressBytes();
        int bits = 0;
        while (bits < first.Length * 8 && ((first[bits / 8] ^ last[bits / 8]) & (0x80 >> (bits % 8))) == 0)
        {
            bits++;
        }

        return Math.Min(bits / _bits, _depth - 1);
    }

    /// <summary>The parts of a block whose addresses share so many labels.</summary>
    private IEnumerable<Block> Split(SweepRange range, Block block, int depth)
    {
        long size = Size(depth);
        long lead = range.PositionIn(block.From, size);
        for (long from = block.From; from <= block.To;)
        {
            long to = Math.Min(block.To, from + size - lead - 1);
            yield return new Block(from, to, depth);
            from = to + 1;
            lead = 0;
        }
    }

    /// <summary>Addresses that share so many labels; as many as a number holds where they are more.</summary>
    private long Size(int depth)
    {
        int bits = (_depth - depth) * _bits;
        return bits > 61 ? 1L << 61 : 1L << bits;
    }

    /// <summary>The name of an address cut to its first labels, counted from the zone.</summary>
    private static string NameAt(SweepRange range, long offset, int depth)
    {
        string[] labels = QuestionName.Labels(range.AddressAt(offset)).Split('.');
        return string.Join(".", labels.Skip(labels.Length - depth));
    }

    /// <summary>Why the list is not asked any more, as it may turn out on the way; null where it is.</summary>
    private string? WhyUnasked => _run.Unasked(_list, _kind) is { } unasked ? "it left questions without an answer, or refused (" + unasked.Reason.TrimEnd('.') + ")" : null;

    /// <summary>Nothing can be below the name. Of an alias, or below a DNAME, it is another name that does not exist (RFC 6604, section 3).</summary>
    private static bool IsDenied(DnsAnswer answer) => answer.Outcome == DnsOutcome.NameError && !answer.IsAlias;

    private async Task<DnsOutcome> AskAsync(string labels) => (await AnswerAsync(labels).ConfigureAwait(false)).Outcome;

    private Task<DnsAnswer> AnswerAsync(string labels) => _run.Questions.AskAsync(_list, labels, DnsRecordKind.A, _stopping);

    private readonly record struct Block(long From, long To, int Depth);
}
