using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Replies;

/// <summary>Tells whose mail a message is: by the sender's address, which can be forged, or else by what it calls itself.</summary>
internal static class OperatorSigns
{
    /// <summary>A greeting or a signature has at most so many words.</summary>
    private const int ShortLine = 10;

    /// <summary>A name of so many characters is nobody else's.</summary>
    private const int LongName = 16;

    /// <summary>Who lists an address is often somebody else than who writes.</summary>
    private static readonly BoundedRegex Listed = new(@"\b(?:listed|listing|blocked|blacklisted|directly|gelistet|gesperrt|bloqu\u00e9\w*|recommendations?)\b");

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

    /// <summary>In its sender's name, its subject, or a line that does not speak of where an address is listed.</summary>
    private static bool IsNamed(ReplyMail mail, string name) => Has(mail.From ?? "", name) || Has(mail.Subject ?? "", name)
        || (Has(mail.Words, name) && mail.Text.Split('\n').Any(l => Has(l, name) && !Listed.IsMatch(l) && (name.Length >= LongName || IsShort(l))));

    private static bool IsShort(string line) => line.Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries).Length <= ShortLine;

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
