using System.Collections.Generic;

namespace DelistTools.Reporting;

/// <summary>A table. The first cell of each row says what the row is about.</summary>
internal sealed class ReportTable : ReportPart
{
    internal ReportTable(string caption, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<ReportCell>> rows)
    {
        Caption = caption;
        Columns = columns;
        Rows = rows;
    }

    internal string Caption { get; }

    internal IReadOnlyList<string> Columns { get; }

    internal IReadOnlyList<IReadOnlyList<ReportCell>> Rows { get; }

    /// <summary>It is there for the operator's ticket rather than for the reader, who may fold it up.</summary>
    internal bool IsEvidence { get; init; }
}
