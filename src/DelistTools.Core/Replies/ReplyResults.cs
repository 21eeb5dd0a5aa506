using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Replies;

/// <summary>
/// What a message says of each address: by the heading that stands above it, or by the sentence that names it; of the rest,
/// what the message comes to.
/// </summary>
internal static class ReplyResults
{
    /// <param name="mail">The message.</param>
    /// <param name="addresses">The addresses that it is about.</param>
    /// <param name="matches">The signatures that it has, the one that decides first.</param>
    internal static IReadOnlyList<AddressVerdict> Of(ReplyMail mail, IReadOnlyList<string> addresses, IReadOnlyList<ReplyMatch> matches)
    {
        Dictionary<string, ReplyVerdict> verdicts = new(StringComparer.Ordinal);
        ByHeading(mail, matches, verdicts);
        foreach (ReplyMatch match in matches)
        {
            foreach (string address in match.Sentences.SelectMany(NamedAddresses.In).Where(a => !verdicts.ContainsKey(a)).ToList())
            {
                verdicts[address] = match.Signature.Verdict;
            }
        }

        ReplyVerdict rest = matches.Count > 0 ? matches[0].Signature.Verdict : ReplyVerdict.Unknown;
        return addresses.Select(a => new AddressVerdict(a, verdicts.TryGetValue(a, out ReplyVerdict own) ? own : rest)).ToList().AsReadOnly();
    }

    private static void ByHeading(ReplyMail mail, IReadOnlyList<ReplyMatch> matches, Dictionary<string, ReplyVerdict> verdicts)
    {
        List<ReplySignature> grouping = matches.Select(m => m.Signature).Where(s => s.Group is not null).ToList();
        ReplyVerdict? current = null;
        foreach (string line in grouping.Count == 0 ? Array.Empty<string>() : mail.Text.Split('\n'))
        {
            string words = NetworkText.WithoutControls(line).Trim();
            ReplySignature? heading = grouping.FirstOrDefault(s => s.Group!.Find(words) is not null);
            current = heading?.Verdict ?? current;

            // Below the table the same addresses may stand in sentences about something else.
            foreach (string address in current is null ? Array.Empty<string>() : NamedAddresses.In(words).Where(a => !verdicts.ContainsKey(a)).ToArray())
            {
                verdicts[address] = current!.Value;
            }
        }
    }
}
