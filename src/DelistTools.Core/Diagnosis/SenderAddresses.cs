using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;

namespace DelistTools.Diagnosis;

/// <summary>The sender's own addresses, and those of its relays: what the address that a refusal names is compared with.</summary>
internal sealed class SenderAddresses
{
    /// <summary>Nobody said which they are.</summary>
    internal static readonly SenderAddresses NotGiven = new(Array.Empty<AddressRange>(), Array.Empty<AddressRange>());

    private readonly IReadOnlyList<AddressRange> _own;
    private readonly IReadOnlyList<AddressRange> _relays;

    internal SenderAddresses(IReadOnlyList<AddressRange> own, IReadOnlyList<AddressRange> relays)
    {
        _own = own;
        _relays = relays;
    }

    /// <summary>Whose address it is.</summary>
    /// <param name="refused">The address that the refusal names; null where it names none.</param>
    /// <param name="hops">
    /// The addresses that the message passed, the first one first. One that it passed after the sender's own is a relay's;
    /// and where it was handed on from one of the sender's own, the server that was refused is a relay, whichever of its
    /// addresses it used.
    /// </param>
    internal AddressOwner OwnerOf(string? refused, IReadOnlyList<string> hops)
    {
        if (!IpAddressText.TryParse(refused ?? "", out IPAddress? address) || (_own.Count == 0 && _relays.Count == 0))
        {
            return AddressOwner.Unknown;
        }

        if (_own.Any(r => r.Contains(address)))
        {
            return AddressOwner.Own;
        }

        bool isRelay = _relays.Any(r => r.Contains(address))
            || hops.Any(h => IpAddressText.TryParse(h, out IPAddress? hop) && (hop.Equals(address) || _own.Any(r => r.Contains(hop))));
        return isRelay ? AddressOwner.Relay : _own.Count == 0 ? AddressOwner.Unknown : AddressOwner.Other;
    }
}
