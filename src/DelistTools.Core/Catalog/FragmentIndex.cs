using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;

namespace DelistTools.Catalog;

/// <summary>
/// Finds the few signatures that a reply may fit, in one pass over it. Each signature is filed under the four characters
/// of its fragments that the fewest others share; where those do not occur, neither does the signature.
/// </summary>
internal sealed class FragmentIndex
{
    /// <summary>How many characters are compared at once.</summary>
    internal const int Window = 4;

    private const int Bits = 16;

    /// <summary>Spreads windows evenly over the marks (Knuth's multiplicative hashing).</summary>
    private const ulong Spread = 0x9E3779B97F4A7C15;

    private const int MarkBits = 16;

    private readonly Dictionary<ulong, List<RefusalSignature>> _byWindow = new();
    private readonly List<RefusalSignature> _always = new();

    /// <summary>A bit for each window that any signature is filed under: nearly all windows of a text are told from it alone.</summary>
    private readonly ulong[] _marks = new ulong[1 << (MarkBits - 6)];

    internal FragmentIndex(IEnumerable<RefusalSignature> signatures)
    {
        List<RefusalSignature> all = signatures.ToList();
        Dictionary<ulong, int> shared = new();
        foreach (RefusalSignature signature in all)
        {
            foreach (ulong window in Windows(signature))
            {
                shared.TryGetValue(window, out int count);
                shared[window] = count + 1;
            }
        }

        foreach (RefusalSignature signature in all)
        {
            HashSet<ulong> windows = Windows(signature);
            if (windows.Count == 0)
            {
                _always.Add(signature);
                continue;
            }

            ulong rarest = windows.OrderBy(w => shared[w]).ThenBy(w => w).First();
            if (!_byWindow.TryGetValue(rarest, out List<RefusalSignature>? filed))
            {
                _byWindow.Add(rarest, filed = new List<RefusalSignature>(1));
                int mark = MarkOf(rarest);
                _marks[mark >> 6] |= 1UL << (mark & 63);
            }

            filed.Add(signature);
        }
    }

    /// <summary>
    /// Adds the signatures whose fragments may be in the text, and those that have none and go by codes, each once and in
    /// no order.
    /// </summary>
    [MethodImpl(HotPath.Compiled)]
    internal void AddCandidates(string text, List<RefusalSignature> candidates)
    {
        candidates.AddRange(_always);
        ulong window = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            c = c < 128 ? c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c : char.ToLowerInvariant(c);
            window = (window << Bits) | c;
            if (i >= Window - 1 && IsMarked(window) && _byWindow.TryGetValue(window, out List<RefusalSignature>? filed) && !candidates.Contains(filed[0]))
            {
                candidates.AddRange(filed);
            }
        }
    }

    private bool IsMarked(ulong window)
    {
        int mark = MarkOf(window);
        return (_marks[mark >> 6] & (1UL << (mark & 63))) != 0;
    }

    private static int MarkOf(ulong window) => (int)((window * Spread) >> (64 - MarkBits));

    private static HashSet<ulong> Windows(RefusalSignature signature)
    {
        HashSet<ulong> windows = new();
        foreach (string fragment in signature.Fragments)
        {
            ulong window = 0;
            for (int i = 0; i < fragment.Length; i++)
            {
                window = (window << Bits) | char.ToLowerInvariant(fragment[i]);
                if (i >= Window - 1)
                {
                    windows.Add(window);
                }
            }
        }

        return windows;
    }
}
