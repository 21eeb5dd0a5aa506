using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace DelistTools.Probing;

/// <summary>The addresses that the interfaces of this machine have. Nothing is asked for it.</summary>
internal static class MachineAddresses
{
    /// <summary>
    /// IPv4 first, without loopback and link-local ones, from which no mail is sent; each with the name of its interface.
    /// Empty where the system does not tell.
    /// </summary>
    internal static IReadOnlyList<(IPAddress Address, string Interface)> List()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(i => i.OperationalStatus != OperationalStatus.Down)
                .SelectMany(i => i.GetIPProperties().UnicastAddresses.Select(a => (a.Address, i.Name)))
                .Where(a => !IPAddress.IsLoopback(a.Address) && !a.Address.IsIPv6LinkLocal && !IsIPv4LinkLocal(a.Address))
                .OrderBy(a => a.Address.AddressFamily == AddressFamily.InterNetwork ? 0 : 1)
                .ToList();
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException)
        {
            return Array.Empty<(IPAddress, string)>();
        }
    }

    // RFC 3927.
    private static bool IsIPv4LinkLocal(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..];
}
