using System;
using System.Net;
using DelistTools.Mail;

namespace DelistTools.Probing;

/// <summary>What a probe is to do.</summary>
internal sealed class ProbeOptions
{
    internal const int SmtpPort = 25;

    internal string To { get; init; } = "";

    internal string From { get; init; } = "";

    internal string HelloName { get; init; } = "";

    /// <summary>Where it stops: Connect, Hello, StartTls, MailFrom, Recipient, or Data for a message that is sent.</summary>
    internal SmtpStage Until { get; init; } = SmtpStage.Data;

    internal IPAddress? LocalAddress { get; init; }

    internal ProbeAddressFamily Family { get; init; }

    /// <summary>How long connecting, and each reply, may take. The end of the message has five times as long (RFC 5321, section 4.5.3.2.6).</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    internal bool ShowsRecipient { get; init; }

    internal DkimKey? Key { get; init; }

    /// <summary>Told of each line of the transcript at once.</summary>
    internal Action<TranscriptLine>? Listener { get; init; }

    /// <summary>The recipient's domain in A-labels.</summary>
    internal string RecipientDomain => MailDomainText.Parse(To) ?? "";

    /// <summary>The sender's domain in A-labels.</summary>
    internal string SenderDomain => MailDomainText.Parse(From) ?? "";

    internal bool UsesFamily(IPAddress address)
    {
        bool isIPv4 = address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork;
        return (LocalAddress is null || LocalAddress.AddressFamily == address.AddressFamily)
            && Family switch { ProbeAddressFamily.IPv4 => isIPv4, ProbeAddressFamily.IPv6 => !isIPv4, _ => true };
    }
}
