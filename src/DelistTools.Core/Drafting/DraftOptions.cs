using System;
using System.Collections.Generic;
using DelistTools.Catalog;

namespace DelistTools.Drafting;

/// <summary>What the user adds to what is known.</summary>
internal sealed class DraftOptions
{
    /// <summary>The number of the step; null: the next one that asks for a text.</summary>
    internal int? Step { get; init; }

    internal string Language { get; init; } = LetterFactReader.English;

    /// <summary>Facts, by their names in letters, their ids, or the names of a form's fields.</summary>
    internal IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    internal IReadOnlyList<ReadinessCheck> Readiness { get; init; } = Array.Empty<ReadinessCheck>();

    internal IReadOnlyList<IpBlocklistResult> Evidence { get; init; } = Array.Empty<IpBlocklistResult>();

    /// <summary>Writes the text anew, also where the case has one.</summary>
    internal bool IsFresh { get; init; }

    /// <summary>The time, by which checks are judged old (UTC).</summary>
    internal DateTime Now { get; init; }
}
