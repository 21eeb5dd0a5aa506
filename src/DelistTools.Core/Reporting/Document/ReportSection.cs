using System;
using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>A chapter of a report.</summary>
internal sealed class ReportSection
{
    /// <param name="id">Names the section in JSON and in links within the page; never of foreign text.</param>
    /// <param name="title">Its heading.</param>
    /// <param name="intro">What it holds, and how to read it.</param>
    internal ReportSection(string id, string title, string intro)
    {
        Id = id;
        Title = title;
        Intro = intro;
    }

    internal string Id { get; }

    internal string Title { get; }

    internal string Intro { get; }

    /// <summary>What concerns all of it.</summary>
    internal IReadOnlyList<ReportPart> Parts { get; init; } = Array.Empty<ReportPart>();

    internal IReadOnlyList<ReportEntry> Entries { get; init; } = Array.Empty<ReportEntry>();

    /// <summary>What the entries are, one and many, such as <c>address</c> and <c>addresses</c>.</summary>
    internal (string One, string Many) Noun { get; init; } = ("entry", "entries");
}
