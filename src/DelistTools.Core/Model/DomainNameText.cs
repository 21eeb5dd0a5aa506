using System;
using System.Globalization;

namespace DelistTools;

/// <summary>Host and zone names as text.</summary>
internal static class DomainNameText
{
    /// <summary>How many characters a name has at most (RFC 1035, section 2.3.4).</summary>
    internal const int Longest = 253;

    /// <summary>
    /// At least two labels of letters, digits, hyphens or underscores, the last one not all digits; 253 characters at
    /// most (RFC 1035, section 2.3.4). A trailing dot is allowed.
    /// </summary>
    internal static bool IsHostLike(string text)
    {
        string name = text.EndsWith(".", StringComparison.Ordinal) ? text.Substring(0, text.Length - 1) : text;
        if (name.Length is 0 or > Longest)
        {
            return false;
        }

        string[] labels = name.Split('.');
        if (labels.Length < 2)
        {
            return false;
        }

        foreach (string label in labels)
        {
            if (label.Length is 0 or > 63 || label[0] == '-' || label[label.Length - 1] == '-')
            {
                return false;
            }

            foreach (char c in label)
            {
                if (!(c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_'))
                {
                    return false;
                }
            }
        }

        string last = labels[labels.Length - 1];
        foreach (char c in last)
        {
            if (c is < '0' or > '9')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The form that is asked and compared: A-labels, lower case, no trailing dot; null where it is no name.</summary>
    internal static string? Normalise(string text)
    {
        string name = text.Trim().TrimEnd('.');
        try
        {
            // IdnMapping leaves plain names alone but refuses underscores only in STD3 mode, which is off.
            // Other scripts have full stops of their own, which become dots here, also the last one.
            name = new IdnMapping().GetAscii(name).ToLowerInvariant().TrimEnd('.');
        }
        catch (ArgumentException)
        {
            return null;
        }

        return IsHostLike(name) ? name : null;
    }

    /// <summary>The last two labels of a host's name, which hosts of one owner mostly share; an address as it is.</summary>
    internal static string Site(string host)
    {
        if (IpAddressText.TryParse(host, out _))
        {
            return host;
        }

        string name = host.TrimEnd('.');
        int dot = name.LastIndexOf('.');
        dot = dot > 0 ? name.LastIndexOf('.', dot - 1) : -1;
        return name.Substring(dot + 1);
    }
}
