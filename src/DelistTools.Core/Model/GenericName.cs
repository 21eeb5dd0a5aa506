using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>
/// A way in which host names are made by machine: of the address, or of the kind of line. Its pattern holds places for
/// the parts of the address, so that it is made anew for each.
/// </summary>
internal sealed class GenericName
{
    internal string Id { get; init; } = "";

    /// <summary>A regular expression over the name, with places in braces for the parts of the address.</summary>
    internal string Pattern { get; init; } = "";

    /// <summary>How such a name comes about, for a sentence: "the address, reversed".</summary>
    internal string About { get; init; } = "";

    /// <summary>An address and a name that the pattern is for, with a space between them.</summary>
    internal IReadOnlyList<string> Examples { get; init; } = Array.Empty<string>();

    /// <summary>An address and a name that it is not for.</summary>
    internal IReadOnlyList<string> NearMisses { get; init; } = Array.Empty<string>();

    internal Confidence Confidence { get; init; }

    internal DateTime VerifiedOn { get; init; }

    internal IReadOnlyList<FactSource> Sources { get; init; } = Array.Empty<FactSource>();
}
