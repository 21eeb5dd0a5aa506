using System;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace DelistTools.Diagnosis;

/// <summary>What a reply names besides its reason: the refused address, a page, a mail address.</summary>
internal static class ReplyFacts
{
    /// <summary>How much of the text before an address may point at it.</summary>
    private const int LongestCue = 80;

    /// <summary>
    /// Four numbers, or hexadecimal groups with at least two colons, that are no part of a longer number or host name:
    /// <c>[192.0.2.1]</c>, <c>IP=192.0.2.1</c>, <c>[192.0.2.1      19]</c>, <c>2001:db8::1</c>, <c>[IPv6:2001:db8::1]</c>.
    /// </summary>
    private static readonly BoundedRegex AddressLike = new(
        @"(?<![\w.-])(?<address>(?:\d{1,3}\.){3}\d{1,3})(?![\w-]|\.\w)|(?<![\w.:-])(?:IPv6:)?(?<address>[0-9a-f]{0,4}:[0-9a-f:]{0,40}:[0-9a-f:.]{0,40})(?<![.:])(?!\w)");

    /// <summary>Words and signs after which the address is the one that is spoken of.</summary>
    private static readonly BoundedRegex Cue = new(
        @"(?:\b(?:from|ip|ip[_ ]?addr(?:ess)?|address|client|host|server|sender|for|v)\b\W*|521<\s*|/(?:ip|query)/)$");

    /// <summary>Nothing before it: the address that a reply begins with is spoken of, unless the words point at another one.</summary>
    private static readonly BoundedRegex Beginning = new(@"^\W*$");

    /// <summary>A host by name with its address after it is the one that answers, not the one that is refused.</summary>
    private static readonly BoundedRegex Host = new(@"\b(?:host|at|by|server|with|to)\s+[\w-]+(?:\.[\w-]+)+\.?\s*[\[(]\s*$");

    private static readonly BoundedRegex WebAddress = new(@"\bhttps?://[^\s<>""'\[\]()]+");

    private static readonly BoundedRegex MailAddress = new(
        @"(?<![\w.<\[=+/-])(?:mailto:)?(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?![\w>\]])");

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
        foreach (Match match in AddressLike.Matches(words))
        {
            int start = Math.Max(0, match.Index - LongestCue);
            string before = words.Substring(start, match.Index - start);
            if (!IpAddressText.TryParse(match.Groups["address"].Value, out IPAddress? address)
                || !CouldBeRefused(address) || (isRemote && address.Equals(remote)) || Host.IsMatch(before))
            {
                continue;
            }

            if (Cue.IsMatch(before))
            {
                return address.ToString();
            }

            if (start == 0 && Beginning.IsMatch(before))
            {
                beginning ??= address.ToString();
            }

            first ??= address.ToString();
        }

        return beginning ?? (needsCue ? null : first);
    }

    /// <summary>The first page that the reply names.</summary>
    internal static string? Url(string words)
    {
        Match match = WebAddress.Match(words);
        return match.Success ? match.Value.TrimEnd('.', ',', ';', ':', '!', '?', '-') : null;
    }

    /// <summary>The first mail address that the reader is asked to write to; addresses of the envelope are not.</summary>
    internal static string? Mail(string words, string? recipient)
    {
        foreach (Match match in MailAddress.Matches(words))
        {
            string mail = match.Groups["mail"].Value;
            if (!mail.Equals(recipient, StringComparison.OrdinalIgnoreCase)
                && Invitation.IsMatch(words.Substring(0, match.Groups["mail"].Index)))
            {
                return mail;
            }
        }

        return null;
    }

    /// <summary>Lists answer with loopback addresses, and replies quote those answers.</summary>
    private static bool CouldBeRefused(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6
        ? !IPAddress.IPv6Any.Equals(address) && !IPAddress.IsLoopback(address)
        : address.GetAddressBytes()[0] is not (0 or 127);
}
