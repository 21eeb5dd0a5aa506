using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using DelistTools.Dns;

namespace DelistTools.Blocklists;

/// <summary>
/// Reads an answer by the rules of its list, in this order: failure, absence, anything outside 127.0.0.0/8, refusal,
/// the codes that the list names, an answer that nobody named. RFC 5782, section 2.1, calls any address a listing;
/// this departs from it on purpose, since lists have taken to refusing with addresses.
/// </summary>
internal static class AnswerRules
{
    // Spamhaus' block for refusals, which others have taken over: no list in use lists with it.
    private const uint GenericRefusals = 0x7FFFFF00;

    private const uint Mask24 = 0xFFFFFF00;

    private const uint Loopback = 0x7F000000;

    private const uint LocalhostAnswer = 0x7F000001;

    internal static WeighedAnswer Weigh(Blocklist list, DnsAnswer answer)
    {
        switch (answer.Outcome)
        {
            case DnsOutcome.Failed:
                return new WeighedAnswer
                {
                    Verdict = ListingVerdict.Failed,
                    Failure = answer.Failure,
                    Scope = list.Scope,
                    Reason = "No answer that could be used: " + answer.FailureDetail + ".",
                };
            case DnsOutcome.NameError:
                return new WeighedAnswer { Verdict = ListingVerdict.NotListed, Scope = list.Scope, Reason = "The list has no such entry." };
            case DnsOutcome.NoData:
                return new WeighedAnswer
                {
                    Verdict = ListingVerdict.NotListed,
                    Scope = list.Scope,
                    Reason = "The name exists in the list but has no address, so it is no entry.",
                };
            default:
                WeighedAnswer weighed = WeighRecords(list, answer.Addresses);
                return answer.IsPartial ? WeighPartial(weighed) : weighed;
        }
    }

    /// <summary>Whether the answer refuses, for a test entry as well as for a target; null where it does not.</summary>
    internal static string? Refusal(Blocklist list, IEnumerable<IPAddress> addresses)
    {
        ListRules rules = list.Rules;
        foreach (IPAddress address in addresses.Where(a => a.AddressFamily == AddressFamily.InterNetwork))
        {
            uint code = IpAddressText.ToUInt32(address);
            RefusalCode? named = rules.Refusals.FirstOrDefault(r => r.Code == code);
            if (named is not null)
            {
                return named.Meaning.TrimEnd('.');
            }

            if ((code & Mask24) == GenericRefusals)
            {
                return "an answer in 127.255.255.0/24, which lists use for refusals";
            }

            // A bitmask list refuses with bit 1 (SURBL, URIBL), unless the catalogue gives that bit a meaning.
            if (rules.IsBitmask && (code & Mask24) == Loopback && (code & 1) != 0 && rules.Codes.All(c => c.Bit != 1))
            {
                return "bit 1 of the answer is set, by which bitmask lists refuse";
            }
        }

        return null;
    }

    internal static bool IsForeign(IPAddress address) =>
        address.AddressFamily != AddressFamily.InterNetwork || address.GetAddressBytes()[0] != 127;

    private static WeighedAnswer WeighRecords(Blocklist list, IReadOnlyList<IPAddress> addresses)
    {
        IReadOnlyList<string> codes = addresses.Select(a => a.ToString()).ToList().AsReadOnly();
        IPAddress? foreign = addresses.FirstOrDefault(IsForeign);
        if (foreign is not null)
        {
            return new WeighedAnswer
            {
                Verdict = ListingVerdict.Unverified,
                Codes = codes,
                Scope = list.Scope,
                IsForeign = true,
                Reason = "The answer " + foreign + " lies outside 127.0.0.0/8, so no blocklist gave it.",
            };
        }

        string? refusal = Refusal(list, addresses);
        if (refusal is not null)
        {
            return new WeighedAnswer
            {
                Verdict = ListingVerdict.Refused,
                Codes = codes,
                Meanings = new[] { refusal },
                Scope = list.Scope,
                Reason = "The list refuses to answer this resolver: " + refusal + ".",
            };
        }

        return WeighCodes(list, addresses, codes);
    }

    /// <summary>What was cut off could add to an answer; only an absence does it turn round.</summary>
    private static WeighedAnswer WeighPartial(WeighedAnswer weighed) => new()
    {
        Verdict = weighed.Verdict == ListingVerdict.NotListed ? ListingVerdict.Unverified : weighed.Verdict,
        Codes = weighed.Codes,
        Meanings = weighed.Meanings,
        Components = weighed.Components,
        Scope = weighed.Scope,
        IsForeign = weighed.IsForeign,
        Reason = weighed.Reason.TrimEnd('.') + ". The reply was cut off, and there may be more codes.",
    };

    private static WeighedAnswer WeighCodes(Blocklist list, IReadOnlyList<IPAddress> addresses, IReadOnlyList<string> codes)
    {
        List<ListingCode> named = new();
        List<string> unnamed = new();
        bool localhost = false;
        foreach (IPAddress address in addresses)
        {
            uint code = IpAddressText.ToUInt32(address);
            int before = named.Count;
            if (list.Rules.IsBitmask && (code & Mask24) == Loopback && code != Loopback)
            {
                int unknownBits = AddBits(list, (int)(code & 0xFF), named);
                if (unknownBits != 0)
                {
                    unnamed.Add("bit " + string.Join("+", Bits(unknownBits)));
                }
            }
            else
            {
                named.AddRange(list.Rules.Codes.Where(c => c.Matches(code)));
                if (named.Count == before)
                {
                    localhost |= code == LocalhostAnswer;
                    unnamed.Add(address.ToString());
                }
            }
        }

        if (list.Rules.SharesZone)
        {
            unnamed.Clear();
            localhost = false;
            if (named.Count == 0)
            {
                return new WeighedAnswer
                {
                    Verdict = ListingVerdict.NotListed,
                    Codes = codes,
                    Scope = list.Scope,
                    Reason = "The zone answered only with codes of other lists that share it.",
                };
            }
        }

        if (localhost && named.Count == 0)
        {
            return new WeighedAnswer
            {
                Verdict = ListingVerdict.Unverified,
                Codes = codes,
                Scope = list.Scope,
                Reason = "127.0.0.1 is no listing on any list that does not say so: it is how several lists refuse, and how filters hide names.",
            };
        }

        return Conclude(list, codes, named, unnamed);
    }

    private static WeighedAnswer Conclude(
        Blocklist list, IReadOnlyList<string> codes, List<ListingCode> named, List<string> unnamed)
    {
        List<string> meanings = named.Select(c => c.Meaning).Distinct().ToList();
        meanings.AddRange(unnamed.Select(u => u + " (not named by the catalogue)"));
        bool listed = named.Any(c => !c.IsInformational)
            || (list.Rules.Polarity == ListPolarity.Block && unnamed.Any(u => u != "127.0.0.1"));
        ListingScope scope = named.Where(c => !c.IsInformational).Concat(named)
            .Select(c => c.Scope).FirstOrDefault(s => s is not null) ?? list.Scope;

        // One code with a narrower reach decides: an address listed by hand and by policy is a listed address.
        if (named.Any(c => !c.IsInformational && (c.Scope ?? list.Scope) == list.Scope))
        {
            scope = list.Scope;
        }

        return new WeighedAnswer
        {
            Verdict = listed ? ListingVerdict.Listed : ListingVerdict.Informational,
            Codes = codes,
            Meanings = meanings.AsReadOnly(),
            Components = named.Where(c => !c.IsInformational).Select(c => c.Component).OfType<string>().Distinct().ToList().AsReadOnly(),
            Scope = scope,
            Reason = string.Join("; ", meanings),
        };
    }

    private static int AddBits(Blocklist list, int bits, List<ListingCode> named)
    {
        int unknown = bits;
        foreach (ListingCode code in list.Rules.Codes.Where(c => c.Bit != 0 && (bits & c.Bit) != 0))
        {
            named.Add(code);
            unknown &= ~code.Bit;
        }

        return unknown;
    }

    private static IEnumerable<int> Bits(int value) => Enumerable.Range(0, 8).Select(i => 1 << i).Where(b => (value & b) != 0);
}
