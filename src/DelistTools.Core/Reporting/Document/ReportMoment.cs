using System;

namespace DelistTools.Reporting;

/// <summary>Something that happened.</summary>
internal sealed class ReportMoment
{
    internal ReportMoment(int number, DateTime at, ReportCell kind, string text, ReportActor actor)
    {
        Number = number;
        At = at;
        Kind = kind;
        Text = text;
        Actor = actor;
    }

    internal int Number { get; }

    /// <summary>When (UTC).</summary>
    internal DateTime At { get; }

    internal ReportCell Kind { get; }

    internal string Text { get; }

    internal ReportActor Actor { get; }
}
