using System;
using System.Linq;
using System.Management.Automation;

namespace DelistTools.Binding;

/// <summary>
/// Takes a <see cref="Uri"/> as its text, and a check as what it is about: its other commands know that as an address.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DomainTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => inputData switch
    {
        object[] several => several.Select(TextOf).ToArray(),
        _ => TextOf(inputData),
    };

    private static object TextOf(object item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        Uri web => web.OriginalString,
        BlocklistCheck check => check.Target,
        _ => item,
    };
}
