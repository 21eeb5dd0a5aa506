using System;
using System.Collections.Concurrent;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// A reputation that no DNS question reaches: whoever wants to know goes to its page and looks, and whoever wants to be
/// off it fills in a form there. This one grants every request at once.
/// </summary>
public sealed class PrivateList
{
    private readonly ConcurrentDictionary<IPAddress, bool> _addresses = new();

    /// <summary>An empty list.</summary>
    /// <param name="name">What people call it.</param>
    public PrivateList(string name) => Name = name;

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Puts an address on the list.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public void List(string address) => _addresses[IPAddress.Parse(address)] = true;

    /// <summary>What the page shows to the eye.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public bool IsListed(string address) => _addresses.ContainsKey(IPAddress.Parse(address));

    /// <summary>What the form does.</summary>
    /// <returns>False: the address was not on the list.</returns>
    /// <exception cref="FormatException">It is no address.</exception>
    public bool RequestRemoval(string address) => _addresses.TryRemove(IPAddress.Parse(address), out _);
}
