using System.Linq;
using System.Management.Automation;
using System.Net;

namespace DelistTools.Binding;

/// <summary>
/// Takes an <see cref="IPAddress"/> as its text, and a probe as the address that it was sent from: the one that the server
/// saw, or where it said none, this machine's. Two properties cannot stand in for one another by their names.
/// </summary>
[System.AttributeUsage(System.AttributeTargets.Property)]
public sealed class SenderAddressAttribute : ArgumentTransformationAttribute
{
    // Without these, an object that has a domain and no address would be taken for an address by its text.
    private static readonly string[] Addresses = { "Address", "IPAddress", "IP", "RefusedAddress" };

    private static readonly string[] Domains = { "Domain", "Sender", "From" };

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        object[] several => several.Select(TextOf).ToArray(),
        _ => TextOf(inputData),
    };

    private static object TextOf(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        IPAddress address => address.ToString(),
        ProbeResult probe => probe.SeenAddress ?? probe.LocalAddress ?? "",
        string text => text,
        null => item!,
        _ => OfProperties(PSObject.AsPSObject(item)) ?? item,
    };

    /// <summary>What an object says of the address by a property; nothing where it only tells a sender; null where it tells neither.</summary>
    private static object? OfProperties(PSObject item)
    {
        object? address = Addresses.Select(n => item.Properties[n]?.Value).Select(v => v is PSObject wrapped ? wrapped.BaseObject : v).FirstOrDefault(v => v is string or IPAddress or object[]);
        return address is object[] several ? several.Select(TextOf).ToArray()
            : address is not null ? TextOf(address)
            : Addresses.Concat(Domains).Any(n => item.Properties[n] is not null) ? "" : null;
    }
}
