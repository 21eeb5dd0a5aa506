using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Placement;

/// <summary>
/// Reads the value of one field Authentication-Results (RFC 8601, section 2.2), also as Microsoft writes it, without the name
/// of the server. What does not fit the grammar is left out, and the rest is read.
/// </summary>
internal static class AuthenticationFieldReader
{
    private const int MostResults = 50;

    /// <summary>The server's name (authserv-id) and the results.</summary>
    /// <param name="value">The value, unfolded.</param>
    /// <param name="server">The name, in lower case; null where there is none.</param>
    internal static IReadOnlyList<AuthenticationResult> Read(string value, out string? server)
    {
        server = null;
        List<AuthenticationResult> results = new();
        bool isFirst = true;
        foreach (List<MailToken> segment in MailTokens.Segments(value).Take(MostResults))
        {
            List<MailToken> words = segment.Where(t => !t.IsComment).ToList();
            if (isFirst && words.Count > 0 && words[0].Text.IndexOf('=') < 0 && !(words.Count > 1 && words[1].Text.StartsWith("=", StringComparison.Ordinal)))
            {
                server = NetworkText.CleanOrNull(words[0].Text)?.ToLowerInvariant();
            }
            else if (Result(Pairs(segment), server) is AuthenticationResult result)
            {
                results.Add(result);
            }

            isFirst = false;
        }

        return results.AsReadOnly();
    }

    private static AuthenticationResult? Result(IReadOnlyList<KeyValuePair<string, string>> pairs, string? server)
    {
        KeyValuePair<string, string> method = pairs.FirstOrDefault(p => p.Key.Length > 0);
        if (method.Key is null || method.Value.Length == 0)
        {
            return null;
        }

        // A method may carry its version: dkim/1.
        string name = method.Key.Split('/')[0].Trim().ToLowerInvariant();
        List<KeyValuePair<string, string>> rest = pairs.Where(p => p.Key.Length > 0).Skip(1).ToList();
        string? reason = rest.Where(p => p.Key.Equals("reason", StringComparison.OrdinalIgnoreCase)).Select(p => p.Value).FirstOrDefault()
            ?? pairs.Where(p => p.Key.Length == 0).Select(p => p.Value).FirstOrDefault();
        string properties = string.Join(" ", rest.Where(p => !p.Key.Equals("reason", StringComparison.OrdinalIgnoreCase)).Select(p => p.Key + "=" + p.Value));
        return new AuthenticationResult
        {
            Method = NetworkText.Clean(name),
            Result = NetworkText.Clean(method.Value.ToLowerInvariant()),
            Reason = NetworkText.CleanOrNull(reason),
            Properties = NetworkText.CleanOrNull(properties),
            Server = server,
        };
    }

    /// <summary>Names with their values; comments have no name. White space may stand around the equals sign.</summary>
    private static IReadOnlyList<KeyValuePair<string, string>> Pairs(IEnumerable<MailToken> tokens)
    {
        List<KeyValuePair<string, string>> pairs = new();
        StringBuilder word = new();
        List<string> comments = new();
        foreach (MailToken token in tokens)
        {
            if (token.IsComment)
            {
                comments.Add(token.Text);
                continue;
            }

            bool continues = word.Length > 0
                && (word[word.Length - 1] == '=' || (token.Text.StartsWith("=", StringComparison.Ordinal) && word.ToString().IndexOf('=') < 0));
            if (!continues)
            {
                Close();
            }

            word.Append(token.Text);
        }

        Close();
        return pairs;

        void Close()
        {
            string text = word.ToString();
            int equals = text.IndexOf('=');
            if (equals > 0)
            {
                pairs.Add(new KeyValuePair<string, string>(text.Substring(0, equals), text.Substring(equals + 1)));
            }

            pairs.AddRange(comments.Where(c => c.Trim().Length > 0).Select(c => new KeyValuePair<string, string>("", c.Trim())));
            comments.Clear();
            word.Clear();
        }
    }
}
