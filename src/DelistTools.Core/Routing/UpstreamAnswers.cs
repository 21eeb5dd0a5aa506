using System;
using System.Collections.Generic;

namespace DelistTools.Routing;

/// <summary>What lists said when they were asked for the plan; empty where nobody asked.</summary>
internal sealed class UpstreamAnswers
{
    private readonly Dictionary<string, BlocklistCheck> _checks = new(StringComparer.OrdinalIgnoreCase);

    internal static UpstreamAnswers None { get; } = new();

    /// <summary>Somebody asked, whether or not a list could be asked at all.</summary>
    internal bool WereAsked { get; private set; }

    internal static UpstreamAnswers Of(IEnumerable<BlocklistCheck> checks)
    {
        UpstreamAnswers answers = new() { WereAsked = true };
        foreach (BlocklistCheck check in checks)
        {
            answers._checks[Key(check.Blocklist, check.Target)] = check;
        }

        return answers;
    }

    internal BlocklistCheck? Find(Blocklist list, string? target) =>
        target is not null && _checks.TryGetValue(Key(list.Id, target), out BlocklistCheck? check) ? check : null;

    private static string Key(string list, string target) => list + "|" + target;
}
