using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools;

/// <summary>
/// The places in the catalogue's texts that a finding fills: <c>{address}</c> and the like. A text can fall back on
/// words where the finding does not tell; a link, an address or a form's field cannot.
/// </summary>
internal static class Places
{
    private const int LongestInLink = 2000;

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["address"] = "your address",
        ["addresses"] = "your addresses",
        ["asn"] = "the network's AS number",
        ["contact"] = "the contact in the registry's entry",
        ["domain"] = "the recipient's domain",
        ["evidence"] = "the line that decided",
        ["expiry"] = "after a time that the operator does not tell",
        ["fee"] = "not known",
        ["hostName"] = "your server's name",
        ["list"] = "the list",
        ["lookupUrl"] = "the operator's page",
        ["mailExchanger"] = "the refusing server",
        ["name"] = "the operator's list",
        ["operator"] = "the operator",
        ["postmasterUrl"] = "the provider's page for postmasters",
        ["processingTime"] = "a time that nobody tells",
        ["recipient"] = "the recipient",
        ["removalAddress"] = "the operator's address",
        ["removalDetail"] = "",
        ["removalUrl"] = "the operator's page",
        ["reply"] = "the full reply of the refusing server",
        ["replyMail"] = "the address in the reply",
        ["replyUrl"] = "the page in the reply",
        ["senderDomain"] = "yourdomain.example",
        ["target"] = "the listed address or domain",
        ["time"] = "when it happened, in UTC",
        ["zone"] = "the list's zone",
    };

    internal static IEnumerable<string> Names => Words.Keys;

    /// <summary>The first place in the text that nobody can fill; null where all are known.</summary>
    internal static string? Unknown(string text) => Used(text).FirstOrDefault(name => !Words.ContainsKey(name));

    /// <summary>All places in the text, in its order.</summary>
    internal static IReadOnlyList<string> Used(string text)
    {
        List<string> used = new();
        Replace(text, (name, _) =>
        {
            used.Add(name);
            return "";
        });
        return used;
    }

    /// <summary>
    /// The text as it may look when it is filled, to look at its form: <paramref name="whole"/> for a place at its
    /// beginning that stands for a whole address by itself, a host name elsewhere.
    /// </summary>
    internal static string Sample(string text, ICollection<string> wholes, string whole) =>
        Replace(text, (name, at) => at == 0 && wholes.Contains(name) ? whole : "x.example");

    /// <summary>
    /// The text with every place filled, with general words where <paramref name="values"/> has none. What is filled in
    /// is not looked at again, and braces that are no place stay.
    /// </summary>
    internal static string Fill(string text, Func<string, string?> values) => Replace(
        text, (name, _) => values(name) ?? (Words.TryGetValue(name, out string? words) ? words : "{" + name + "}"));

    /// <summary>The first of the alternatives between bars whose places can all be filled; null where there is none.</summary>
    internal static string? FillExactly(string text, Func<string, string?> values) => FirstRight(text, (name, _) => values(name), _ => true);

    /// <summary>The same for a mail address; what does not come to one is left out.</summary>
    internal static string? FillMailAddress(string text, Func<string, string?> values) =>
        FirstRight(text, (name, _) => values(name), MailAddressText.IsAddress);

    /// <summary>
    /// The same for a web address. A place at its beginning stands for an address or its first part; elsewhere the value
    /// is escaped, so that it stays what it is.
    /// </summary>
    internal static string? FillLink(string text, Func<string, string?> values) => FirstRight(
        text,
        (name, at) => at == 0 ? values(name) : values(name) is { Length: <= LongestInLink } value ? Uri.EscapeDataString(value) : null,
        IsLink);

    private static bool IsLink(string text) =>
        !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";

    private static string? FirstRight(string text, Func<string, int, string?> values, Func<string, bool> isRight)
    {
        foreach (string alternative in text.Split('|'))
        {
            bool complete = true;
            string filled = Replace(alternative, (name, at) =>
            {
                string? value = values(name, at);
                complete &= value is not null;
                return value ?? "";
            });
            if (complete && isRight(filled))
            {
                return filled;
            }
        }

        return null;
    }

    private static string Replace(string text, Func<string, int, string> value)
    {
        int open = text.IndexOf('{');
        if (open < 0)
        {
            return text;
        }

        StringBuilder filled = new(text.Length + 32);
        int from = 0;
        while (open >= 0)
        {
            int close = text.IndexOf('}', open);
            if (close < 0)
            {
                break;
            }

            filled.Append(text, from, open - from).Append(value(text.Substring(open + 1, close - open - 1), open));
            from = close + 1;
            open = text.IndexOf('{', from);
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }
}
