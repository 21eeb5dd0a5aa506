using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The name that the server gives with HELO or EHLO: whether it leads to the address, and is the one of its PTR record.</summary>
internal sealed class HelloNameCheck
{
    private readonly IDnsTransport _transport;
    private readonly CheckWriter _writer;

    internal HelloNameCheck(IDnsTransport transport, CheckWriter writer)
    {
        _transport = transport;
        _writer = writer;
    }

    /// <summary>Looks at the name as it is seen from one address.</summary>
    /// <param name="given">The name as the user wrote it; null where nobody said.</param>
    /// <param name="address">The address.</param>
    /// <param name="reverse">What its PTR record says.</param>
    /// <param name="cancellationToken">Ends the look-ups.</param>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async Task<ReadinessCheck> RunAsync(string? given, IPAddress address, ReverseNames reverse, CancellationToken cancellationToken)
    {
        string target = address.ToString();
        string kind = address.AddressFamily == AddressFamily.InterNetworkV6 ? "AAAA" : "A";
        string best = reverse.Confirmed.Concat(reverse.Names).FirstOrDefault() ?? "mail.yourdomain.example";
        string expected = reverse.Names.Count > 0 ? "The name of the PTR record: " + best : "The server's full name, the one of its PTR record";
        if (given is null)
        {
            return _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Unknown, "Nobody said which name the server gives.", expected,
                "Look at the server's configuration (Postfix: postconf myhostname smtp_helo_name), or at a Received field of mail it sent, and give it with -HelloName.");
        }

        string? name = DomainNameText.Normalise(given);
        if (name is null)
        {
            return _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Fail, "'" + given + "' is no full host name.", expected,
                "Set the name that the server gives to " + best + " (Postfix: smtp_helo_name = " + best + ").");
        }

        HostAddresses forward = await HostAddresses.FindAsync(_transport, name, cancellationToken).ConfigureAwait(false);
        if (!forward.Addresses.Contains(address))
        {
            if (forward.Failure is not null)
            {
                return _writer.Unknown(CheckTopics.HelloName, target, "The addresses of " + name, forward.Failure, expected);
            }

            IPAddress[] same = forward.Addresses.Where(a => a.AddressFamily == address.AddressFamily).Take(5).ToArray();
            string found = forward.Addresses.Count == 0 ? name + " has no address."
                : same.Length == 0 ? name + " has no " + kind + " record."
                : name + " leads to " + string.Join(", ", same.Select(a => a.ToString())) + ", and not to " + target + ".";
            return _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Fail, found, expected,
                "Publish the record, or have the server give a name that leads to its address.", ZoneLine.Address(name, address));
        }

        if (!reverse.IsKnown)
        {
            return _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Unknown, name + " leads to " + target + "; what the PTR record says is not known.", expected);
        }

        return reverse.Names.Contains(name)
            ? _writer.Write(CheckTopics.HelloName, target, ReadinessStatus.Pass, name + " leads to " + target + ", and back", expected)
            : _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Warn,
                name + " leads to " + target + "; the PTR record says " + (reverse.Names.Count == 0 ? "nothing" : best) + ".", expected,
                "Let both say the same name: change the PTR record, or the name that the server gives.", ZoneLine.Ptr(address, name));
    }
}
