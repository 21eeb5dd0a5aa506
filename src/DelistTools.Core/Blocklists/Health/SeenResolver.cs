using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace DelistTools.Blocklists;

/// <summary>The address that a list saw, as refusals name it: it is the resolver that the operator refuses.</summary>
internal static class SeenResolver
{
    // URIBL says [Your DNS IP: x], Spamhaus links to .../returnc/pub/x.
    private static readonly Regex Pattern = new(
        @"\[Your DNS IP: *([0-9a-fA-F.:]+)\]|/returnc/[a-z]+/([0-9a-fA-F.:]+)",
        RegexOptions.CultureInvariant,
        TimeSpan.FromMilliseconds(100));

    /// <summary>The first address that one of the texts names; null where none does.</summary>
    internal static string? Find(IEnumerable<string> texts)
    {
        foreach (string text in texts)
        {
            try
            {
                Match match = Pattern.Match(text);
                if (match.Success && IpAddressText.TryParse(match.Groups[1].Value + match.Groups[2].Value, out System.Net.IPAddress? address))
                {
                    return address.ToString();
                }
            }
            catch (RegexMatchTimeoutException)
            {
                // The text was made to be slow; the address in it is a convenience.
                return null;
            }
        }

        return null;
    }
}
