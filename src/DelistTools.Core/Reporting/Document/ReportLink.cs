using System;

namespace DelistTools.Reporting;

/// <summary>Decides what may be a link. All else stays text.</summary>
internal static class ReportLink
{
    private const int Longest = 2000;

    /// <summary>
    /// The address of a page in ASCII, its host in A-labels so that it cannot look like another one; null where it is not of
    /// the web, names a user, or has anything in it that cannot be seen.
    /// </summary>
    internal static string? Page(string? url)
    {
        if (url is null || url.Length > Longest || NetworkText.WithoutControls(url) != url
            || !Uri.TryCreate(url, UriKind.Absolute, out Uri? page)
            || (page.Scheme != Uri.UriSchemeHttp && page.Scheme != Uri.UriSchemeHttps)
            || page.UserInfo.Length > 0 || page.Host.Length == 0)
        {
            return null;
        }

        try
        {
            string host = page.HostNameType == UriHostNameType.IPv6 ? page.Host : page.IdnHost;
            string link = page.Scheme + "://" + host + (page.IsDefaultPort ? "" : ":" + page.Port.ToString(System.Globalization.CultureInfo.InvariantCulture))
                + page.GetComponents(UriComponents.PathAndQuery | UriComponents.Fragment, UriFormat.UriEscaped);
            return IsPlain(link) ? link : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>The link to write to a mailbox; null where it is none. No subject, no copy to somebody else.</summary>
    internal static string? Mailbox(string? address) =>
        address is not null && IsPlain(address) && !HasMore(address) && MailAddressText.IsAddress(address) ? "mailto:" + address : null;

    /// <summary>What a mail program would take for more than the address.</summary>
    private static bool HasMore(string address)
    {
        foreach (char c in address)
        {
            if (c is '?' or '&' or '%' or '#')
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPlain(string text)
    {
        foreach (char c in text)
        {
            if (c is <= ' ' or > '~' or '"' or '<' or '>' or '\\' or '^' or '`' or '{' or '|' or '}')
            {
                return false;
            }
        }

        return true;
    }
}
