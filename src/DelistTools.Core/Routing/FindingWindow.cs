using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Routing;

/// <summary>
/// Gathers findings as they stream by, and hands on those that belong together: all about one target, and targets of
/// one range where the operator takes ranges. It holds a bounded number of findings; the range that was longest without
/// a new one goes first.
/// </summary>
internal sealed class FindingWindow
{
    /// <summary>How many findings are held before the first are handed on.</summary>
    internal const int Width = 4096;

    private const int IPv4Block = 24;
    private const int IPv6Block = 64;

    private readonly LinkedList<Block> _blocks = new();
    private readonly Dictionary<string, LinkedListNode<Block>> _byName = new(StringComparer.OrdinalIgnoreCase);
    private int _held;
    private long _seen;

    /// <summary>How many findings are held.</summary>
    internal int Held => _held;

    /// <summary>Takes a finding, and gives the groups that had to make room for it.</summary>
    internal IEnumerable<IReadOnlyList<Finding>> Add(Finding finding)
    {
        string name = BlockOf(finding);
        if (_byName.TryGetValue(name, out LinkedListNode<Block>? node))
        {
            _blocks.Remove(node);
        }
        else
        {
            node = new(new Block(name, _seen++));
            _byName.Add(name, node);
        }

        _blocks.AddLast(node);

        // A thousand bounces that say the same are one finding.
        if (node.Value.Known.Add(finding.Subject + "|" + finding.What))
        {
            node.Value.Findings.Add(finding);
            _held++;
        }

        List<IReadOnlyList<Finding>> ready = new();
        while (_held > Width)
        {
            ready.AddRange(Take(_blocks.First!));
        }

        return ready;
    }

    /// <summary>All that is left, in the order in which it came.</summary>
    internal IEnumerable<IReadOnlyList<Finding>> Flush()
    {
        foreach (string name in _blocks.OrderBy(b => b.Order).Select(b => b.Name).ToList())
        {
            foreach (IReadOnlyList<Finding> group in Take(_byName[name]))
            {
                yield return group;
            }
        }
    }

    private IReadOnlyList<IReadOnlyList<Finding>> Take(LinkedListNode<Block> node)
    {
        Block block = node.Value;
        _blocks.Remove(node);
        _byName.Remove(block.Name);
        _held -= block.Findings.Count;
        return Groups(block.Findings);
    }

    /// <summary>Targets that share somebody who takes ranges make one group; every other target is one of its own.</summary>
    private static IReadOnlyList<IReadOnlyList<Finding>> Groups(IReadOnlyList<Finding> findings)
    {
        List<IGrouping<string, Finding>> targets = findings.GroupBy(f => f.Subject, StringComparer.OrdinalIgnoreCase).ToList();
        int[] leader = Enumerable.Range(0, targets.Count).ToArray();
        Dictionary<string, int> first = new(StringComparer.Ordinal);
        for (int i = 0; i < targets.Count; i++)
        {
            foreach (string shared in targets[i].SelectMany(SharedWith))
            {
                if (!first.TryGetValue(shared, out int other))
                {
                    first.Add(shared, i);
                    continue;
                }

                (int a, int b) = (Find(leader, other), Find(leader, i));
                leader[Math.Max(a, b)] = Math.Min(a, b);
            }
        }

        return Enumerable.Range(0, targets.Count).GroupBy(i => Find(leader, i))
            .Select(g => (IReadOnlyList<Finding>)g.SelectMany(i => targets[i]).ToList()).ToList();
    }

    private static int Find(int[] leader, int i)
    {
        while (leader[i] != i)
        {
            i = leader[i] = leader[leader[i]];
        }

        return i;
    }

    /// <summary>Whom the neighbours of a target can be asked for together with it.</summary>
    private static IEnumerable<string> SharedWith(Finding finding)
    {
        IReadOnlyList<Blocklist> lists = finding.List is null ? finding.Named : new[] { finding.List };
        if (lists.Count == 0)
        {
            bool takesRanges = finding.Provider?.TakesRanges == true && finding.Refusal is null or { IsAddressBlock: true, Blocklist: null };
            return takesRanges ? new[] { "provider:" + finding.Provider!.Id } : Array.Empty<string>();
        }

        return finding.Parts.Count > 0
            ? finding.Parts.Where(p => IsWide(p, p.Scope)).Select(p => "list:" + p.Id)
            : lists.Where(l => IsWide(l, finding.Check?.Scope ?? l.Scope)).Select(l => "list:" + l.Id);
    }

    private static bool IsWide(Blocklist list, ListingScope scope) => list.TakesRanges || scope is ListingScope.Range or ListingScope.Network;

    private static string BlockOf(Finding finding)
    {
        if (finding.Address is not { } address)
        {
            return finding.Subject;
        }

        int length = AddressRange.Bits(address.AddressFamily) == 32 ? IPv4Block : IPv6Block;
        return AddressRange.FromPrefix(address, length).First.ToString() + "/" + length;
    }

    /// <summary>The findings about one range.</summary>
    private sealed class Block
    {
        internal Block(string name, long order)
        {
            Name = name;
            Order = order;
        }

        internal long Order { get; }

        internal string Name { get; }

        internal List<Finding> Findings { get; } = new();

        internal HashSet<string> Known { get; } = new(StringComparer.OrdinalIgnoreCase);
    }
}
