using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools;

/// <summary>A letter as the catalogue has it: its texts hold places such as <c>{target}</c>.</summary>
internal sealed class Letter
{
    internal string Id { get; init; } = "";

    internal LetterKind Kind { get; init; }

    internal string Language { get; init; } = "";

    /// <summary>Ids of the providers and lists that it is for; empty: for all that have no letter of their own.</summary>
    internal IReadOnlyList<string> For { get; init; } = Array.Empty<string>();

    internal string Subject { get; init; } = "";

    /// <summary>How it begins; null: as the general letter of its kind and language does.</summary>
    internal IReadOnlyList<LetterPart>? Opening { get; init; }

    /// <summary>What it tells; null: what the general letter does.</summary>
    internal IReadOnlyList<LetterPart>? Body { get; init; }

    /// <summary>How it ends; null: as the general letter does.</summary>
    internal IReadOnlyList<LetterPart>? Closing { get; init; }

    /// <summary>All paragraphs.</summary>
    internal IEnumerable<LetterPart> Parts => Opening!.Concat(Body!).Concat(Closing!);

    /// <summary>What to put into fields of the form that only this operator has.</summary>
    internal IReadOnlyList<LetterField> Fields { get; init; } = Array.Empty<LetterField>();

    /// <summary>The same letter, with what it leaves out taken from the general one.</summary>
    internal Letter After(Letter general) => new()
    {
        Id = Id,
        Kind = Kind,
        Language = Language,
        For = For,
        Subject = Subject,
        Opening = Opening ?? general.Opening,
        Body = Body ?? general.Body,
        Closing = Closing ?? general.Closing,
        Fields = Fields,
    };
}
