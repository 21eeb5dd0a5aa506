using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using DelistTools.Catalog;

namespace DelistTools.Readiness;

/// <summary>Which names may stand in a record that is proposed, and what stands there where only the owner can choose one.</summary>
internal sealed class AdvisedNames
{
    /// <summary>
    /// Names below these lead nowhere on the Internet (RFC 6761, RFC 6762, RFC 8375, and what routers make up). A zone named
    /// internal may well be served to whoever asks here.
    /// </summary>
    private static readonly string[] Nowhere = { "localhost", "local", "localdomain", "lan", "home.arpa" };

    private readonly GenericNameCatalog _generic;

    internal AdvisedNames(GenericNameCatalog generic)
    {
        _generic = generic;
    }

    /// <summary>Whether a server at the address can well bear the name.</summary>
    internal bool MayBear(IPAddress address, string name) => IsHostName(name)
        && !Nowhere.Any(n => name.EndsWith("." + n, StringComparison.OrdinalIgnoreCase))
        && _generic.Find(address, name) is null;

    /// <summary>The way in which the name was made by machine; null where a person chose it.</summary>
    internal GenericName? Way(IPAddress address, string name) => _generic.Find(address, name);

    /// <summary>At least two labels of letters, digits and hyphens (RFC 1123, section 2.1).</summary>
    internal static bool IsHostName(string name) => DomainNameText.IsHostLike(name) && name.IndexOf('_') < 0;

    /// <summary>What the owner has to put a name for; angle brackets are in no name.</summary>
    /// <param name="domain">The sender's domain; null where it is not known.</param>
    internal static string Placeholder(string? domain) => domain is null ? "<name of the server>" : "<mail." + domain + ">";
}
