using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Reporting;

/// <summary>What all sections of one report are made with: names, cleaned text, and since when what is listed.</summary>
internal sealed class ReportContext
{
    private readonly ProviderCatalog _catalog;
    private readonly Dictionary<string, DateTime> _since = new(StringComparer.OrdinalIgnoreCase);

    internal ReportContext(ProviderCatalog catalog)
    {
        _catalog = catalog;
        Texts = new ReportTexts(catalog.Lists);
    }

    internal ReportTexts Texts { get; }

    internal Blocklist? List(string? id) => id is null ? null : _catalog.Lists.Find(id);

    /// <summary>The name of a list or provider; what is not in the catalogue is named as it is.</summary>
    internal string Name(string? id) => Texts.Line(id is null ? "" : _catalog.Lists.Find(id)?.Name ?? _catalog.Find(id)?.Name ?? id);

    /// <summary>The name with the id by which commands know it.</summary>
    internal string NameAndId(string id)
    {
        string name = Name(id);
        return string.Equals(name, id, StringComparison.OrdinalIgnoreCase) || name.Length == 0 ? Texts.Line(id) : name + " (" + Texts.Line(id) + ")";
    }

    internal ReportCell Cell(string? text, ReportMark mark = ReportMark.None) => new(Texts.Line(text), mark);

    /// <summary>The page's address as its own text: a link says where it leads.</summary>
    internal ReportCell Page(string? url)
    {
        string? link = ReportLink.Page(Texts.LineOrNull(url));
        return new ReportCell(link ?? Texts.Line(url), ReportMark.None, link);
    }

    internal ReportCell Mailbox(string? address) => new(Texts.Line(address), ReportMark.None, ReportLink.Mailbox(Texts.LineOrNull(address)));

    /// <summary>The facts that are known.</summary>
    internal IReadOnlyList<ReportFact> Facts(params (string Name, object? Value)[] facts) => facts
        .Select(f => (f.Name, Cell: Cell(f.Value)))
        .Where(f => f.Cell is { Text.Length: > 0 })
        .Select(f => new ReportFact(f.Name, f.Cell!)).ToList();

    internal IReadOnlyList<ReportFact> Fields(IEnumerable<StepField> fields) =>
        fields.Select(f => new ReportFact(Texts.Line(f.Name), Cell(f.Value ?? "(" + (f.Hint ?? "yours to fill in") + ")"))).ToList();

    /// <summary>Keeps what a watch saw: when an entry was first seen.</summary>
    internal void Note(IEnumerable<BlocklistEvent> events)
    {
        foreach (BlocklistEvent seen in events.Where(e => e.Address is not null).OrderBy(e => e.At))
        {
            string key = KeyOf(seen.Address!, seen.Blocklist);
            if (seen.Change == BlocklistChange.Listed && !_since.ContainsKey(key))
            {
                _since[key] = seen.At;
            }
            else if (seen.Change == BlocklistChange.Delisted)
            {
                _since.Remove(key);
            }
        }
    }

    /// <summary>Since when the entry is known to be there (UTC); null where nobody watched.</summary>
    internal DateTime? Since(string target, string list) => _since.TryGetValue(KeyOf(target, list), out DateTime since) ? since : null;

    internal static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A number with its noun: <c>1 list</c>, <c>1,200 lists</c>.</summary>
    internal static string Count(long number, string one, string many) => Number(number) + " " + (number == 1 ? one : many);

    /// <summary>Names in a sentence; of many the first few, and how many more.</summary>
    internal static string Join(IEnumerable<string> names, int most = 5)
    {
        List<string> all = names.ToList();
        return all.Count <= most
            ? string.Join(", ", all)
            : string.Join(", ", all.Take(most)) + " and " + Number(all.Count - most) + " more";
    }

    private ReportCell? Cell(object? value) => value switch
    {
        null => null,
        ReportCell cell => cell,
        DateTime time => new ReportCell(ReportTime.Iso(time)),
        IFormattable number when value is int or long => new ReportCell(number.ToString("#,0", CultureInfo.InvariantCulture)),
        IEnumerable<string> texts => Cell(string.Join(", ", texts)),
        _ => Cell(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    private static string KeyOf(string target, string list) => target + "|" + list;
}
