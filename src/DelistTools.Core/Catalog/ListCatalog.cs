using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>All lists that are known, after the user's overlay; immutable.</summary>
internal sealed class ListCatalog
{
    private readonly Dictionary<string, Blocklist> _byId;
    private readonly Dictionary<string, Blocklist> _byZone;
    private readonly IReadOnlyDictionary<string, AccountKey> _keys;
    private IReadOnlyList<EntryReader> _withPrerequisites = Array.Empty<EntryReader>();
    private ICollection<string> _ownFiles = Array.Empty<string>();

    private ListCatalog(IReadOnlyList<Blocklist> blocklists, IReadOnlyDictionary<string, AccountKey> keys, HashSet<string> knownIds)
    {
        Blocklists = blocklists;
        KnownIds = knownIds;
        _keys = keys;
        _byId = blocklists.ToDictionary(l => l.Id, StringComparer.OrdinalIgnoreCase);
        _byZone = new Dictionary<string, Blocklist>(StringComparer.OrdinalIgnoreCase);

        // A zone that several lists share belongs to the one that holds all of it, and a list that is asked in a
        // zone goes before one that merely knows of it.
        foreach (Blocklist list in blocklists.Where(l => !l.Rules.SharesZone))
        {
            AddZone(list.Rules.PublicZone, list);
        }

        foreach (Blocklist list in blocklists)
        {
            AddZone(list.Rules.PublicZone, list);
        }

        foreach (Blocklist list in blocklists)
        {
            foreach (string zone in list.Rules.OtherZones)
            {
                AddZone(zone, list);
            }
        }
    }

    internal IReadOnlyList<Blocklist> Blocklists { get; }

    /// <summary>Ids that other parts may refer to, those of lists that the user disabled among them.</summary>
    internal IReadOnlyCollection<string> KnownIds { get; }

    /// <summary>Zones by which a question for a known list is recognised.</summary>
    internal IEnumerable<string> Zones => _byZone.Keys;

    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static ListCatalog Build(
        IEnumerable<CatalogDocument> shipped,
        IEnumerable<CatalogDocument> overlays,
        IReadOnlyDictionary<string, AccountKey> sessionKeys)
    {
        CatalogReader reader = CatalogReader.Open(shipped, overlays);

        Dictionary<string, AccountKey> keys = new(StringComparer.OrdinalIgnoreCase);
        foreach (KeyValuePair<string, AccountKey> key in reader.Read(KeyReader.Section, KeyReader.Read))
        {
            keys[key.Key] = key.Value;
        }

        foreach (KeyValuePair<string, AccountKey> key in sessionKeys)
        {
            keys[key.Key] = key.Value;
        }

        HashSet<string> ids = new(reader.Ids(BlocklistReader.Section), StringComparer.Ordinal);
        Dictionary<string, AskLimits> limits = new(StringComparer.Ordinal);
        foreach (KeyValuePair<string, AskLimits> limit in reader.Read(AskLimits.Section, e => AskLimits.ReadOwn(e, ids)))
        {
            limits[limit.Key] = limit.Value;
        }

        Dictionary<string, EntryReader> entries = new(StringComparer.Ordinal);
        IReadOnlyList<Blocklist> blocklists = reader.Read(BlocklistReader.Section, e =>
        {
            entries[e.Id] = e;
            return ReadLinked(e, keys, limits, ids);
        });

        // Of lists that contain one another none would be asked, and a listing on one would be left out for the other.
        References.RejectCircles(
            blocklists.ToDictionary(l => l.Id, l => l.Includes, StringComparer.Ordinal),
            entries,
            reader.OwnFiles,
            "includes",
            "expected lists that do not contain this one in turn.");
        return new ListCatalog(blocklists, keys, ids)
        {
            _withPrerequisites = blocklists.Where(l => l.Prerequisites.Count > 0).Select(l => entries[l.Id]).ToList(),
            _ownFiles = reader.OwnFiles,
        };
    }

    /// <summary>
    /// Refuses lists whose prerequisites are no fixes. An own file whose fixes were left out cannot be held to them.
    /// </summary>
    /// <param name="fixes">The ids of all fixes.</param>
    /// <param name="ownFiles">The user's own files that the fixes were read from.</param>
    /// <exception cref="CatalogException">A list names a fix that is not there.</exception>
    internal void RequireFixes(ICollection<string> fixes, ICollection<string> ownFiles)
    {
        foreach (EntryReader entry in _withPrerequisites.Where(e => !_ownFiles.Contains(e.File) || ownFiles.Contains(e.File)))
        {
            References.RequireKnown(entry, "prerequisites", Find(entry.Id)!.Prerequisites, fixes, "fixes");
        }
    }

    internal Blocklist? Find(string id) => _byId.TryGetValue(id, out Blocklist? list) ? list : null;

    internal Blocklist? FindByZone(string zone) => _byZone.TryGetValue(zone.TrimEnd('.'), out Blocklist? list) ? list : null;

    /// <summary>
    /// The list whose keyed zone the name lies in, and the name with whatever stands for the key taken out: a key that
    /// somebody typed must not be repeated in a message. Null where there is none.
    /// </summary>
    internal Blocklist? FindByKeyedZone(string name, out string labels, out string shown)
    {
        foreach (Blocklist list in Blocklists)
        {
            string? suffix = list.Rules.KeyedZone?.Replace(BlocklistReader.KeyPlaceholder, "");
            if (suffix is not null && suffix.StartsWith(".", StringComparison.Ordinal)
                && name.Length > suffix.Length && name.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                string before = name.Substring(0, name.Length - suffix.Length);
                int dot = before.LastIndexOf('.');
                labels = dot < 0 ? "" : before.Substring(0, dot);
                shown = (dot < 0 ? "" : labels + ".") + list.Rules.KeyedZone;
                return list;
            }
        }

        labels = shown = "";
        return null;
    }

    internal AccountKey? KeyOf(Blocklist list) => _keys.TryGetValue(list.Id, out AccountKey? key) ? key : null;

    /// <summary>The id that a misspelt name most likely means; null where none is near.</summary>
    internal string? Nearest(string name) => NearestName.Of(name, Blocklists, l => l.Id, l => new[] { l.Name });

    private void AddZone(string? zone, Blocklist list)
    {
        if (zone is not null && !_byZone.ContainsKey(zone))
        {
            _byZone.Add(zone, list);
        }
    }

    private static Blocklist ReadLinked(
        EntryReader entry, Dictionary<string, AccountKey> keys, Dictionary<string, AskLimits> limits, HashSet<string> ids)
    {
        Blocklist list = BlocklistReader.Read(entry, keys.ContainsKey, limits.TryGetValue(entry.Id, out AskLimits? own) ? own : null);
        References.RequireKnown(entry, "includes", list.Includes, ids, "lists");
        string? dangling = list.Rules.Codes.Select(c => c.Component).FirstOrDefault(c => c is not null && !ids.Contains(c));
        return dangling is null
            ? list
            : throw entry.Error("codes", "expected the id of a list in the catalogue as a code's list, found '" + dangling + "'.");
    }
}
