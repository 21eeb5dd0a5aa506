using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Cases;

/// <summary>Finds the case that an answer belongs to: by its number, else by operator and addresses, else by operator.</summary>
internal static class ReplyMatch
{
    /// <summary>The cases that it may belong to: one, none, or several that nothing tells apart.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="cases">All cases, those that are closed too: an answer by number may come late.</param>
    internal static IReadOnlyList<DelistingCase> Find(DelistingReply reply, IReadOnlyList<DelistingCase> cases)
    {
        if (reply.Ticket is not null)
        {
            List<DelistingCase> numbered = cases.Where(c => c.Tickets.Contains(reply.Ticket, StringComparer.OrdinalIgnoreCase)).ToList();
            if (numbered.Count > 0)
            {
                List<DelistingCase> unclosed = numbered.Where(c => c.ClosedAt is null).ToList();
                return unclosed.Count > 0 ? unclosed : numbered;
            }
        }

        List<DelistingCase> open = cases.Where(c => c.ClosedAt is null).ToList();
        List<DelistingCase> with = reply.Operator is null ? open : open.Where(c => IsWith(c, reply.Operator)).ToList();
        if (with.Count == 0 && reply.Operator is not null)
        {
            // A list that somebody whom the case is with follows.
            with = open.Where(c => c.Steps.Any(s => s.For == reply.Operator)).ToList();
        }

        List<DelistingCase> about = with.Where(c => IsAbout(c, reply.Addresses)).ToList();
        return about.Count > 0 ? about : reply.Operator is null ? Array.Empty<DelistingCase>() : with;
    }

    private static bool IsWith(DelistingCase one, string operatorId) =>
        one.For == operatorId || one.Route.Findings.Any(f => f.For == operatorId);

    private static bool IsAbout(DelistingCase one, IReadOnlyList<string> addresses) => CaseWays.TargetsOf(one).OfType<string>().Any(
        target => addresses.Any(a => string.Equals(a, target, StringComparison.OrdinalIgnoreCase)
            || (RangeOf(a) is { } named && RangeOf(target) is { } held && named.Overlaps(held))));

    private static AddressRange? RangeOf(string text)
    {
        string[] parts = text.Split('/');
        if (!IpAddressText.TryParse(parts[0], out IPAddress? address))
        {
            return null;
        }

        int longest = address.GetAddressBytes().Length * 8;
        return parts.Length == 1 ? new AddressRange(address, address)
            : int.TryParse(parts[1], out int length) && length >= 0 && length <= longest ? AddressRange.FromPrefix(address, length) : null;
    }
}
