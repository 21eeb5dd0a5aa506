using System;
using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>One thing that was found, for machines: a row of CSV, an object of JSON. Text is cleaned; what is not known is null.</summary>
internal sealed class ReportFinding
{
    /// <summary>The type that it comes from, such as <c>BlocklistCheck</c>.</summary>
    internal string Kind { get; init; } = "";

    /// <summary>The address, domain, recipient or range that it is about.</summary>
    internal string? Target { get; init; }

    /// <summary>The list, provider, check or host that says it.</summary>
    internal string? Subject { get; init; }

    internal string? Operator { get; init; }

    /// <summary>The verdict, outcome, state or advice, as the type has it.</summary>
    internal string? Verdict { get; init; }

    /// <summary>Whether something is known at all: false where nobody answered.</summary>
    internal bool IsKnown { get; init; } = true;

    internal string? Impact { get; init; }

    internal string? Scope { get; init; }

    internal IReadOnlyList<string> Codes { get; init; } = Array.Empty<string>();

    internal string? Meaning { get; init; }

    /// <summary>The other side's own words.</summary>
    internal string? Text { get; init; }

    internal string? Reason { get; init; }

    /// <summary>The name that was asked by DNS.</summary>
    internal string? Question { get; init; }

    /// <summary>The resolver or server that answered.</summary>
    internal string? Server { get; init; }

    /// <summary>When (UTC).</summary>
    internal DateTime? At { get; init; }

    /// <summary>Since when it is known to be so (UTC).</summary>
    internal DateTime? Since { get; init; }

    internal string? Url { get; init; }

    internal string? ToDo { get; init; }
}
