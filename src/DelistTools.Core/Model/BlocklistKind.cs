using System;
using System.Diagnostics.CodeAnalysis;

namespace DelistTools;

/// <summary>What a list holds. A list may hold several kinds.</summary>
[Flags]
[SuppressMessage("Naming", "CA1714:Flags enums should have plural names", Justification = "The parameter is -Kind.")]
public enum BlocklistKind
{
    /// <summary>Nothing that can be asked for.</summary>
    None = 0,

    /// <summary>IPv4 addresses.</summary>
    IPv4 = 1,

    /// <summary>IPv6 addresses.</summary>
    IPv6 = 2,

    /// <summary>Domain names.</summary>
    Domain = 4,

    /// <summary>Hashes, of mail addresses for example.</summary>
    Hash = 8,
}
