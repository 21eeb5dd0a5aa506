using System;
using System.Collections.Generic;
using System.Linq;

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

    private readonly Dictionary<ulong, List<RefusalSignature>> _byWindow = new();
    private readonly List<RefusalSignature> _always = new();

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
            }

            filed.Add(signature);
        }
    }

    /// <summary>Signatures whose fragments may be in the text, and those that have none and go by codes.</summary>
    internal IEnumerable<RefusalSignature> Candidates(string text)
    {
        HashSet<RefusalSignature> found = new(_always);
        ulong window = 0;
        for (int i = 0; i < text.Length; i++)
        {
            window = (window << Bits) | char.ToLowerInvariant(text[i]);
            if (i >= Window - 1 && _byWindow.TryGetValue(window, out List<RefusalSignature>? filed))
            {
                found.UnionWith(filed);
            }
        }

        return found;
    }

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
