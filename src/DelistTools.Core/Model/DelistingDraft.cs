using System;
using System.Collections.Generic;

namespace DelistTools;

/// <summary>
/// A text for an operator: what its form or its mailbox wants to know, as far as it is known. What was not checked is not
/// claimed, and what is missing stands there as a placeholder.
/// </summary>
public sealed class DelistingDraft
{
    internal DelistingDraft()
    {
    }

    /// <summary>The number of the case; null where it was made of a route.</summary>
    public int? CaseId { get; internal init; }

    /// <summary>The id of the list or provider that it is for; null where it goes to nobody who is known.</summary>
    public string? For { get; internal init; }

    /// <summary>The addresses or domains that it is about.</summary>
    public IReadOnlyList<string> Targets { get; internal init; } = Array.Empty<string>();

    /// <summary>The number of the step that it is for.</summary>
    public int Step { get; internal init; }

    /// <summary>That step in a few words.</summary>
    public string Title { get; internal init; } = "";

    /// <summary>How it reaches the operator.</summary>
    public DraftKind Kind { get; internal init; }

    /// <summary>The page with the form, or where the address to write to is found; null where there is none.</summary>
    public string? Url { get; internal init; }

    /// <summary>The address to write to; null where none is known.</summary>
    public string? MailTo { get; internal init; }

    /// <summary>The subject, in one line.</summary>
    public string Subject { get; internal init; } = "";

    /// <summary>The text. Paragraphs are lines that are not wrapped; an empty line stands between them.</summary>
    public string Body { get; internal init; } = "";

    /// <summary>What to put into each field, in the order of the operator's form.</summary>
    public IReadOnlyList<StepField> Fields { get; internal init; } = Array.Empty<StepField>();

    /// <summary>What the operator asks for and is not known, and how to get it.</summary>
    public IReadOnlyList<MissingFact> Missing { get; internal init; } = Array.Empty<MissingFact>();

    /// <summary>What was left out, since it was not checked, or not found in order.</summary>
    public IReadOnlyList<string> NotClaimed { get; internal init; } = Array.Empty<string>();

    /// <summary>What to look at before it goes out. None of it stands in the text.</summary>
    public IReadOnlyList<string> Warnings { get; internal init; } = Array.Empty<string>();

    /// <summary>The language of the text: <c>en</c> or <c>de</c>.</summary>
    public string Language { get; internal init; } = "";

    /// <summary>The text is one that the user saved in the case.</summary>
    public bool IsEdited { get; internal init; }

    /// <summary>The id of the letter of the catalogue that it was made of.</summary>
    public string Letter { get; internal init; } = "";

    /// <inheritdoc/>
    public override string ToString() => (For ?? "draft") + ": " + Kind + ", " + NetworkText.Clean(Subject);
}
