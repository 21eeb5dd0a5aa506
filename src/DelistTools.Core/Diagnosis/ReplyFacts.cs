using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace DelistTools.Diagnosis;

/// <summary>What a reply names besides its reason: the refused address, a page, a mail address.</summary>
internal static class ReplyFacts
{
    /// <summary>How much of the text before an address may point at it.</summary>
    private const int LongestCue = 80;

    /// <summary>How much of the text before a mail address may ask the reader to write there.</summary>
    private const int LongestInvitation = 80;

    /// <summary>Words after which the address is the one that is spoken of.</summary>
    private static readonly HashSet<string> Cues = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "ip", "ipaddr", "ipaddress", "ip_addr", "ip_address", "address", "client", "host", "server", "sender", "for", "v",
    };

    /// <summary>A host by name with its address after it is the one that answers, not the one that is refused.</summary>
    private static readonly HashSet<string> HostCues = new(StringComparer.OrdinalIgnoreCase) { "host", "at", "by", "server", "with", "to" };

    /// <summary>Words that ask the reader to write to the address that follows.</summary>
    private static readonly BoundedRegex Invitation = new(
        @"\b(?:contact|forward|write|report|assistance|help|request|mailto)\b[^@]{0,60}$");

    /// <summary>The address that the reply says it refuses; null where it names none, or where it masks it.</summary>
    /// <param name="words">The words of the reply.</param>
    /// <param name="remoteAddress">The address of the host that answers, which is never meant.</param>
    /// <param name="needsCue">Take only an address that the words point at.</param>
    internal static string? RefusedAddress(string words, string? remoteAddress, bool needsCue)
    {
        string? first = null;
        string? beginning = null;
        bool isRemote = IpAddressText.TryParse(remoteAddress ?? "", out IPAddress? remote);
        foreach ((int start, IPAddress address) in AddressScanner.Find(words))
        {
            if (!CouldBeRefused(address) || (isRemote && address.Equals(remote)) || IsHost(words, start))
            {
                continue;
            }

            int before = BackOver(words, start, c => !IsWord(c));
            if (HasCue(words, before, start))
            {
                return address.ToString();
            }

            if (before == 0)
            {
                // The address that a reply begins with is spoken of, unless the words point at another one.
                beginning ??= address.ToString();
            }

            first ??= address.ToString();
        }

        return beginning ?? (needsCue ? null : first);
    }

    /// <summary>The first page that the reply names.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal static string? Url(string words)
    {
        for (int at = IndexOf(words, "http", 0); at >= 0; at = IndexOf(words, "http", at + 1))
        {
            int rest = at + 4;
            rest += rest < words.Length && words[rest] is 's' or 'S' ? 1 : 0;
            if ((at == 0 || !IsWord(words[at - 1])) && string.CompareOrdinal(words, rest, "://", 0, 3) == 0)
            {
                int end = rest + 3;
                while (end < words.Length && !char.IsWhiteSpace(words[end]) && "<>\"'[]()".IndexOf(words[end]) < 0)
                {
                    end++;
                }

                if (end > rest + 3)
                {
                    return words.Substring(at, end - at).TrimEnd('.', ',', ';', ':', '!', '?', '-');
                }
            }
        }

        return null;
    }

    /// <summary>The first mail address that the reader is asked to write to; addresses of the envelope are not.</summary>
    [MethodImpl(HotPath.Compiled)]
    internal static string? Mail(string words, string? recipient)
    {
        for (int at = words.IndexOf('@'); at >= 0; at = words.IndexOf('@', at + 1))
        {
            int start = BackOver(words, at, c => IsWord(c) || c is '.' or '+' or '-');
            int end = at + 1;
            while (end < words.Length && (IsWord(words[end]) || words[end] is '.' or '-'))
            {
                end++;
            }

            bool isEnvelope = (start > 0 && words[start - 1] is '<' or '[' or '=' or '/') || (end < words.Length && words[end] is '>' or ']');
            while (end > at && words[end - 1] is '.' or '-')
            {
                end--;
            }

            string mail = words.Substring(start, end - start);
            int from = Math.Max(0, start - LongestInvitation);
            if (!isEnvelope && start < at && HasTopLevelDomain(mail) && !mail.Equals(recipient, StringComparison.OrdinalIgnoreCase)
                && Invitation.IsMatch(words.Substring(from, start - from)))
            {
                return mail;
            }
        }

        return null;
    }

    private static bool HasTopLevelDomain(string mail)
    {
        int dot = mail.LastIndexOf('.');
        int letters = dot + 1;
        while (letters < mail.Length && mail[letters] is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z'))
        {
            letters++;
        }

        return dot > mail.IndexOf('@') + 1 && letters == mail.Length && mail.Length - dot > 2;
    }

    /// <summary>A word that points at the address before it, or a sign that does.</summary>
    /// <param name="words">The words.</param>
    /// <param name="before">The end of the last word before the address.</param>
    /// <param name="start">The beginning of the address.</param>
    private static bool HasCue(string words, int before, int start)
    {
        int from = BackOver(words, before, IsWord);
        string word = words.Substring(from, before - from);
        return start - from <= LongestCue
            && (Cues.Contains(word)
                || (word.Equals("addr", StringComparison.OrdinalIgnoreCase) && EndsWith(words, from, "ip "))
                || (word == "521" && before < start && words[before] == '<')
                || (word.Equals("query", StringComparison.OrdinalIgnoreCase) && EndsWith(words, from, "/") && start == before + 1 && words[before] == '/'));
    }

    /// <summary>Whether the address stands in brackets behind the name of a host.</summary>
    private static bool IsHost(string words, int start)
    {
        int at = BackOver(words, start, char.IsWhiteSpace);
        if (at == 0 || words[at - 1] is not ('[' or '('))
        {
            return false;
        }

        int end = BackOver(words, at - 1, char.IsWhiteSpace);
        int name = BackOver(words, end, c => IsWord(c) || c is '.' or '-');
        int dot = name < end ? words.IndexOf('.', name + 1, end - name - 1) : -1;
        if (dot < 0 || dot == end - 1)
        {
            return false;
        }

        int gap = BackOver(words, name, char.IsWhiteSpace);
        int from = BackOver(words, gap, IsWord);
        return gap < name && HostCues.Contains(words.Substring(from, gap - from));
    }

    /// <summary>The beginning of the run of such characters that ends at a place.</summary>
    [MethodImpl(HotPath.Compiled)]
    private static int BackOver(string words, int end, Func<char, bool> isPart)
    {
        while (end > 0 && isPart(words[end - 1]))
        {
            end--;
        }

        return end;
    }

    private static int IndexOf(string words, string part, int from) =>
        from >= words.Length ? -1 : words.IndexOf(part, from, StringComparison.OrdinalIgnoreCase);

    private static bool EndsWith(string words, int end, string part) =>
        end >= part.Length && string.Compare(words, end - part.Length, part, 0, part.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    /// <summary>Lists answer with loopback addresses, and replies quote those answers.</summary>
    private static bool CouldBeRefused(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? !IPAddress.IPv6Any.Equals(address) && !IPAddress.IsLoopback(address)
        : address.GetAddressBytes()[0] is not (0 or 127);
}
