using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Mail;

/// <summary>Header fields, or a group of fields of a report (RFC 3464, section 2.1), in their order; names in any letter case.</summary>
internal sealed class MailFields
{
    internal static readonly MailFields None = new(Array.Empty<KeyValuePair<string, string>>());

    private readonly IReadOnlyList<KeyValuePair<string, string>> _fields;

    /// <param name="fields">Names and values; values unfolded and decoded.</param>
    internal MailFields(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        _fields = fields;
    }

    internal int Count => _fields.Count;

    /// <summary>All fields as they stand, the topmost first.</summary>
    internal IEnumerable<KeyValuePair<string, string>> InOrder => _fields;

    internal IEnumerable<string> Names => _fields.Select(f => f.Key);

    /// <summary>The value of the first field of that name that has one; null where there is none.</summary>
    internal string? First(string name) => All(name).FirstOrDefault(v => v.Length > 0);

    /// <summary>The values of all fields of that name.</summary>
    internal IEnumerable<string> All(string name) =>
        _fields.Where(f => f.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    /// <summary>Whether there is a field of that name, with a value or without.</summary>
    internal bool Has(string name) => All(name).Any();
}
