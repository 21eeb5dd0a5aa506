using System;
using System.Collections.Generic;
using System.Text;

namespace DelistTools;

/// <summary>
/// The places in the catalogue's texts that a finding fills: <c>{address}</c> and the like. A text can fall back on
/// words where the finding does not tell; a link, an address or a form's field cannot.
/// </summary>
internal static class Places
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["address"] = "your address",
        ["addresses"] = "your addresses",
        ["asn"] = "the network's AS number",
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
        ["target"] = "what is listed",
        ["time"] = "when it happened, in UTC",
        ["zone"] = "the list's zone",
    };

    internal static IEnumerable<string> Names => Words.Keys;

    /// <summary>The first place in the text that nobody can fill; null where all are known.</summary>
    internal static string? Unknown(string text)
    {
        string? unknown = null;
        Replace(text, name =>
        {
            unknown ??= Words.ContainsKey(name) ? null : name;
            return "";
        });
        return unknown;
    }

    /// <summary>The text with a letter in every place, to look at its form.</summary>
    internal static string Without(string text) => Replace(text, _ => "x");

    /// <summary>The text with every place filled, with general words where <paramref name="values"/> has none.</summary>
    internal static string Fill(string text, Func<string, string?> values) => Replace(text, name => values(name) ?? Words[name]);

    /// <summary>The first of the alternatives between bars whose places can all be filled; null where there is none.</summary>
    internal static string? FillExactly(string text, Func<string, string?> values)
    {
        foreach (string alternative in text.Split('|'))
        {
            bool complete = true;
            string filled = Replace(alternative, name =>
            {
                string? value = values(name);
                complete &= value is not null;
                return value ?? "";
            });
            if (complete)
            {
                return filled;
            }
        }

        return null;
    }

    private static string Replace(string text, Func<string, string> value)
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

            filled.Append(text, from, open - from).Append(value(text.Substring(open + 1, close - open - 1)));
            from = close + 1;
            open = text.IndexOf('{', from);
        }

        return filled.Append(text, from, text.Length - from).ToString();
    }
}
