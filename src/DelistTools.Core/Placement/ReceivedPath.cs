using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Diagnosis;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>The way of a message by its fields Received (RFC 5321, section 4.4), as they stand: the last station first.</summary>
internal static class ReceivedPath
{
    private const int Most = 50;

    private static readonly HashSet<string> Clauses = new(StringComparer.OrdinalIgnoreCase) { "from", "by", "via", "with", "id", "for" };

    internal static IReadOnlyList<ReceivedHop> Of(MailFields header) => header.All("Received").Take(Most).Select(Read).ToList().AsReadOnly();

    /// <summary>One field.</summary>
    internal static ReceivedHop Read(string value)
    {
        Dictionary<string, List<MailToken>> clauses = new(StringComparer.OrdinalIgnoreCase);
        IReadOnlyList<List<MailToken>> segments = MailTokens.Segments(value);
        List<MailToken>? current = null;
        foreach (MailToken token in segments[0])
        {
            if (!token.IsComment && Clauses.Contains(token.Text) && !clauses.ContainsKey(token.Text))
            {
                current = new List<MailToken>();
                clauses.Add(token.Text, current);
            }
            else
            {
                current?.Add(token);
            }
        }

        // The date is what stands behind the last semicolon; its own comment is the name of a zone.
        int semicolon = value.LastIndexOf(';');
        return new ReceivedHop
        {
            From = Text(clauses, "from", withComments: true),
            By = Text(clauses, "by", withComments: false),
            With = Text(clauses, "with", withComments: false),
            At = semicolon < 0 ? null : MailDates.Read(value.Substring(semicolon + 1).Trim())?.UtcDateTime,
        };
    }

    private static string? Text(Dictionary<string, List<MailToken>> clauses, string name, bool withComments) =>
        clauses.TryGetValue(name, out List<MailToken>? tokens)
            ? NetworkText.CleanOrNull(string.Join(" ", tokens.Where(t => withComments || !t.IsComment).Select(t => t.IsComment ? "(" + t.Text + ")" : t.Text)))
            : null;
}
