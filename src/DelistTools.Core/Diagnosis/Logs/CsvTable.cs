using System;
using System.Collections.Generic;

namespace DelistTools.Diagnosis;

/// <summary>A table of values that are separated by commas, by the names of its columns.</summary>
internal abstract class CsvTable
{
    private readonly Dictionary<string, int> _columns = new(StringComparer.OrdinalIgnoreCase);

    protected CsvTable(IReadOnlyList<string> header)
    {
        for (int i = 0; i < header.Count; i++)
        {
            string name = Normal(header[i]);
            if (!_columns.ContainsKey(name))
            {
                _columns.Add(name, i);
            }
        }
    }

    /// <summary>A column's name without what its writers differ in: <c>recipient-address</c>, <c>recipient_address</c>, <c>RecipientAddress</c>.</summary>
    internal static string Normal(string name)
    {
        char[] kept = Array.FindAll(name.ToCharArray(), char.IsLetterOrDigit);
        return new string(kept).ToLowerInvariant();
    }

    /// <summary>Whether a row may tell of a refusal, seen from its bytes.</summary>
    internal abstract bool MayConcern(ReadOnlySpan<byte> row);

    /// <summary>The refusals that a row tells of.</summary>
    internal abstract IEnumerable<FoundRefusal> Read(IReadOnlyList<string> row);

    /// <summary>The value in the first of these columns that there is and that is not empty; null where none is.</summary>
    protected string? Value(IReadOnlyList<string> row, params string[] columns)
    {
        foreach (string column in columns)
        {
            if (_columns.TryGetValue(column, out int at) && at < row.Count && row[at].Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }

    protected bool Has(string column) => _columns.ContainsKey(column);
}
