using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Net;
using DelistTools.Mail;
using DelistTools.Probing;

namespace DelistTools.Pipeline;

/// <summary>What the cmdlets that send mail are given, looked through before anything goes to the network.</summary>
internal static class MailArguments
{
    private const int SubmissionPort = 587;

    /// <summary>The first argument that holds a line break or another character that cannot be seen; null where none does.</summary>
    internal static Problem? FindHidden(params (string Name, string? Text)[] arguments)
    {
        string? name = arguments.Where(a => a.Text is not null && a.Text.Any(IsInvisible)).Select(a => a.Name).FirstOrDefault();
        return name is null ? null : new Problem("ArgumentNotPlain", name, name);
    }

    /// <summary>A mail address with its domain as DNS has it; null where it is none that every server takes.</summary>
    internal static string? Address(string text)
    {
        string address = text.Trim();
        int at = address.LastIndexOf('@');
        if (!MailAddressText.IsAddress(address) || address.Take(at).Any(c => c >= 128))
        {
            return null;
        }

        return address.Substring(0, at + 1) + DomainNameText.Normalise(address.Substring(at + 1));
    }

    /// <summary>The name for EHLO, as given or this machine's; or what is wrong with it.</summary>
    internal static (string Name, Problem? Problem) HelloName(string? given)
    {
        string? hello = given is null ? HelloNames.OfMachine() : DomainNameText.Normalise(given);
        return hello is null || hello.StartsWith("localhost.", StringComparison.Ordinal) || hello.IndexOf('_') >= 0 || ReservedDomains.Contains(hello)
            ? ("", given is null ? new Problem("NoHelloName", "-HelloName") : new Problem("HelloNameInvalid", given, given))
            : (hello, null);
    }

    /// <summary>The relay, at the port for submission where none is named. A password goes in the clear to this machine itself at most.</summary>
    internal static RelaySubmission Relay(MailServerAddress relay, PSCredential? credential, bool acceptsAnyCertificate) => new(
        relay.Host, relay.Port ?? SubmissionPort, credential is null ? null : new NetworkCredential(credential.UserName, credential.Password),
        credential is null || IsOwn(relay, out _) ? RelaySecurity.WhenAvailable : RelaySecurity.Required, acceptsAnyCertificate);

    /// <summary>The relay is this machine.</summary>
    internal static bool IsOwn(MailServerAddress relay, out IPAddress? address) =>
        IPAddress.TryParse(relay.Host, out address) && IPAddress.IsLoopback(address);

    /// <summary>Line breaks and others that end or hide what stands before them.</summary>
    private static bool IsInvisible(char c) => char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
