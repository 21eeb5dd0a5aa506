using System;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DelistTools.Readiness.Spf;

/// <summary>Names as a check asks for them.</summary>
internal static class SpfName
{
    private const int Longest = 253;
    private const int LongestLabel = 63;

    /// <summary>Without the trailing dot, and without the labels on the left that make it too long (RFC 7208, section 7.3).</summary>
    internal static string Fit(string name)
    {
        string fit = WithoutDot(name);
        if (fit.Length <= Longest)
        {
            return fit;
        }

        int dot = fit.IndexOf('.', fit.Length - Longest - 1);
        return dot < 0 ? fit : fit.Substring(dot + 1);
    }

    internal static string WithoutDot(string name) =>
        name.EndsWith(".", StringComparison.Ordinal) ? name.Substring(0, name.Length - 1) : name;

    /// <summary>
    /// A question can be made of it: ASCII labels of 1 to 63 octets, 253 in all (RFC 1035, section 2.3.4). Nothing can
    /// stand under another name, so that it is taken as one that does not exist.
    /// </summary>
    internal static bool IsAskable(string name)
    {
        if (name.Length is 0 or > Longest)
        {
            return false;
        }

        int label = 0;
        foreach (char c in name)
        {
            if (c == '.' ? label == 0 : c is < ' ' or > '~' || label == LongestLabel)
            {
                return false;
            }

            label = c == '.' ? 0 : label + 1;
        }

        return label > 0;
    }

    /// <summary>A domain that may have a record: more than one label (RFC 7208, section 4.3).</summary>
    internal static bool IsDomain(string name) => IsAskable(name) && name.IndexOf('.') > 0 && name[0] != '[';

    internal static bool IsSame(string name, string other) => string.Equals(name, other, StringComparison.OrdinalIgnoreCase);

    /// <summary>The name is the domain or lies below it.</summary>
    internal static bool IsIn(string name, string domain) =>
        IsSame(name, domain) || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    /// <summary>Octets or, for IPv6, hexadecimal digits, with dots between (RFC 7208, section 7.3, "i").</summary>
    internal static string Dotted(IPAddress address)
    {
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return address.ToString();
        }

        const string Digits = "0123456789ABCDEF";
        StringBuilder text = new(63);
        foreach (byte octet in address.GetAddressBytes())
        {
            text.Append(text.Length > 0 ? "." : "").Append(Digits[octet >> 4]).Append('.').Append(Digits[octet & 15]);
        }

        return text.ToString();
    }

    /// <summary>The name of the address in the reverse tree (RFC 1035, section 3.5; RFC 3596, section 2.5).</summary>
    internal static string Reverse(IPAddress address)
    {
        string[] parts = Dotted(address).Split('.');
        Array.Reverse(parts);
        return string.Join(".", parts) + (address.AddressFamily == AddressFamily.InterNetwork ? ".in-addr.arpa" : ".ip6.arpa");
    }
}
