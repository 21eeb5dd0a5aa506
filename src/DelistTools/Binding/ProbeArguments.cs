using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.Pipeline;
using DelistTools.Probing;

namespace DelistTools.Binding;

/// <summary>What the parameters of a probe say, looked through before anything goes to the network.</summary>
internal sealed class ProbeArguments
{
    internal string To { get; init; } = "";

    internal string From { get; init; } = "";

    /// <summary>Null: this machine's full name.</summary>
    internal string? HelloName { get; init; }

    internal string? MailExchanger { get; init; }

    internal string? MailServer { get; init; }

    internal string? LocalAddress { get; init; }

    /// <summary>Further parameters that reach a server or a message, by their names.</summary>
    internal IReadOnlyList<(string Name, string? Text)> Others { get; init; } = Array.Empty<(string, string?)>();

    /// <summary>Reads them all; the options made of them, or what is wrong.</summary>
    internal (ProbeOptions? Options, Problem? Problem) Read(Func<(string To, string From, string HelloName, IPAddress? LocalAddress), ProbeOptions> make)
    {
        Problem? hidden = MailArguments.FindHidden(new[]
        {
            ("-To", To), ("-From", From), ("-HelloName", HelloName), ("-MailExchanger", MailExchanger), ("-MailServer", MailServer), ("-LocalAddress", LocalAddress),
        }.Concat(Others).ToArray());
        if (hidden is not null)
        {
            return (null, hidden);
        }

        string? to = MailArguments.Address(To);
        string? from = MailArguments.Address(From);
        (string hello, Problem? unnamed) = MailArguments.HelloName(HelloName);
        string? host = MailExchanger ?? MailServer;
        (IPAddress? local, Problem? localProblem) = Local(LocalAddress);
        Problem? problem = to is null ? new Problem("RecipientInvalid", To, To)
            : from is null ? new Problem("SenderInvalid", From, From)
            : MailDomainText.Parse(from) is { } domain && ReservedDomains.Contains(domain) ? new Problem("SenderDomainReserved", From, From, domain)
            : unnamed is not null ? unnamed
            : host is not null && MailServerAddress.TryParse(host) is null ? new Problem("MailServerInvalid", host, host)
            : localProblem;
        return problem is null ? (make((to!, from!, hello, local)), null) : (null, problem);
    }

    /// <summary>An address of this machine; null where none is named.</summary>
    internal static (IPAddress? Address, Problem? Problem) Local(string? text)
    {
        IPAddress? local = null;
        return text is not null && !IpAddressText.TryParse(text.Trim(), out local) ? (null, new Problem("LocalAddressInvalid", text, text)) : (local, null);
    }
}
