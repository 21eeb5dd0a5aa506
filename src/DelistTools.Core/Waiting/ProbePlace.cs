using System;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Waiting;

/// <summary>Whether a probe goes to those that a case is with. Only what the catalogue knows counts, and what it does not know is no objection.</summary>
internal static class ProbePlace
{
    /// <summary>The provider that a probe would reach, without a question to anybody; null where the catalogue knows none.</summary>
    /// <param name="domain">The recipient's.</param>
    /// <param name="host">The host that is named instead of those of the domain.</param>
    /// <param name="catalog">The providers.</param>
    internal static string? Of(string domain, string? host, ProviderCatalog catalog) =>
        ((host is null ? null : catalog.FindByMailExchanger(host, out _)) ?? catalog.FindByDomain(domain))?.Id;

    /// <summary>What is said there proves nothing about the case.</summary>
    /// <param name="provider">Whose servers the probe reaches; null where nobody knows.</param>
    /// <param name="caseFor">The provider or list that the case is with.</param>
    /// <param name="catalog">Who is who, and who follows what.</param>
    internal static bool IsElsewhere(string? provider, string caseFor, ProviderCatalog catalog)
    {
        if (provider is null || catalog.Find(provider) is not { } reached)
        {
            return false;
        }

        if (catalog.Find(caseFor) is { } wanted)
        {
            return Today(reached, catalog).Id != Today(wanted, catalog).Id;
        }

        // A list that no question reaches shows itself at those that follow it, and at them alone.
        return catalog.Providers.Any(p => Follows(p, caseFor)) && !Follows(reached, caseFor);
    }

    private static bool Follows(MailProvider provider, string list) =>
        provider.Upstream.Any(u => string.Equals(u.Blocklist, list, StringComparison.OrdinalIgnoreCase));

    private static MailProvider Today(MailProvider provider, ProviderCatalog catalog)
    {
        while (provider.HandsOverTo is { } next && catalog.Find(next) is { } successor)
        {
            provider = successor;
        }

        return provider;
    }
}
