using System;
using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>One step of a way off.</summary>
internal sealed class ReportStep
{
    internal int Order { get; init; }

    internal string Title { get; init; } = "";

    /// <summary>What it asks of one, such as <c>Form</c>.</summary>
    internal string Kind { get; init; } = "";

    /// <summary>Whether it has to be done, or what became of it.</summary>
    internal ReportCell State { get; init; } = ReportCell.Empty;

    internal string Instruction { get; init; } = "";

    /// <summary>Pages and mailboxes, times, what to expect.</summary>
    internal IReadOnlyList<ReportFact> Facts { get; init; } = Array.Empty<ReportFact>();

    /// <summary>What the form or the letter asks for.</summary>
    internal IReadOnlyList<ReportFact> Fields { get; init; } = Array.Empty<ReportFact>();

    /// <summary>Answers that the operator is known to send, and what they mean.</summary>
    internal IReadOnlyList<ReportFact> Answers { get; init; } = Array.Empty<ReportFact>();
}
