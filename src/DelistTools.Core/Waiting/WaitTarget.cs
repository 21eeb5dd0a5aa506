using System.Net;
using System.Net.Sockets;
using DelistTools.Blocklists;

namespace DelistTools.Waiting;

/// <summary>What lists are asked about: one address, or a domain.</summary>
internal sealed class WaitTarget
{
    private WaitTarget(string text, BlocklistKind kind, string labels)
    {
        Text = text;
        Kind = kind;
        Labels = labels;
    }

    internal string Text { get; }

    internal BlocklistKind Kind { get; }

    /// <summary>What stands before the list's zone.</summary>
    internal string Labels { get; }

    internal static WaitTarget Of(IPAddress address) => new(
        address.ToString(),
        address.AddressFamily == AddressFamily.InterNetworkV6 ? BlocklistKind.IPv6 : BlocklistKind.IPv4,
        QuestionName.Labels(address));

    /// <summary>Reads an address or a domain; null where a text is neither, such as a block of addresses.</summary>
    internal static WaitTarget? TryParse(string? text)
    {
        string trimmed = (text ?? "").Trim();
        if (IpAddressText.TryParse(trimmed, out IPAddress? address))
        {
            return Of(address);
        }

        return DomainNameText.Normalise(trimmed) is { } domain ? new WaitTarget(domain, BlocklistKind.Domain, domain) : null;
    }
}
