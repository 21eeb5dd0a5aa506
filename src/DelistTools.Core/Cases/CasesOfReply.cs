using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;

namespace DelistTools.Cases;

/// <summary>Finds the case that an answer belongs to: by its number, else by operator and addresses, else, where it names none, by operator.</summary>
internal static class CasesOfReply
{
    /// <summary>The cases that it may belong to: one, none, or several that nothing tells apart.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="cases">All cases, those that are closed too: an answer by number may come late.</param>
    internal static IReadOnlyList<DelistingCase> Find(DelistingReply reply, IReadOnlyList<DelistingCase> cases)
    {
        if (reply.Ticket is not null)
        {
            List<DelistingCase> numbered = cases
                .Where(c => c.Tickets.Contains(reply.Ticket, StringComparer.OrdinalIgnoreCase) && IsOf(c, reply))
                .ToList();
            if (numbered.Count > 0)
            {
                List<DelistingCase> unclosed = numbered.Where(c => c.ClosedAt is null).ToList();
                return unclosed.Count > 0 ? unclosed : numbered;
            }
        }

        if (reply.Operator is null)
        {
            // Many an operator may have something against an address: it does not tell whose answer this is.
            return Array.Empty<DelistingCase>();
        }

        List<DelistingCase> open = cases.Where(c => c.ClosedAt is null).ToList();
        List<DelistingCase> with = open.Where(c => IsWith(c, reply.Operator)).ToList();
        if (with.Count == 0)
        {
            // A list that somebody whom the case is with follows.
            with = open.Where(c => Knows(c, reply.Operator)).ToList();
        }

        List<DelistingCase> about = with.Where(c => IsAbout(c, reply.Addresses)).ToList();
        return about.Count > 0 ? about : with.Where(c => reply.Addresses.Count == 0 || !NamesAddress(c)).ToList();
    }

    /// <summary>The case is with that operator, or leads past it.</summary>
    internal static bool Knows(DelistingCase one, string operatorId) => IsWith(one, operatorId) || one.Steps.Any(s => s.For == operatorId);

    /// <summary>
    /// Whether an answer can be one in the case at all: it names no operator, or one that the case knows, be it under another
    /// id (microsoft-365, microsoft-consumer), or it is about a list that the case knows.
    /// </summary>
    internal static bool IsOf(DelistingCase one, DelistingReply reply) => reply.Operator is null
        || Knows(one, reply.Operator)
        || HouseOf(one.For) == HouseOf(reply.Operator)
        || one.Steps.Any(s => s.For is not null && HouseOf(s.For) == HouseOf(reply.Operator))
        || (reply.Blocklist is not null && reply.Verdict != ReplyVerdict.BlockedByUpstream && Knows(one, reply.Blocklist));

    private static string HouseOf(string id) => id.Split('-')[0];

    private static bool IsWith(DelistingCase one, string operatorId) =>
        one.For == operatorId || one.Route.Findings.Any(f => f.For == operatorId);

    private static bool IsAbout(DelistingCase one, IReadOnlyList<string> addresses) => CaseWays.TargetsOf(one).OfType<string>().Any(
        target => addresses.Any(a => string.Equals(a, target, StringComparison.OrdinalIgnoreCase)
            || (RangeOf(a) is { } named && RangeOf(target) is { } held && named.Overlaps(held))));

    private static bool NamesAddress(DelistingCase one) => CaseWays.TargetsOf(one).OfType<string>().Any(t => RangeOf(t) is not null);

    private static AddressRange? RangeOf(string text)
    {
        string[] parts = text.Split('/');
        if (!IpAddressText.TryParse(parts[0], out IPAddress? address))
        {
            return null;
        }

        int longest = address.GetAddressBytes().Length * 8;
        return parts.Length == 1 ? new AddressRange(address, address)
            : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int length) && length <= longest ? AddressRange.FromPrefix(address, length) : null;
    }
}
