using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Net;
using System.Text;

namespace DelistTools.Dns.Bulk;

/// <summary>What became of a question: an answer, or a failure. One object, filled again and again.</summary>
internal sealed class BulkReply
{
    // More address records than fit the longest packet there is, at 16 octets each.
    private const int MostAddresses = 4096;

    private readonly uint[] _addresses = new uint[MostAddresses];
    private readonly List<string> _texts = new();

    internal DnsOutcome Outcome { get; set; }

    internal LookupFailureKind Failure { get; set; }

    /// <summary>What the failure was, for a person.</summary>
    internal string? FailureDetail { get; set; }

    /// <summary>The response code of a reply that was read, with the bits that OPT adds (RFC 6891, section 6.1.3).</summary>
    internal int Code { get; set; }

    internal bool IsAuthoritative { get; set; }

    internal bool IsAlias { get; set; }

    /// <summary>The reply was cut off (TC): only TCP gives the whole.</summary>
    internal bool IsTruncated { get; set; }

    /// <summary>Seconds for which the answer holds; see <see cref="DnsAnswer.Ttl"/>.</summary>
    internal uint Ttl { get; set; }

    /// <summary>From the first sending to the answer, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    internal long Elapsed { get; set; }

    internal int AddressCount { get; private set; }

    internal IReadOnlyList<string> Texts => _texts;

    internal void Clear()
    {
        Outcome = DnsOutcome.Failed;
        Failure = LookupFailureKind.None;
        FailureDetail = null;
        Code = 0;
        IsAuthoritative = false;
        IsAlias = false;
        IsTruncated = false;
        Ttl = 0;
        Elapsed = 0;
        DropRecords();
    }

    internal void Fail(LookupFailureKind kind, string detail)
    {
        Outcome = DnsOutcome.Failed;
        Failure = kind;
        FailureDetail = detail;
        DropRecords();
        Ttl = 0;
    }

    /// <summary>
    /// There is nothing of the kind asked for: whatever else came with it is no answer. An alias remains one: then it is
    /// the name at its end of which that is said (RFC 6604, section 3).
    /// </summary>
    internal void Deny(DnsOutcome outcome, uint ttl)
    {
        Outcome = outcome;
        DropRecords();
        Ttl = ttl;
    }

    /// <summary>Notes an A record; false where there are more than any packet holds.</summary>
    internal bool Add(uint address)
    {
        if (AddressCount == MostAddresses)
        {
            return false;
        }

        _addresses[AddressCount++] = address;
        return true;
    }

    internal void AddText(string text) => _texts.Add(text);

    private void DropRecords()
    {
        AddressCount = 0;
        _texts.Clear();
    }

    /// <summary>The same as an answer that can be kept.</summary>
    internal DnsAnswer ToAnswer()
    {
        TimeSpan elapsed = TimeSpan.FromSeconds((double)Elapsed / Stopwatch.Frequency);
        if (Outcome == DnsOutcome.Failed)
        {
            return DnsAnswer.Fail(Failure, FailureDetail ?? "", elapsed);
        }

        List<IPAddress> addresses = new(AddressCount);
        for (int i = 0; i < AddressCount; i++)
        {
            uint a = _addresses[i];
            addresses.Add(new IPAddress(new[] { (byte)(a >> 24), (byte)(a >> 16), (byte)(a >> 8), (byte)a }));
        }

        return new DnsAnswer
        {
            Outcome = Outcome,
            Addresses = addresses.Count == 0 ? Array.Empty<IPAddress>() : DnsAnswer.Sorted(addresses),
            Texts = _texts.Count == 0 ? Array.Empty<string>() : DnsAnswer.SortedTexts(_texts),
            Ttl = TimeSpan.FromSeconds(Ttl),
            IsAlias = IsAlias,
            IsAuthoritative = IsAuthoritative,
            Elapsed = elapsed,
        };
    }

    /// <summary>The strings of a TXT record, joined (RFC 7208, section 3.3, says the same of its own); null where they do not fill it exactly.</summary>
    internal static string? ReadText(ReadOnlySpan<byte> data)
    {
        byte[] joined = new byte[data.Length];
        int length = 0;
        for (int i = 0; i < data.Length;)
        {
            int part = data[i++];
            if (part > data.Length - i)
            {
                return null;
            }

            data.Slice(i, part).CopyTo(joined.AsSpan(length));
            length += part;
            i += part;
        }

        return Encoding.UTF8.GetString(joined, 0, length);
    }
}
