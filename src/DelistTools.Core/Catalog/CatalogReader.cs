using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>
/// Gathers the entries of all files by section, lets the user's overlay add, replace and disable, and reads each
/// section with the reader that its kind brings along.
/// </summary>
internal sealed class CatalogReader
{
    private readonly Dictionary<string, Dictionary<string, EntryReader>> _sections;
    private readonly Dictionary<string, Dictionary<string, string>> _disabled;
    private readonly string[] _shipped;

    /// <summary>A reader for the catalogue and the user's overlay. Each part of the catalogue reads its own sections.</summary>
    internal CatalogReader()
        : this(
            new[]
            {
                BlocklistReader.Section, ProviderReader.Section, ListStepsReader.Section, FixReader.Section, PlanReader.Section,
                SignatureReader.Section, ListNameReader.Section, PatternParts.Section,
                ReplyReader.Section, ReplyOperatorReader.Section, GenericNameReader.Section,
                LetterReader.Section, LetterFactReader.Section, LetterFactReader.ClaimSection,
            },
            new[] { KeyReader.Section, AskLimits.Section })
    {
    }

    /// <param name="shipped">Sections of the catalogue, which an overlay may hold too.</param>
    /// <param name="overlayOnly">Sections that only the user's own files may hold.</param>
    internal CatalogReader(string[] shipped, string[] overlayOnly)
    {
        _shipped = shipped;
        _sections = shipped.Concat(overlayOnly).ToDictionary(
            s => s, _ => new Dictionary<string, EntryReader>(StringComparer.Ordinal), StringComparer.Ordinal);
        _disabled = _sections.Keys.ToDictionary(
            s => s, _ => new Dictionary<string, string>(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>Files of the user's own, which are blamed before shipped ones: they can be left out.</summary>
    internal HashSet<string> OwnFiles { get; } = new(StringComparer.Ordinal);

    /// <summary>A reader of the shipped files and the user's own.</summary>
    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static CatalogReader Open(IEnumerable<CatalogDocument> shipped, IEnumerable<CatalogDocument> overlays)
    {
        CatalogReader reader = new();
        foreach (CatalogDocument document in shipped)
        {
            reader.AddShipped(document);
        }

        foreach (CatalogDocument document in overlays)
        {
            reader.AddOverlay(document);
        }

        return reader;
    }

    internal void AddShipped(CatalogDocument document)
    {
        foreach (KeyValuePair<string, IReadOnlyList<EntryReader>> section in document.Sections(_shipped))
        {
            foreach (EntryReader entry in section.Value)
            {
                if (_sections[section.Key].TryGetValue(entry.Id, out EntryReader? other))
                {
                    throw new CatalogException(
                        entry.File, entry.Id, "id", "expected an id used once, but " + other.File + " has it too.");
                }

                _sections[section.Key].Add(entry.Id, entry);
            }
        }
    }

    internal void AddOverlay(CatalogDocument document)
    {
        OwnFiles.Add(document.File);
        foreach (KeyValuePair<string, IReadOnlyList<EntryReader>> section in document.Sections(_sections.Keys))
        {
            HashSet<string> seen = new(StringComparer.Ordinal);
            foreach (EntryReader entry in section.Value)
            {
                if (!seen.Add(entry.Id))
                {
                    throw new CatalogException(entry.File, entry.Id, "id", "expected an id used once in the overlay, found it twice.");
                }

                if (entry.IsDisabled)
                {
                    entry.RejectUnknownFields();
                    _sections[section.Key].Remove(entry.Id);
                    _disabled[section.Key][entry.Id] = entry.File;
                }
                else
                {
                    _sections[section.Key][entry.Id] = entry;
                }
            }
        }
    }

    internal IReadOnlyList<T> Read<T>(string section, Func<EntryReader, T> read)
    {
        List<T> items = new(_sections[section].Count);
        foreach (EntryReader entry in _sections[section].Values)
        {
            T item = read(entry);
            entry.RejectUnknownFields();
            items.Add(item);
        }

        return items;
    }

    /// <summary>Ids that an entry may refer to; those that the user disabled are still known.</summary>
    internal IEnumerable<string> Ids(string section) => _sections[section].Keys.Concat(_disabled[section].Keys);

    /// <summary>The user's own file that takes an entry out; null where none does.</summary>
    internal string? DisabledBy(string section, string id) => _disabled[section].TryGetValue(id, out string? file) ? file : null;
}
