using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;

namespace DelistTools.Readiness.Spf;

/// <summary>Reads one term by the grammar of RFC 7208, section 12.</summary>
internal static class SpfTermReader
{
    /// <summary>The name of each mechanism, in lower case.</summary>
    internal static SpfTermKind? MechanismOf(string name) => name switch
    {
        "all" => SpfTermKind.All,
        "include" => SpfTermKind.Include,
        "a" => SpfTermKind.A,
        "mx" => SpfTermKind.Mx,
        "ptr" => SpfTermKind.Ptr,
        "ip4" => SpfTermKind.Ip4,
        "ip6" => SpfTermKind.Ip6,
        "exists" => SpfTermKind.Exists,
        _ => null,
    };

    /// <summary>The sign for a qualifier, as it is written; nothing for "pass".</summary>
    internal static string SignOf(SpfQualifier qualifier) => qualifier switch
    {
        SpfQualifier.Fail => "-",
        SpfQualifier.SoftFail => "~",
        SpfQualifier.Neutral => "?",
        _ => "",
    };

    /// <summary>Reads a term; one with a fault where it is none.</summary>
    /// <param name="text">Without blanks.</param>
    /// <param name="position">Where it begins in the record.</param>
    internal static SpfTerm Read(string text, int position)
    {
        SpfTerm term = ReadPlain(text, position);
        return term.Fault is null
            ? term
            : new SpfTerm(SpfTermKind.Broken, text, position) { Fault = new SpfRemark(term.Fault.Kind, text, position, SpfSuggestion.For(text)) };
    }

    internal static bool IsValid(string text) => text.Length > 0 && ReadPlain(text, 0).Fault is null;

    private static SpfTerm ReadPlain(string text, int position)
    {
        if (text.Any(c => c is <= ' ' or > '~'))
        {
            return Broken(SpfRemarkKind.UnexpectedCharacter, text, position);
        }

        int end = 0;
        while (end < text.Length && IsNameCharacter(text[end]))
        {
            end++;
        }

        if (end < text.Length && text[end] == '=')
        {
            return ReadModifier(text, position, end);
        }

        SpfQualifier? qualifier = QualifierOf(text[0]);
        int start = qualifier is null ? 0 : 1;
        return text.Length == start
            ? Broken(SpfRemarkKind.EmptyTerm, text, position)
            : ReadMechanism(text, position, start, qualifier ?? SpfQualifier.Pass);
    }

    internal static SpfQualifier? QualifierOf(char sign) => sign switch
    {
        '+' => SpfQualifier.Pass,
        '-' => SpfQualifier.Fail,
        '~' => SpfQualifier.SoftFail,
        '?' => SpfQualifier.Neutral,
        _ => null,
    };

    private static SpfTerm ReadModifier(string text, int position, int equals)
    {
        string name = text.Substring(0, equals).ToLowerInvariant();
        string value = text.Substring(equals + 1);
        if (name.Length == 0 || name[0] is not (>= 'a' and <= 'z'))
        {
            return Broken(SpfRemarkKind.BadModifierName, text, position);
        }

        SpfTermKind kind = name switch
        {
            "redirect" => SpfTermKind.Redirect,
            "exp" => SpfTermKind.Explanation,
            _ => SpfTermKind.OtherModifier,
        };
        if (kind == SpfTermKind.OtherModifier)
        {
            return SpfMacroText.Parse(value, true) is null
                ? Broken(SpfRemarkKind.BadMacro, text, position)
                : new SpfTerm(kind, text, position);
        }

        SpfRemarkKind? fault = ReadDomain(value, out SpfMacroText? domain);
        return fault is { } found
            ? Broken(found, text, position)
            : new SpfTerm(kind, text, position) { Domain = domain };
    }

    private static SpfTerm ReadMechanism(string text, int position, int start, SpfQualifier qualifier)
    {
        int end = text.IndexOfAny(new[] { ':', '/' }, start);
        end = end < 0 ? text.Length : end;
        SpfTermKind? kind = MechanismOf(text.Substring(start, end - start).ToLowerInvariant());
        string rest = text.Substring(end);
        switch (kind)
        {
            case null:
                return Broken(SpfRemarkKind.UnknownMechanism, text, position);
            case SpfTermKind.All:
                return rest.Length > 0
                    ? Broken(SpfRemarkKind.UnexpectedValue, text, position)
                    : new SpfTerm(SpfTermKind.All, text, position) { Qualifier = qualifier };
            case SpfTermKind.Ip4:
            case SpfTermKind.Ip6:
                return ReadRange(kind.Value, text, position, rest, qualifier);
            case SpfTermKind.A:
            case SpfTermKind.Mx:
                return ReadHost(kind.Value, text, position, rest, qualifier);
            default:
                return ReadNamed(kind.Value, text, position, rest, qualifier);
        }
    }

    private static SpfTerm ReadNamed(SpfTermKind kind, string text, int position, string rest, SpfQualifier qualifier)
    {
        if (rest.Length == 0)
        {
            return kind == SpfTermKind.Ptr
                ? new SpfTerm(kind, text, position) { Qualifier = qualifier }
                : Broken(SpfRemarkKind.MissingValue, text, position);
        }

        if (rest[0] == '/')
        {
            return Broken(SpfRemarkKind.UnexpectedValue, text, position);
        }

        return ReadDomain(rest.Substring(1), out SpfMacroText? domain) is { } fault
            ? Broken(fault, text, position)
            : new SpfTerm(kind, text, position) { Qualifier = qualifier, Domain = domain };
    }

    private static SpfTerm ReadHost(SpfTermKind kind, string text, int position, string rest, SpfQualifier qualifier)
    {
        int prefixes = StartOfPrefixes(rest);
        string value = rest.Substring(0, prefixes);
        if (value.Length > 0 && value[0] == '/')
        {
            return Broken(SpfRemarkKind.BadPrefixLength, text, position);
        }

        SpfMacroText? domain = null;
        if (value.Length > 0 && ReadDomain(value.Substring(1), out domain) is { } fault)
        {
            return Broken(fault, text, position);
        }

        string lengths = rest.Substring(prefixes);
        int second = lengths.IndexOf("//", StringComparison.Ordinal);
        string first = second < 0 ? lengths : lengths.Substring(0, second);
        int? ipv4 = first.Length == 0 ? 32 : Prefix(first.Substring(1), 32);
        int? ipv6 = second < 0 ? 128 : Prefix(lengths.Substring(second + 2), 128);
        return ipv4 is null || ipv6 is null
            ? Broken(SpfRemarkKind.BadPrefixLength, text, position)
            : new SpfTerm(kind, text, position) { Qualifier = qualifier, Domain = domain, PrefixIPv4 = ipv4.Value, PrefixIPv6 = ipv6.Value };
    }

    private static SpfTerm ReadRange(SpfTermKind kind, string text, int position, string rest, SpfQualifier qualifier)
    {
        if (rest.Length <= 1 || rest[0] != ':')
        {
            return Broken(SpfRemarkKind.MissingValue, text, position);
        }

        int slash = rest.IndexOf('/');
        string written = slash < 0 ? rest.Substring(1) : rest.Substring(1, slash - 1);
        AddressFamily family = kind == SpfTermKind.Ip4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        IPAddress? address = AddressOf(written);
        if (address?.AddressFamily != family)
        {
            return Broken(SpfRemarkKind.BadAddress, text, position);
        }

        int bits = AddressRange.Bits(family);
        int? length = slash < 0 ? bits : Prefix(rest.Substring(slash + 1), bits);
        return length is null
            ? Broken(SpfRemarkKind.BadPrefixLength, text, position)
            : new SpfTerm(kind, text, position) { Qualifier = qualifier, Range = AddressRange.FromPrefix(address, length.Value) };
    }

    /// <summary>An address of the family that it is written in, IPv4-mapped ones being IPv6 here; null where it is none.</summary>
    internal static IPAddress? AddressOf(string text)
    {
        bool hasLoneColon = (text.StartsWith(":", StringComparison.Ordinal) && !text.StartsWith("::", StringComparison.Ordinal))
            || (text.EndsWith(":", StringComparison.Ordinal) && !text.EndsWith("::", StringComparison.Ordinal));
        if (hasLoneColon || !IpAddressText.TryParse(text, out IPAddress? address))
        {
            return null;
        }

        return text.IndexOf(':') >= 0 && address.AddressFamily == AddressFamily.InterNetwork ? address.MapToIPv6() : address;
    }

    /// <summary>Where the prefix lengths at the end begin: <c>/n</c>, <c>//n</c> or <c>/n//n</c>.</summary>
    private static int StartOfPrefixes(string rest)
    {
        int start = BeforeDigits(rest, rest.Length);
        if (start < 1 || rest[start - 1] != '/')
        {
            return rest.Length;
        }

        if (start < 2 || rest[start - 2] != '/')
        {
            return start - 1;
        }

        int before = BeforeDigits(rest, start - 2);
        return before > 0 && before < start - 2 && rest[before - 1] == '/' ? before - 1 : start - 2;
    }

    private static int BeforeDigits(string text, int end)
    {
        while (end > 0 && text[end - 1] is >= '0' and <= '9')
        {
            end--;
        }

        return end;
    }

    /// <summary>A prefix length without leading zeros; null where it is none.</summary>
    private static int? Prefix(string digits, int most)
    {
        bool isNumber = digits.Length is > 0 and <= 3 && digits.All(c => c is >= '0' and <= '9') && (digits.Length == 1 || digits[0] != '0');
        int length = isNumber ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : int.MaxValue;
        return length <= most ? length : null;
    }

    private static SpfRemarkKind? ReadDomain(string value, out SpfMacroText? domain)
    {
        domain = null;
        if (value.Length == 0)
        {
            return SpfRemarkKind.MissingValue;
        }

        SpfMacroText? text = SpfMacroText.Parse(value, false);
        if (text is null)
        {
            return SpfRemarkKind.BadMacro;
        }

        domain = text;
        return text.IsDomain() ? null : SpfRemarkKind.BadDomain;
    }

    private static bool IsNameCharacter(char c) =>
        c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-' or '_' or '.';

    private static SpfTerm Broken(SpfRemarkKind kind, string text, int position) =>
        new(SpfTermKind.Broken, text, position) { Fault = new SpfRemark(kind, text, position) };
}
