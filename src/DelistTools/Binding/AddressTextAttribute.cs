using System.Linq;
using System.Management.Automation;
using System.Net;

namespace DelistTools.Binding;

/// <summary>
/// Takes an <see cref="IPAddress"/> as its text. The engine would look for an Address among its properties first, and
/// there is one: a number, which cannot even be read where the address is of IPv6.
/// </summary>
[System.AttributeUsage(System.AttributeTargets.Property)]
public sealed class AddressTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        object[] several => several.Select(TextOf).ToArray(),
        _ => TextOf(inputData),
    };

    private static object TextOf(object item) =>
        (item is PSObject wrapped ? wrapped.BaseObject : item) is IPAddress address ? address.ToString() : item;
}
