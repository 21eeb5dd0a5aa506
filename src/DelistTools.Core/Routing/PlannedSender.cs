using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Routing;

/// <summary>The sender of the mail that a plan is about, as far as the findings tell.</summary>
internal sealed class PlannedSender
{
    /// <summary>Neighbours that are asked for together are of one owner; some of them tell about all.</summary>
    private const int MostAddresses = 8;

    private PlannedSender(IReadOnlyList<IPAddress> addresses, string? domain)
    {
        Addresses = addresses;
        Domain = domain;
    }

    internal IReadOnlyList<IPAddress> Addresses { get; }

    /// <summary>The domain of the envelope's sender; null where no refusal names one, or several name different ones.</summary>
    internal string? Domain { get; }

    internal static PlannedSender Of(IReadOnlyCollection<Finding> findings)
    {
        List<string> domains = findings.Select(f => f.Refusal?.Sender).OfType<string>().Where(s => s.IndexOf('@') >= 0)
            .Select(MailDomainText.Parse).OfType<string>().Distinct().ToList();
        return new PlannedSender(
            findings.Select(f => f.Address).OfType<IPAddress>().Distinct().Take(MostAddresses).ToList().AsReadOnly(),
            domains.Count == 1 ? domains[0] : null);
    }
}
