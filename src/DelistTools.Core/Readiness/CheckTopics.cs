using System.Collections.Generic;

namespace DelistTools.Readiness;

/// <summary>All that is looked at, and the fixes of the catalogue that mend it.</summary>
internal static class CheckTopics
{
    internal const string ReverseDnsFix = "reverse-dns";

    internal static readonly CheckTopic PtrRecord = new(
        "PtrRecord", ReverseDnsFix, "A missing PTR record is the most common reason for turning a request down, and by itself a reason to refuse mail.") { NeedsAddress = true, NeedsDomain = false };

    internal static readonly CheckTopic PtrName = new(
        "PtrName", ReverseDnsFix, "A name made of the address is what home lines and unused servers have; receivers and operators take it for one of those.") { NeedsAddress = true, NeedsDomain = false };

    internal static readonly CheckTopic PtrForward = new(
        "PtrForward", ReverseDnsFix, "A name that does not lead back to the address could be anybody's, so it counts like none (RFC 8601, iprev).") { NeedsAddress = true, NeedsDomain = false };

    internal static readonly CheckTopic HelloName = new(
        "HelloName", "helo-name", "Receivers compare the name given with HELO or EHLO with DNS (RFC 5321, section 4.1.1.1).") { NeedsAddress = true, NeedsDomain = false };

    internal static readonly CheckTopic SenderDomain = new(
        "SenderDomain", "sender-domain", "A sender that nobody can answer is refused by many, and operators' answers do not arrive.");

    internal static readonly CheckTopic RoleMailboxes = new(
        "RoleMailboxes", "role-mailboxes", "Operators write to postmaster@ and abuse@ (RFC 2142); some send the confirmation there.");

    internal static readonly CheckTopic Spf = new(
        "Spf", "spf", "Without it a receiver cannot tell your mail from a forgery (RFC 7208).") { NeedsAddress = true };

    internal static readonly CheckTopic SpfRecord = new(
        "SpfRecord", "spf", "A record with a fault, or with more than ten look-ups, counts as broken for whoever sends (RFC 7208, section 4.6.4).");

    internal static readonly CheckTopic SpfHello = new(
        "SpfHello", "spf", "Bounces have no sender, so receivers judge them by the name given with HELO (RFC 7208, section 2.3).") { NeedsAddress = true };

    internal static readonly CheckTopic Dkim = new(
        "Dkim", "dkim", "Reputation follows the signing domain; without the key no signature can be checked (RFC 6376).");

    internal static readonly CheckTopic Dmarc = new(
        "Dmarc", "dmarc", "Large receivers ask for it, if only with p=none (RFC 7489).");

    internal static readonly CheckTopic DmarcAlignment = new(
        "DmarcAlignment", "dmarc", "DMARC counts only what passes for the domain that the reader sees (RFC 7489, section 3.1).");

    internal static readonly CheckTopic MtaSts = new(
        "MtaSts", null, "It protects mail that comes to you (RFC 8461). Nobody asks for it before a removal; a broken one keeps answers away.");

    internal static readonly CheckTopic TlsRpt = new(
        "TlsRpt", null, "It tells you of failed encryption of mail that comes to you (RFC 8460). Nobody asks for it before a removal.");

    /// <summary>In the order in which they are told.</summary>
    internal static IReadOnlyList<CheckTopic> All { get; } = new[]
    {
        PtrRecord, PtrName, PtrForward, HelloName, SenderDomain, RoleMailboxes, Spf, SpfRecord, SpfHello, Dkim, Dmarc, DmarcAlignment, MtaSts, TlsRpt,
    };
}
