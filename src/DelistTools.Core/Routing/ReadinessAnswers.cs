using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;

namespace DelistTools.Routing;

/// <summary>What is known about the sender's own side, for the fixes of plans.</summary>
internal sealed class ReadinessAnswers
{
    private readonly IReadOnlyList<ReadinessCheck> _checks;

    internal ReadinessAnswers(IEnumerable<ReadinessCheck> checks)
    {
        _checks = checks.Where(c => c.Prerequisite is not null).ToList();
    }

    internal static ReadinessAnswers None { get; } = new(Array.Empty<ReadinessCheck>());

    /// <summary>
    /// Those that say something about mail of one sender's domain. A name below or above it is mostly the same owner's.
    /// </summary>
    /// <param name="domain">The domain; null where it is not known: all of them.</param>
    internal ReadinessAnswers For(string? domain) => domain is null ? this : new ReadinessAnswers(_checks.Where(c => c.Domain is null || IsNear(c.Domain, domain)));

    /// <summary>Ids of fixes that something failed of, for mail that is sent from these addresses.</summary>
    /// <param name="targets">The addresses of the plan; checks of other addresses say nothing about it.</param>
    internal IEnumerable<string> Failing(IReadOnlyList<string> targets) =>
        _checks.Where(c => c.Status == ReadinessStatus.Fail && IsAbout(c, targets)).Select(c => c.Prerequisite!).Distinct();

    /// <summary>What was found of a fix; empty where nobody looked.</summary>
    internal IReadOnlyList<ReadinessCheck> Of(RouteFix fix, IReadOnlyList<string> targets) =>
        _checks.Where(c => c.Prerequisite == fix.Subject && (fix.IsForIPv6 ? IsIPv6(c) : IsAbout(c, targets))).ToList();

    /// <summary>Whether the fix is needed, and what that rests on; null where nobody looked.</summary>
    internal static (StepState State, string Reason)? StateOf(IReadOnlyList<ReadinessCheck> checks)
    {
        if (checks.Count == 0)
        {
            return null;
        }

        ReadinessStatus[] byWeight = { ReadinessStatus.Fail, ReadinessStatus.Unknown, ReadinessStatus.Warn };
        foreach (ReadinessStatus status in byWeight)
        {
            List<ReadinessCheck> telling = checks.Where(c => c.Status == status).ToList();
            if (telling.Count > 0)
            {
                string found = string.Join(" ", telling.Select(c => c.Target + ": " + c.Found.TrimEnd('.') + "."));
                return status switch
                {
                    ReadinessStatus.Fail => (StepState.Needed, found),
                    ReadinessStatus.Unknown => (StepState.Unknown, found),
                    _ => (StepState.NotNeeded, "It is in order, though it could be better. " + found),
                };
            }
        }

        return (StepState.NotNeeded, "It was looked at, and is in order.");
    }

    /// <summary>The records to publish, each once.</summary>
    internal static IEnumerable<string> Records(IEnumerable<ReadinessCheck> checks) =>
        checks.Where(c => c.Status == ReadinessStatus.Fail).Select(c => c.Record).OfType<string>().Distinct();

    private static bool IsNear(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase)
        || one.EndsWith("." + other, StringComparison.OrdinalIgnoreCase) || other.EndsWith("." + one, StringComparison.OrdinalIgnoreCase);

    private static bool IsIPv6(ReadinessCheck check) => Targets.AddressOf(check.Address)?.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsAbout(ReadinessCheck check, IReadOnlyList<string> targets) =>
        targets.Count == 0 || check.Address is null || targets.Contains(check.Address, StringComparer.OrdinalIgnoreCase);
}
