using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using DelistTools.Blocklists;

namespace DelistTools.Routing;

/// <summary>What to keep in mind about a plan: facts that are old, weak, or past.</summary>
internal static class RouteCautions
{
    internal static IReadOnlyList<string> Of(
        StationMap map, IReadOnlyList<Station> places, IReadOnlyList<DelistingStep> steps, DateTime oldBefore)
    {
        List<string> cautions = new();
        foreach (KeyValuePair<MailProvider, MailProvider> handed in map.HandedOver)
        {
            cautions.Add(handed.Key.Name + " no longer receives mail itself: " + handed.Value.Name + " does.");
        }

        foreach (IPAddress address in map.Stations.SelectMany(s => s.Findings).Select(f => f.Address).OfType<IPAddress>().Distinct()
            .Where(a => !ReservedAddresses.IsForMail(a)))
        {
            cautions.Add(address + " is " + ReservedAddresses.Describe(new AddressRange(address, address))
                + ", so no list holds it and no form takes it. Look from which address your mail leaves, and give that one with -Address.");
        }

        cautions.AddRange(map.Stations.SelectMany(s => s.Findings).Select(f => f.Refusal).OfType<MailRefusal>()
            .Where(r => r.RefusedAddress is not null && r.AddressOwner is AddressOwner.Relay or AddressOwner.Other).Select(NotYours));
        foreach (Station station in places)
        {
            string name = station.List?.Name ?? station.Provider?.Name ?? "";
            if (station.Provider is { Status: MailProviderStatus.Migrating, Successor: not null } moving)
            {
                cautions.Add(name + " is moving its mailboxes to " + moving.Successor + ". The MX of the recipient's domain decides: Get-MailProvider -Domain.");
            }

            if (station is { Relation: UpstreamRelation.Historical, IsFound: false })
            {
                cautions.Add(name + " is here because it was followed once. It may find nothing; looking costs a minute.");
            }

            if (station.List is { Sources.Count: 0 })
            {
                cautions.Add("The catalogue does not know " + name + "; nothing is known of it but its name.");
                continue;
            }

            if (name.Length > 0 && RoutePlanner.ConfidenceOf(station) == Confidence.Low)
            {
                cautions.Add("What is known of " + name + " rests on a single or an old source; take it as a lead.");
            }

            DateTime verified = RoutePlanner.VerifiedOn(station);
            if (name.Length > 0 && verified < oldBefore)
            {
                cautions.Add("What is known of " + name + " was last verified on "
                    + verified.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "; pages and forms may have moved.");
            }
        }

        cautions.AddRange(steps.Where(s => s.Url is not null && s.Url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            .Select(s => s.Url!).Distinct().Select(u => u + " is not encrypted: send nothing there that is secret."));
        return cautions.Distinct().ToList().AsReadOnly();
    }

    /// <summary>Operators take requests from whom the address belongs to, and each only so many.</summary>
    private static string NotYours(MailRefusal refusal) => refusal.AddressOwner == AddressOwner.Relay
        ? refusal.RefusedAddress + " is your relay's address: give this plan to whoever runs the relay, and ask for nothing yourself."
        : refusal.RefusedAddress + " is none of the addresses that you named as yours. See from which address your mail leaves before you ask for anything.";
}
