using System.Collections.Generic;

namespace DelistTools;

/// <summary>Checks that are made when they are looked at.</summary>
internal interface IPackedChecks
{
    /// <summary>Makes them, the same each time.</summary>
    IReadOnlyList<BlocklistCheck> Unpack();
}
