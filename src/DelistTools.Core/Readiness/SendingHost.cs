using System.Net;

namespace DelistTools.Readiness;

/// <summary>An address that mail is sent from, and what the server says there with HELO or EHLO.</summary>
internal sealed class SendingHost
{
    internal SendingHost(IPAddress address, string? helloName = null)
    {
        Address = address;
        HelloName = helloName;
        Hello = helloName is null ? null : DomainNameText.Normalise(helloName);
    }

    internal IPAddress Address { get; }

    /// <summary>The name as the user wrote it; null where nobody said.</summary>
    internal string? HelloName { get; }

    /// <summary>The name as it is asked; null where nobody gave one, or it is none.</summary>
    internal string? Hello { get; }
}
