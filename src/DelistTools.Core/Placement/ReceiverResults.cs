using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Mail;

namespace DelistTools.Placement;

/// <summary>
/// Of all fields Authentication-Results those that the receiving server wrote (RFC 8601, section 5). Servers on the way write
/// such fields, too, and so may whoever sent the message. Each server adds its fields on top: the receiving one's are the
/// first ones, under the same name, down to the station where the message came in.
/// </summary>
internal static class ReceiverResults
{
    private const int MostFields = 20;

    internal static IReadOnlyList<AuthenticationResult> Of(MailFields header)
    {
        List<AuthenticationResult> results = new();
        ReceivedHop? above = null;
        string? receiver = null;
        int read = 0;
        foreach (KeyValuePair<string, string> field in header.InOrder.TakeWhile(_ => read < MostFields))
        {
            if (field.Key.Equals("Received", StringComparison.OrdinalIgnoreCase))
            {
                above = ReceivedPath.Read(field.Value);
                if (read > 0 && !IsWithinHost(above))
                {
                    break;
                }
            }
            else if (field.Key.Equals("Authentication-Results", StringComparison.OrdinalIgnoreCase))
            {
                IReadOnlyList<AuthenticationResult> found = AuthenticationFieldReader.Read(field.Value, out string? server);
                if (read == 0 && IsOfSender(server, above))
                {
                    break;
                }

                if (read > 0 && server != receiver)
                {
                    break;
                }

                read++;
                receiver = server;
                results.AddRange(found);
            }
        }

        return WithReceivedSpf(results, header);
    }

    /// <summary>Handed on by a filter on the same machine.</summary>
    private static bool IsWithinHost(ReceivedHop hop) =>
        hop.From is string from && new[] { "localhost", "127.0.0.1", "[::1]", "IPv6:::1" }.Any(h => from.IndexOf(h, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>The server that reports is the one that the message came from, and belongs to others than the one that took it.</summary>
    private static bool IsOfSender(string? server, ReceivedHop? above) =>
        server is not null && above?.From is string from && above.By is string by
        && from.Split(' ', '(', ')', '[', ']').Any(w => w.TrimEnd('.').Equals(server, StringComparison.OrdinalIgnoreCase))
        && !DomainNameText.Site(server).Equals(DomainNameText.Site(by), StringComparison.OrdinalIgnoreCase);

    /// <summary>The older field of SPF (RFC 7208, section 9.1), for servers that write no other one about it.</summary>
    private static IReadOnlyList<AuthenticationResult> WithReceivedSpf(List<AuthenticationResult> results, MailFields header)
    {
        if (!results.Any(r => r.Method == "spf") && header.First("Received-SPF") is string value
            && MailTokens.Segments(value)[0] is { Count: > 0 } tokens && !tokens[0].IsComment)
        {
            results.Add(new AuthenticationResult
            {
                Method = "spf",
                Result = NetworkText.Clean(tokens[0].Text.ToLowerInvariant()),
                Reason = NetworkText.CleanOrNull(tokens.Where(t => t.IsComment).Select(t => t.Text).FirstOrDefault()),
            });
        }

        return results.AsReadOnly();
    }
}
