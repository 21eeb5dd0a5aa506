using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>
/// A reply somewhere within a text of no known format: a reply code with an enhanced code after it is
/// hardly ever anything else. The same reply quoted twice is one refusal.
/// </summary>
internal sealed class QuotedReplyFormat : IRefusalFormat
{
    /// <summary>Lines of a paragraph that still belong to the reply.</summary>
    private const int MostLines = 20;

    private static readonly BoundedRegex Codes = new(@"(?<![\w.=-])[45]\d\d[- ]#?[45]\.\d{1,3}\.\d{1,3}(?!\w|[\d.]*\d)");

    /// <summary>
    /// The log of a server that refused somebody else's mail, which is no refusal of the reader's own: Postfix'
    /// <c>reject: RCPT from</c>, Exim's <c>rejected RCPT</c>, Sendmail's <c>reject=</c>.
    /// </summary>
    private static readonly BoundedRegex OwnRefusal = new(
        @"\b(?:milter-)?(?:reject|reject_warning|hold|discard|warn): \S+ from \S|\brejected (?:EHLO|HELO|MAIL|RCPT|DATA|after DATA|connection)\b|\breject=[45]");

    /// <inheritdoc/>
    public IEnumerable<FoundRefusal> Find(string text)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        StringBuilder reply = new();
        int lines = 0;
        foreach (string line in TextLines.Of(text).Append(""))
        {
            Match codes = MayHold(line) && !OwnRefusal.IsMatch(line) ? Codes.Match(line) : Match.Empty;
            bool goesOn = reply.Length > 0 && line.Trim().Length > 0 && lines < MostLines
                && (!codes.Success || SmtpReplyText.Code(line.TrimStart()) is not null);
            if (reply.Length > 0 && !goesOn)
            {
                string found = reply.ToString();
                reply.Clear();
                if (seen.Add(SmtpReplyText.Parse(found).ToString()))
                {
                    yield return new FoundRefusal { Format = "Text", Reply = found };
                }
            }

            if (goesOn)
            {
                reply.Append('\n').Append(line.Trim());
                lines++;
            }
            else if (codes.Success)
            {
                reply.Append(line.Substring(codes.Index).Trim());
                lines = 1;
            }
        }
    }

    private static bool MayHold(string line) => line.IndexOf("5.", StringComparison.Ordinal) >= 0 || line.IndexOf("4.", StringComparison.Ordinal) >= 0;
}
