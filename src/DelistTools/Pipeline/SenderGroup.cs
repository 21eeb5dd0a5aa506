using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Pipeline;

/// <summary>What was given of one sender: many addresses of one domain, whose records are looked at once.</summary>
internal sealed class SenderGroup
{
    internal SenderGroup(string? domain, string? envelopeDomain, string? signingDomain, IReadOnlyList<string> selectors)
    {
        Domain = domain;
        EnvelopeDomain = envelopeDomain;
        SigningDomain = signingDomain;
        Selectors = selectors;
    }

    internal string? Domain { get; }

    internal string? EnvelopeDomain { get; }

    internal string? SigningDomain { get; }

    internal IReadOnlyList<string> Selectors { get; }

    /// <summary>Addresses or names of servers as they were given, each with the HELO name that was given with it.</summary>
    internal List<(string Address, string? HelloName)> Servers { get; } = new();

    internal bool IsSame(SenderGroup other) => Domain == other.Domain && EnvelopeDomain == other.EnvelopeDomain && SigningDomain == other.SigningDomain
        && Selectors.SequenceEqual(other.Selectors, StringComparer.OrdinalIgnoreCase);
}
