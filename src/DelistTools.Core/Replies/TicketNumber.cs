using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Catalog;

namespace DelistTools.Replies;

/// <summary>The number under which an operator knows a request.</summary>
internal static class TicketNumber
{
    /// <summary>Longer ones nobody can read to anybody.</summary>
    private const int Longest = 64;

    /// <summary>The number; null where there is none.</summary>
    /// <param name="operators">Whose forms of numbers are looked for, the most likely first.</param>
    /// <param name="subject">The subject, where most of them stand.</param>
    /// <param name="sentences">The text.</param>
    internal static string? In(IEnumerable<ReplyOperator> operators, string? subject, IReadOnlyList<string> sentences)
    {
        foreach (SignaturePattern form in operators.SelectMany(o => o.Tickets))
        {
            foreach (string text in new[] { subject ?? "" }.Concat(sentences))
            {
                if (form.Find(text)?.Groups[ReplyOperatorReader.TicketGroup] is { Success: true } group && Plain(group.Value) is string ticket)
                {
                    return ticket;
                }
            }
        }

        return null;
    }

    private static string? Plain(string found)
    {
        string ticket = NetworkText.WithoutControls(found).Trim().TrimEnd('.', ',', ';', ':', '-');

        // "Fail2Ban" is a name.
        return ticket.Length is > 2 and <= Longest && (char.IsDigit(ticket[0]) || ticket.Count(char.IsDigit) > 1) && !IpAddressText.TryParse(ticket, out _) ? ticket : null;
    }
}
