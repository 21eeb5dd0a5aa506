using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace DelistTools.Diagnosis;

/// <summary>A log that is a table: Exchange's, whose header is a comment that begins with "#Fields:", or one with a row of names.</summary>
internal sealed class CsvLog : ILogSink
{
    private const string FieldsMark = "#Fields:";

    private static readonly LogClock AnyClock = new();

    private readonly LogClock _clock;
    private readonly CsvRows _rows;
    private CsvTable? _table;
    private string? _header;
    private char _separator = ',';
    private bool _isExchange;

    internal CsvLog(LogClock clock)
    {
        _clock = clock;
        _rows = new CsvRows(Row);
    }

    /// <summary>Whether a log that begins like this is such a table.</summary>
    internal static bool IsShownBy(string head)
    {
        foreach (string line in head.TrimStart('\uFEFF').Split('\n').Take(12))
        {
            string header = line.Trim();
            bool isComment = header.StartsWith("#", StringComparison.Ordinal);
            if (!isComment || header.StartsWith(FieldsMark, StringComparison.Ordinal))
            {
                string names = isComment ? header.Substring(FieldsMark.Length) : header;
                if (header.Length == 0)
                {
                    continue;
                }

                return Make(names.Split(Separator(names)), AnyClock, isExchange: false) is not null;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void Add(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        if (_header is null && end - start >= 3 && bytes[start] == 0xEF && bytes[start + 1] == 0xBB && bytes[start + 2] == 0xBF)
        {
            start += 3;
        }

        _rows.Add(bytes, start, end, found);
    }

    /// <inheritdoc/>
    public void End(List<FoundRefusal> found) => _rows.End(found);

    private void Row(byte[] bytes, int start, int end, List<FoundRefusal> found)
    {
        if (bytes[start] == '#')
        {
            string comment = LogText.Decode(bytes, start, end);
            if (comment.StartsWith(FieldsMark, StringComparison.Ordinal))
            {
                _isExchange = true;
                Begin(comment.Substring(FieldsMark.Length).Trim());
            }

            return;
        }

        if (_table is null)
        {
            if (_header is null)
            {
                Begin(LogText.Decode(bytes, start, end));
            }

            return;
        }

        if (_table.MayConcern(bytes.AsSpan(start, end - start)))
        {
            found.AddRange(_table.Read(CsvRows.Split(bytes, start, end, _separator)));
        }
    }

    private void Begin(string header)
    {
        if (header == _header)
        {
            // The next day's log, joined to this one; dialogues go on.
            return;
        }

        _header = header;
        _separator = Separator(header);
        byte[] bytes = Encoding.UTF8.GetBytes(header);
        _table = Make(CsvRows.Split(bytes, 0, bytes.Length, _separator), _clock, _isExchange);
    }

    /// <summary>What reads a table with these columns; null where nothing does.</summary>
    private static CsvTable? Make(IReadOnlyList<string> names, LogClock clock, bool isExchange)
    {
        HashSet<string> columns = new(names.Select(CsvTable.Normal), StringComparer.Ordinal);
        return columns.Count < 3 ? null
            : SendProtocolTable.IsShownBy(columns) ? new SendProtocolTable(names, clock)
            : PowerMtaTable.IsShownBy(columns) ? new PowerMtaTable(names, clock)
            : ExchangeTrackingTable.IsShownBy(columns) ? new ExchangeTrackingTable(names, clock, isExchange)
            : null;
    }

    /// <summary>A comma; where Windows' region has it as the decimal sign, exports have a semicolon instead, and some a tabulator.</summary>
    private static char Separator(string header) =>
        new[] { ',', ';', '\t' }.OrderByDescending(c => header.Count(h => h == c)).First();
}
