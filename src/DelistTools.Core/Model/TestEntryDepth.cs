namespace DelistTools;

/// <summary>
/// What became of a test entry that must be listed, by how deep its name lies below the zone. A resolver that minimises
/// questions strictly or removes answers may let one through and not another.
/// </summary>
public sealed class TestEntryDepth
{
    internal TestEntryDepth()
    {
    }

    /// <summary>Labels before the zone: 4 for an IPv4 address, 32 for an IPv6 one, mostly 1 to 3 for a domain.</summary>
    public int Labels { get; internal init; }

    /// <summary>The entry as it was asked for, without the zone.</summary>
    public string Entry { get; internal init; } = "";

    /// <summary>Whether the list's entry came back; null where no answer came.</summary>
    public bool? Found { get; internal init; }

    /// <summary>The resolver first said that there is no such name, and found it when it was asked again (RFC 9156).</summary>
    public bool WasHidden { get; internal init; }

    /// <summary>The answer: addresses, <c>NXDOMAIN</c>, <c>NOERROR without records</c>, or what failed.</summary>
    public string Answer { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => Labels + (Labels == 1 ? " label: " : " labels: ") + Answer + (WasHidden ? ", at first hidden" : "");
}
