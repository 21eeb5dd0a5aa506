using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Diagnosis;

/// <summary>The addresses in the Received fields of a message (RFC 5321, section 4.4): of the hosts that handed it on.</summary>
internal static class ReceivedHops
{
    private const int Most = 50;

    /// <summary>The addresses, the first hop first; each server adds its field on top.</summary>
    internal static IReadOnlyList<string> Of(MailFields? fields)
    {
        List<string> hops = new();
        foreach (string received in (fields?.All("Received") ?? Enumerable.Empty<string>()).Take(Most).Reverse())
        {
            int by = received.IndexOf(" by ", StringComparison.OrdinalIgnoreCase);
            string from = by >= 0 ? received.Substring(0, by) : received.StartsWith("by ", StringComparison.OrdinalIgnoreCase) ? "" : received;
            string? hop = AddressScanner.Find(from).Select(a => a.Address.ToString()).LastOrDefault();
            if (hop is not null && !hops.Contains(hop))
            {
                hops.Add(hop);
            }
        }

        return hops;
    }
}
