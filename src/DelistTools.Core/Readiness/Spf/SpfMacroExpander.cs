using System;
using System.Globalization;
using System.Linq;
using System.Net.Sockets;
using System.Text;

namespace DelistTools.Readiness.Spf;

/// <summary>Puts values for macros (RFC 7208, section 7).</summary>
internal sealed class SpfMacroExpander
{
    // No name and no explanation that anybody reads is longer; a record can ask for gigabytes.
    private const int Longest = 10_000;

    private const string Unreserved = "-._~";

    private readonly SpfSession _session;
    private readonly string _domain;
    private readonly string _validatedName;

    /// <param name="session">Who sends for whom.</param>
    /// <param name="domain">The domain whose record is being read.</param>
    /// <param name="validatedName">The client's name that was found valid for %{p}; "unknown" where there is none.</param>
    internal SpfMacroExpander(SpfSession session, string domain, string validatedName)
    {
        _session = session;
        _domain = domain;
        _validatedName = validatedName;
    }

    /// <summary>The text with values; null where it becomes far too long.</summary>
    internal string? Expand(SpfMacroText text)
    {
        StringBuilder expanded = new();
        foreach (SpfMacroPart part in text.Parts)
        {
            expanded.Append(part.Literal ?? Value(part));
            if (expanded.Length > Longest)
            {
                return null;
            }
        }

        return expanded.ToString();
    }

    private string Value(SpfMacroPart part)
    {
        string value = Value(part.Letter);
        bool isSplit = part.Keep > 0 || part.IsReversed || part.Delimiters.Count > 0;
        if (isSplit)
        {
            string[] parts = value.Split(part.Delimiters.Count > 0 ? part.Delimiters.ToArray() : new[] { '.' });
            if (part.IsReversed)
            {
                Array.Reverse(parts);
            }

            value = string.Join(".", part.Keep > 0 ? parts.Skip(parts.Length - part.Keep) : parts);
        }

        return part.IsUrlEscaped ? Escape(value) : value;
    }

    private string Value(char letter) => letter switch
    {
        's' => _session.Sender,
        'l' => _session.LocalPart,
        'o' => _session.Domain,
        'd' => _domain,
        'i' => SpfName.Dotted(_session.Client),
        'p' => _validatedName,
        'v' => _session.Client.AddressFamily == AddressFamily.InterNetwork ? "in-addr" : "ip6",
        'h' => _session.HelloName,
        'c' => _session.Client.ToString(),
        'r' => _session.Receiver,
        _ => _session.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    };

    private static string Escape(string value)
    {
        StringBuilder escaped = new(value.Length);
        foreach (byte octet in Encoding.UTF8.GetBytes(value))
        {
            char c = (char)octet;
            if (c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') || Unreserved.IndexOf(c) >= 0)
            {
                escaped.Append(c);
            }
            else
            {
                escaped.Append('%').Append(octet.ToString("X2", CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }
}
