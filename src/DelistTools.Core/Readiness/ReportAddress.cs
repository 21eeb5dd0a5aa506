using System;

namespace DelistTools.Readiness;

/// <summary>Where reports go: a URI, in DMARC records with the greatest size behind an exclamation mark (RFC 7489, section 6.2).</summary>
internal static class ReportAddress
{
    private const string Scheme = "mailto:";

    internal static bool IsMail(string uri) => Domain(uri) is not null;

    /// <summary>The domain of a mailto: address; null where it is none.</summary>
    internal static string? Domain(string uri)
    {
        if (!uri.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string address = uri.Substring(Scheme.Length).Split('!', '?')[0];
        return MailAddressText.IsAddress(address) ? DomainNameText.Normalise(address.Substring(address.LastIndexOf('@') + 1)) : null;
    }
}
