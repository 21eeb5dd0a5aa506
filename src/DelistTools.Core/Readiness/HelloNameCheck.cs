using System.Linq;
using System.Net;
using DelistTools.Dns;

namespace DelistTools.Readiness;

/// <summary>The name that the server gives with HELO or EHLO: whether it leads to the address, and is the one of its PTR record.</summary>
internal sealed class HelloNameCheck
{
    private readonly AdvisedNames _names;
    private readonly CheckWriter _writer;

    internal HelloNameCheck(AdvisedNames names, CheckWriter writer)
    {
        _names = names;
        _writer = writer;
    }

    /// <summary>Looks at the name as it is seen from one address.</summary>
    /// <param name="sender">The address, and the name that the server gives there.</param>
    /// <param name="domain">The sender's domain; null where it is not known.</param>
    /// <param name="reverse">What the PTR record of the address says.</param>
    /// <param name="forward">The addresses of the name; null where it is none.</param>
    internal ReadinessCheck Of(SendingHost sender, string? domain, ReverseNames reverse, HostAddresses? forward)
    {
        IPAddress address = sender.Address;
        string target = address.ToString();
        string? best = reverse.Confirmed.Concat(reverse.Names).FirstOrDefault(n => _names.MayBear(address, n));
        string expected = best is null ? "The server's full name, the one of its PTR record" : "The name of the PTR record: " + best;
        string advised = best ?? AdvisedNames.Placeholder(domain);
        if (sender.HelloName is not { } given)
        {
            return _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Unknown, "Nobody said which name the server gives.", expected,
                "Look at the server's configuration (Postfix: postconf myhostname smtp_helo_name), or at a Received field of mail it sent, and give it with -HelloName.");
        }

        if (sender.Hello is not { } name || forward is null)
        {
            return _writer.Write(
                CheckTopics.HelloName, target, ReadinessStatus.Fail, "'" + given + "' is no full host name.", expected,
                "Set the name that the server gives to " + advised + " (Postfix: smtp_helo_name = " + advised + ").");
        }

        if (!forward.Addresses.Contains(address))
        {
            return forward.Failure is null
                ? Astray(address, name, forward, reverse.Confirmed.FirstOrDefault(n => _names.MayBear(address, n)) ?? AdvisedNames.Placeholder(domain), expected)
                : _writer.Unknown(CheckTopics.HelloName, target, "The addresses of " + name, forward.Failure, expected);
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
                name + " leads to " + target + "; the PTR record says " + (reverse.Confirmed.Concat(reverse.Names).FirstOrDefault() ?? "nothing") + ".", expected,
                "Let both say the same name: change the PTR record, or the name that the server gives.",
                _names.MayBear(address, name) ? ZoneLine.Ptr(address, name) : null);
    }

    /// <summary>
    /// The name does not lead to the address. Where it leads to another one, that is another machine's, and a second record
    /// beside it would lead half of the visitors there to this one.
    /// </summary>
    private ReadinessCheck Astray(IPAddress address, string name, HostAddresses forward, string advised, string expected)
    {
        string target = address.ToString();
        string kind = ZoneLine.AddressKind(address);
        IPAddress[] same = forward.Addresses.Where(a => a.AddressFamily == address.AddressFamily).Take(5).ToArray();
        bool mayPublish = same.Length == 0 && _names.MayBear(address, name);
        string found = forward.Addresses.Count == 0 ? name + " has no address."
            : same.Length == 0 ? name + " has no " + kind + " record."
            : name + " leads to " + string.Join(", ", same.Select(a => a.ToString())) + ", and not to " + target + ".";
        return _writer.Write(
            CheckTopics.HelloName, target, ReadinessStatus.Fail, found, expected,
            mayPublish
                ? "Publish the record, or have the server give a name that leads to its address."
                : "Have the server give a name of its own, such as " + advised + ", with an " + kind + " record for " + target + ", and have the PTR record say that name.",
            mayPublish ? ZoneLine.Address(name, address) : null);
    }
}
