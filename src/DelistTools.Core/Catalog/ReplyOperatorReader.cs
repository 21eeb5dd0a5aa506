using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>replyOperators</c>.</summary>
internal static class ReplyOperatorReader
{
    internal const string Section = "replyOperators";

    /// <summary>The group of a pattern that takes the number out.</summary>
    internal const string TicketGroup = "ticket";

    /// <param name="entry">The entry.</param>
    /// <param name="parts">What patterns share.</param>
    internal static ReplyOperator Read(EntryReader entry, PatternParts parts)
    {
        IReadOnlyList<string> senders = entry.TextList("senders");
        string? wrong = senders.FirstOrDefault(s => !(s.IndexOf('@') < 0 ? DomainNameText.IsHostLike(s) : MailAddressText.IsAddress(s)));
        if (wrong is not null)
        {
            throw entry.Error("senders", "expected mail addresses and domains, found '" + wrong + "'.");
        }

        ReplyOperator known = new()
        {
            Id = entry.Id,
            Blocklist = entry.Text("list"),
            Senders = senders,
            Names = entry.TextList("names"),
            Tickets = entry.TextList("tickets").Select(t => Ticket(entry, parts, t)).ToList().AsReadOnly(),
            UsualTime = ReplyReader.Wait(entry, "usualTime"),
        };
        entry.RequiredChoice<Confidence>("confidence");
        entry.RequiredDate("verifiedOn");
        entry.Sources();
        return known;
    }

    private static SignaturePattern Ticket(EntryReader entry, PatternParts parts, string pattern) =>
        pattern.Contains("(?<" + TicketGroup + ">")
            ? new SignaturePattern(parts.Fill(entry, pattern))
            : throw entry.Error("tickets", "expected patterns with a group '" + TicketGroup + "', found '" + pattern + "'.");
}
