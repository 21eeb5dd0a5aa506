using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Readiness.Spf;

/// <summary>One domain's record as a check read it, with the records that it led to.</summary>
internal sealed class SpfVisit
{
    internal SpfVisit(string domain, SpfTerm? through, SpfResult result)
    {
        Domain = domain;
        Through = through;
        Result = result;
    }

    /// <summary>As it was asked; not cleaned, since macros can bring anything into it.</summary>
    internal string Domain { get; }

    /// <summary>The <c>include</c> or <c>redirect</c> of the record above; null for the sender's domain.</summary>
    internal SpfTerm? Through { get; }

    /// <summary>The record; null where there is none, or more than one.</summary>
    internal SpfRecord? Record { get; init; }

    /// <summary>What this record alone says of the client.</summary>
    internal SpfResult Result { get; }

    /// <summary>The term at which it ended: the one that matched, the redirect, or the one with the error.</summary>
    internal SpfTerm? Term { get; init; }

    /// <summary>The error that ended it, its own or of a record below.</summary>
    internal SpfError? Error { get; init; }

    /// <summary>The records that it led to, in order; the last one may have decided.</summary>
    internal IReadOnlyList<SpfVisit> Below { get; init; } = Array.Empty<SpfVisit>();

    /// <summary>This one and all below, in the order in which they were read, with how deep they are nested.</summary>
    internal IEnumerable<(int Depth, SpfVisit Visit)> WithAllBelow(int depth = 0) =>
        Below.SelectMany(b => b.WithAllBelow(depth + 1)).Prepend((depth, this));

    /// <inheritdoc/>
    public override string ToString() => NetworkText.Clean(Domain + ": " + Result);
}
