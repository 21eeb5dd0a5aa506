using System.Collections.Generic;

namespace DelistTools.Lab;

/// <summary>What rbldnsd serves. The default is the lab's own set of zones.</summary>
public sealed record RbldnsdOptions
{
    /// <summary>The folder whose files the zone specifications name.</summary>
    public string ZonesFolder { get; init; } = LabData.ZonesFolder;

    /// <summary>
    /// Zone specifications in rbldnsd's syntax, <c>zone:type:file</c>; null: the ones of the lab's arguments file.
    /// </summary>
    public IReadOnlyList<string>? ZoneSpecifications { get; init; }
}
