using System;
using DelistTools.Blocklists;
using DelistTools.Catalog;

namespace DelistTools.Core.Tests;

/// <summary>Tests of lists as a memory keeps them.</summary>
internal static class Kept
{
    internal const string Resolver = "192.0.2.53";

    internal static ListTestKey Key(
        string list = "bl", string resolver = Resolver, BlocklistKind kind = BlocklistKind.IPv4, string? accountKey = null, ListRules? rules = null, bool isAdHoc = false) =>
        new(
            kind,
            resolver,
            new Blocklist { Id = list, Zone = list + ".test", Kind = BlocklistKind.IPv4 | BlocklistKind.IPv6, Rules = rules ?? new ListRules(), IsAdHoc = isAdHoc },
            accountKey is null ? null : new AccountKey(accountKey));

    internal static ListTestResult Result(IClock clock, ListHealth health = ListHealth.Healthy) => new()
    {
        Kind = BlocklistKind.IPv4,
        Health = health,
        Reason = "its test entries answer as they should",
        PositiveHolds = health == ListHealth.Healthy,
        NegativeHolds = health == ListHealth.Healthy,
        Evidence = new[] { "2.0.0.127.bl.test A: 127.0.0.2", "1.0.0.127.bl.test A: NXDOMAIN" },
        RefusalTexts = new[] { "Go away" },
        Depths = new[]
        {
            new TestEntryDepth { Labels = 1, Entry = "test", Answer = "timed out" },
            new TestEntryDepth { Labels = 4, Entry = "2.0.0.127", Found = true, WasHidden = true, Answer = "127.0.0.2" },
        },
        CheckedAt = clock.UtcNow,
    };
}
