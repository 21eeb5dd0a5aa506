using System;
using System.Collections.Concurrent;
using System.Net;

namespace DelistTools.Lab;

/// <summary>
/// A reputation that no DNS question reaches: whoever wants to know goes to its page and looks, and whoever wants to be
/// off it fills in a form there. This one grants every request, at once or after the time that it is told to take.
/// </summary>
public sealed class PrivateList
{
    // Until when each is listed.
    private readonly ConcurrentDictionary<IPAddress, DateTime> _addresses = new();

    /// <summary>An empty list.</summary>
    /// <param name="name">What people call it.</param>
    public PrivateList(string name) => Name = name;

    /// <summary>What people call it.</summary>
    public string Name { get; }

    /// <summary>Puts an address on the list.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public void List(string address) => _addresses[IPAddress.Parse(address)] = DateTime.MaxValue;

    /// <summary>What the page shows to the eye.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public bool IsListed(string address) => _addresses.TryGetValue(IPAddress.Parse(address), out var until) && DateTime.UtcNow < until;

    /// <summary>What the form does.</summary>
    /// <returns>False: the address was not on the list.</returns>
    /// <exception cref="FormatException">It is no address.</exception>
    public bool RequestRemoval(string address) => RequestRemoval(address, TimeSpan.Zero);

    /// <summary>What the form does where somebody looks at requests in his own time.</summary>
    /// <param name="address">The address.</param>
    /// <param name="time">How long that takes.</param>
    /// <returns>False: the address was not on the list.</returns>
    /// <exception cref="FormatException">It is no address.</exception>
    public bool RequestRemoval(string address, TimeSpan time)
    {
        if (!IsListed(address))
        {
            return false;
        }

        _addresses[IPAddress.Parse(address)] = DateTime.UtcNow + time;
        return true;
    }
}
