using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.Dns;

namespace DelistTools.Sweeping;

/// <summary>Answers as a state file holds them.</summary>
internal static class SweepAnswer
{
    internal const char NameError = 'N';

    internal const char NoData = 'D';

    private const char Separator = '+';

    /// <summary>What a check's list answered; null where that was nothing that another run could go by.</summary>
    internal static string? Of(BlocklistCheck check) =>
        check.Codes.Count > 0 && !check.IsPartial && check.Verdict is ListingVerdict.Listed or ListingVerdict.Informational or ListingVerdict.NotListed
            ? string.Join(Separator.ToString(), check.Codes)
            : null;

    /// <summary>The same of an answer that nobody has read yet.</summary>
    internal static string? Of(DnsAnswer answer) => answer.Outcome switch
    {
        DnsOutcome.NameError => NameError.ToString(),
        DnsOutcome.NoData => NoData.ToString(),
        DnsOutcome.Records when !answer.IsPartial && answer.Addresses.Count > 0 => string.Join(Separator.ToString(), answer.Addresses),
        _ => null,
    };

    /// <summary>The same as an answer; null where the text is none.</summary>
    internal static DnsAnswer? Read(string text)
    {
        List<IPAddress> addresses = new();
        foreach (string code in text.Split(Separator))
        {
            if (!IpAddressText.TryParse(code, out IPAddress? address))
            {
                return null;
            }

            addresses.Add(address);
        }

        return new DnsAnswer { Outcome = DnsOutcome.Records, Addresses = DnsAnswer.Sorted(addresses) };
    }

    internal static bool IsAnswer(string text) =>
        (text.Length == 1 && text[0] is NameError or NoData) || Read(text) is not null;
}
