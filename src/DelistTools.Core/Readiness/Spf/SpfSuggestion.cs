using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Readiness.Spf;

/// <summary>Guesses what somebody meant by a term that is none.</summary>
internal static class SpfSuggestion
{
    // A mistyped term is short; what is longer is something else.
    private const int Longest = 500;

    private static readonly char[] ValueSigns = { ':', '=' };

    private static readonly char[] Separators = { ',', ';', '"' };

    private static readonly Dictionary<string, string> Meant = new(StringComparer.Ordinal)
    {
        ["all."] = "all",
        ["al"] = "all",
        ["alll"] = "all",
        ["any"] = "all",
        ["inc"] = "include",
        ["incl"] = "include",
        ["includ"] = "include",
        ["included"] = "include",
        ["includes"] = "include",
        ["inlcude"] = "include",
        ["inculde"] = "include",
        ["exist"] = "exists",
        ["ipv4"] = "ip4",
        ["ip-4"] = "ip4",
        ["ip"] = "ip4",
        ["ipv6"] = "ip6",
        ["ip-6"] = "ip6",
        ["mx1"] = "mx",
    };

    /// <summary>One or more valid terms; null where nothing is near.</summary>
    /// <param name="term">A term with a fault.</param>
    internal static string? For(string term)
    {
        if (term.Length > Longest)
        {
            return null;
        }

        string[] parts = Plain(term).Split(Separators).Where(p => p.Length > 0).ToArray();
        string?[] meant = parts.Select(p => SpfTermReader.IsValid(p) ? p : One(p)).ToArray();
        return meant.Length == 0 || meant.Any(m => m is null) ? null : string.Join(" ", meant);
    }

    /// <summary>The mechanism that a modifier of its name stands for: <c>include=x</c> and the like.</summary>
    internal static string? ForModifier(string term)
    {
        int equals = term.IndexOf('=');
        string candidate = term.Substring(0, equals) + ":" + term.Substring(equals + 1);
        string name = term.Substring(0, equals).ToLowerInvariant();
        if (SpfTermReader.MechanismOf(name) is null && !Meant.ContainsKey(name))
        {
            return null;
        }

        return SpfTermReader.IsValid(candidate) ? candidate : One(candidate);
    }

    /// <summary>Without invisible characters, and with the hyphens that word processors make of one.</summary>
    private static string Plain(string term) => new(term
        .Where(c => c > ' ' && c != '\u007F' && CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.Format or UnicodeCategory.SpaceSeparator))
        .Select(c => c is '\u2010' or '\u2011' or '\u2012' or '\u2013' or '\u2014' or '\u2212' ? '-' : c is '\u201C' or '\u201D' ? '"' : c)
        .ToArray());

    private static string? One(string term)
    {
        string sign = SpfTermReader.QualifierOf(term[0]) is null ? "" : term.Substring(0, 1);
        string body = term.Substring(sign.Length);
        if (Range(body) is { } bare)
        {
            return sign + bare;
        }

        int colon = body.IndexOfAny(ValueSigns);
        string name = (colon < 0 ? body : body.Substring(0, colon)).ToLowerInvariant();
        string value = colon < 0 ? "" : body.Substring(colon + 1);
        if (name is "redirect" or "exp")
        {
            return Valid(name + "=" + value);
        }

        string mechanism = Meant.TryGetValue(name, out string? known) ? known : name;
        if (mechanism is "ip4" or "ip6" or "a" or "mx" && Range(value) is { } range)
        {
            return sign + range;
        }

        return Valid(sign + mechanism + (value.Length > 0 ? ":" + value : ""));
    }

    private static string? Valid(string term) => SpfTermReader.IsValid(term) ? term : null;

    /// <summary>The term for an address or a range as people write them, three octets and a star included.</summary>
    private static string? Range(string text)
    {
        int slash = text.LastIndexOf('/');
        string address = slash < 0 ? text : text.Substring(0, slash).TrimEnd('/');
        string length = slash < 0 ? "" : text.Substring(slash + 1).TrimStart('0');
        string[] octets = address.TrimEnd('.', '*', 'x').Split('.');
        if (octets.Length == 3 && SpfTermReader.AddressOf(string.Join(".", octets) + ".0") is { } network)
        {
            return Valid("ip4:" + network + "/" + (length.Length > 0 ? length : "24"));
        }

        IPAddress? whole = SpfTermReader.AddressOf(address);
        string suffix = length.Length > 0 ? "/" + length : "";
        return whole is null
            ? null
            : Valid((whole.AddressFamily == AddressFamily.InterNetwork ? "ip4:" : "ip6:") + address + suffix);
    }
}
