using System;
using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>One thing that a report is about: in a line, and in detail.</summary>
internal sealed class ReportEntry
{
    private readonly Func<IReadOnlyList<ReportPart>> _parts;

    /// <param name="title">What it is about.</param>
    /// <param name="state">A word for how it stands.</param>
    /// <param name="sentence">The same in a sentence.</param>
    /// <param name="parts">The detail; of ten thousand entries most are never looked at.</param>
    internal ReportEntry(string title, ReportCell state, string sentence, Func<IReadOnlyList<ReportPart>>? parts = null)
    {
        Title = title;
        State = state;
        Sentence = sentence;
        HasParts = parts is not null;
        _parts = parts ?? (() => Array.Empty<ReportPart>());
    }

    internal string Title { get; }

    internal ReportCell State { get; }

    internal string Sentence { get; }

    internal bool HasParts { get; }

    internal IReadOnlyList<ReportPart> Parts => _parts();
}
