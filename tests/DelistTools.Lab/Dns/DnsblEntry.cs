using System.Net;

namespace DelistTools.Lab;

/// <summary>What a DNSBL answers for an entry.</summary>
/// <param name="Code">The address answered; null: the zone's default.</param>
/// <param name="Text">The TXT template, in which <c>$</c> stands for the target; null: the zone's default.</param>
internal sealed record DnsblEntry(IPAddress? Code = null, string? Text = null);
