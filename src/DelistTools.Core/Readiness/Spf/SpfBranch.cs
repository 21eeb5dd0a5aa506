using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Readiness.Spf;

/// <summary>One domain's record in the tree of all that a check can come to.</summary>
internal sealed class SpfBranch
{
    internal SpfBranch(string domain, SpfTerm? through)
    {
        Domain = domain;
        Through = through;
    }

    /// <summary>As it was asked; not cleaned.</summary>
    internal string Domain { get; }

    /// <summary>The <c>include</c> or <c>redirect</c> of the record above; null for the root.</summary>
    internal SpfTerm? Through { get; }

    /// <summary>The record; null where there is none, or more than one, or where it was not read.</summary>
    internal SpfRecord? Record { get; init; }

    /// <summary>TXT records that just miss being one.</summary>
    internal IReadOnlyList<SpfNearRecord> Near { get; init; } = Array.Empty<SpfNearRecord>();

    /// <summary>What is wrong here: no record, several, a fault, a loop, no answer.</summary>
    internal SpfError? Error { get; init; }

    /// <summary>
    /// The name depends on the client or the sender, or there was too much to read: what lies here is not known.
    /// </summary>
    internal bool IsUnread { get; init; }

    /// <summary>Terms of this record that ask for something.</summary>
    internal int OwnLookups { get; init; }

    /// <summary>The same with all records below. A record that is included twice counts twice.</summary>
    internal int Lookups { get; init; }

    internal IReadOnlyList<SpfBranch> Below { get; init; } = Array.Empty<SpfBranch>();

    /// <summary>This one and all below, in the order of their terms, with how deep they are nested.</summary>
    internal IEnumerable<(int Depth, SpfBranch Branch)> WithAllBelow(int depth = 0) =>
        Below.SelectMany(b => b.WithAllBelow(depth + 1)).Prepend((depth, this));

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Domain + ": " + Lookups);
}
