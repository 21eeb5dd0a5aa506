using System;
using System.Collections.Generic;

namespace DelistTools.ListFiles;

/// <summary>Runs of IPv6 addresses.</summary>
internal sealed class Ip6Pieces : RangePieces<Ip6Key>
{
    /// <inheritdoc/>
    internal override int[] Order()
    {
        int[] order = new int[Count];
        ulong[] highs = new ulong[Count];
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
            highs[i] = Firsts[i].High;
        }

        Array.Sort(highs, order);

        // The few that share their first half are put in order by the second, and by their place in the file.
        IComparer<int> byLow = Comparer<int>.Create((a, b) =>
        {
            int byAddress = Firsts[a].Low.CompareTo(Firsts[b].Low);
            return byAddress != 0 ? byAddress : a.CompareTo(b);
        });
        for (int from = 0, to; from < order.Length; from = to)
        {
            to = from + 1;
            while (to < order.Length && highs[to] == highs[from])
            {
                to++;
            }

            if (to - from > 1)
            {
                Array.Sort(order, from, to - from, byLow);
            }
        }

        return order;
    }
}
