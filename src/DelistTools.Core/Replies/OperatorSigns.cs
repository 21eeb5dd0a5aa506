using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Replies;

/// <summary>Tells whose mail a message is: by the sender's address, which can be forged, or else by what it calls itself.</summary>
internal static class OperatorSigns
{
    /// <summary>The operator; null where neither tells.</summary>
    /// <param name="mail">The message.</param>
    /// <param name="operators">All that are known.</param>
    internal static ReplyOperator? Of(ReplyMail mail, IReadOnlyList<ReplyOperator> operators)
    {
        string? sender = mail.Sender;
        ReplyOperator? found = sender is null ? null : Longest(operators.SelectMany(o => o.Senders.Where(s => IsFrom(sender, s)).Select(s => (o, s.Length))));
        return found ?? Longest(operators.SelectMany(o => o.Names.Where(n => IsNamed(mail, n)).Select(n => (o, n.Length))));
    }

    private static ReplyOperator? Longest(IEnumerable<(ReplyOperator Operator, int Length)> found) =>
        found.OrderByDescending(f => f.Length).ThenBy(f => f.Operator.Id, StringComparer.Ordinal).Select(f => f.Operator).FirstOrDefault();

    private static bool IsFrom(string sender, string known) => sender.Equals(known, StringComparison.OrdinalIgnoreCase)
        || (known.IndexOf('@') < 0 && (sender.EndsWith("@" + known, StringComparison.OrdinalIgnoreCase) || sender.EndsWith("." + known, StringComparison.OrdinalIgnoreCase)));

    private static bool IsNamed(ReplyMail mail, string name) => Has(mail.Words, name) || Has(mail.From ?? "", name) || Has(mail.Subject ?? "", name);

    private static bool Has(string text, string name)
    {
        for (int at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            int end = at + name.Length;
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end])))
            {
                return true;
            }
        }

        return false;
    }
}
