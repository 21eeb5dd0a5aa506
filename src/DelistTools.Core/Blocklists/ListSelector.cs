using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Blocklists;

/// <summary>Decides which lists a run asks.</summary>
internal sealed class ListSelector
{
    /// <summary>What the cmdlets for addresses ask.</summary>
    internal const BlocklistKind AddressKinds = BlocklistKind.IPv4 | BlocklistKind.IPv6;

    // 127.0.0.2, which says no more than that (RFC 5782, section 2.1).
    private const uint UsualCode = 0x7F000002;

    private readonly ListCatalog _catalog;
    private readonly List<SelectedList> _selected = new();
    private readonly List<Problem> _problems = new();

    internal ListSelector(ListCatalog catalog)
    {
        _catalog = catalog;
    }

    /// <summary>What of the user's wishes cannot be followed.</summary>
    internal IReadOnlyList<Problem> Problems => _problems;

    /// <summary>
    /// The lists to ask. Without names: every live list of the catalogue that answers without a key, or whose key is
    /// set, but none whose data another one contains. A list named exactly is asked whatever its impact, and beside
    /// one that contains it. Where files are named, if only such as are none, no lists are meant but those.
    /// </summary>
    internal IReadOnlyList<SelectedList> Select(
        IReadOnlyCollection<NamePattern> names,
        IReadOnlyCollection<BlocklistImpact> impacts,
        IReadOnlyCollection<string> zones,
        BlocklistKind kinds,
        IReadOnlyCollection<Blocklist>? files = null)
    {
        List<Blocklist> wide = new();
        if (names.Count == 0 && zones.Count == 0 && files is null)
        {
            wide.AddRange(_catalog.Blocklists.Where(l => l.Status == BlocklistStatus.Live && IsAskable(l)));
        }

        foreach (NamePattern name in names)
        {
            SelectNamed(name, wide);
        }

        foreach (string zone in zones)
        {
            SelectZone(zone, kinds);
        }

        foreach (Blocklist file in files ?? Array.Empty<Blocklist>())
        {
            Add(file, null);
        }

        HashSet<string> taken = new(_selected.Select(s => s.List.Id), StringComparer.OrdinalIgnoreCase);
        List<Blocklist> fitting = wide.Where(l => (l.Kind & kinds) != 0
            && (impacts.Count == 0 || impacts.Contains(l.Impact)) && taken.Add(l.Id)).ToList();
        HashSet<string> contained = new(
            fitting.Concat(_selected.Select(s => s.List)).SelectMany(l => l.Includes), StringComparer.OrdinalIgnoreCase);
        _selected.AddRange(fitting.Where(l => !contained.Contains(l.Id)).Select(l => new SelectedList(l, isNamed: false)));
        return _selected;
    }

    /// <summary>The lists that a name means: by id or name, and where it is none of those and no wildcard, by zone.</summary>
    internal static IReadOnlyList<Blocklist> Find(ListCatalog catalog, NamePattern pattern)
    {
        List<Blocklist> found = catalog.Blocklists.Where(pattern.Matches).ToList();
        if (found.Count == 0 && !pattern.IsWildcard && catalog.FindByZone(pattern.Text) is { } byZone)
        {
            found.Add(byZone);
        }

        return found;
    }

    internal static bool IsAskable(Blocklist list) =>
        !list.IsPrivate && list.Status is not (BlocklistStatus.Dead or BlocklistStatus.Merged)
        && (list.Rules.PublicZone is not null || list.HasKey || list.File is not null);

    /// <summary>Why a list cannot be asked; null where it can.</summary>
    internal static Problem? Refuse(Blocklist list, object target)
    {
        if (list.Status is BlocklistStatus.Dead or BlocklistStatus.Merged)
        {
            string since = list.StatusDate is null ? "" : " (" + list.StatusDate + ")";
            return new Problem(
                "BlocklistClosed", target, list.Id, (list.Status == BlocklistStatus.Dead ? "was closed" : "was merged into another list") + since);
        }

        if (list.IsPrivate)
        {
            return new Problem(
                "BlocklistPrivate", target, list.Id, list.LookupUrl is null ? "Ask its operator, " + list.Operator + "." : "Look the address up at " + list.LookupUrl + ".");
        }

        if (list.Rules.PublicZone is null && !list.HasKey && list.File is null)
        {
            return list.Rules.KeyedZone is null
                ? new Problem("BlocklistWithoutZone", target, list.Id)
                : new Problem("BlocklistKeyRequired", target, list.Id, list.Operator);
        }

        return null;
    }

    internal Problem Unknown(string name)
    {
        if (_catalog.FindByKeyedZone(name, out _, out string shown) is { } keyed)
        {
            return new Problem("AccountKeyInName", shown, shown, keyed.Id);
        }

        string? nearest = _catalog.Nearest(name);
        return new Problem(
            "UnknownBlocklist", name, name, nearest is null ? "See Get-Blocklist for the names; -Zone of Test-IpBlocklist and Test-DomainBlocklist asks one that is not among them." : "Did you mean '" + nearest + "'?");
    }

    /// <summary>
    /// The list for the very zone that the user names: read by the rules of the list that it belongs to, or by RFC 5782
    /// alone where the catalogue does not know it. Null, and the problem, where it cannot be asked.
    /// </summary>
    internal static Blocklist? FindZone(ListCatalog catalog, string text, BlocklistKind kinds, out Problem? problem)
    {
        problem = null;
        string? zone = DomainNameText.Normalise(text);
        if (zone is null)
        {
            problem = new Problem("InvalidZone", text, text);
            return null;
        }

        Blocklist? known = catalog.FindByZone(zone);
        if (known is null)
        {
            Blocklist? keyed = catalog.FindByKeyedZone(zone, out _, out string shown);
            problem = keyed is null ? null : new Problem("AccountKeyInName", shown, shown, keyed.Id);
            return keyed is null ? AdHoc(zone, kinds) : null;
        }

        if (known.Status is BlocklistStatus.Dead or BlocklistStatus.Merged)
        {
            problem = Refuse(known, text);
            return null;
        }

        return known.Zone == zone ? known : known.Asked(zone);
    }

    /// <summary>A list for a zone that the catalogue does not know, read by RFC 5782 alone.</summary>
    internal static Blocklist AdHoc(string zone, BlocklistKind kinds) => new()
    {
        Id = zone,
        Name = zone,
        Operator = zone,
        Zone = zone,
        Kind = kinds,
        Impact = BlocklistImpact.Low,
        Status = BlocklistStatus.Unknown,
        Confidence = Confidence.Low,
        // Nobody knows whether it has hosts, so it is asked for both.
        Rules = new ListRules { PublicZone = zone, Asks = DomainAsked.Host },
    };

    /// <summary>A list for a file that the user names, read by RFC 5782 alone.</summary>
    internal static Blocklist AdHocFile(string id, string? path, ListFileFormat format, BlocklistKind kinds) => new()
    {
        Id = id,
        Name = id,
        Operator = id,
        File = path,
        FileFormat = format,
        Kind = kinds,
        Impact = BlocklistImpact.Low,
        Status = BlocklistStatus.Unknown,
        Confidence = Confidence.Low,
        Rules = new ListRules
        {
            Pace = 0,
            Asks = DomainAsked.Host,
            Codes = new[] { new ListingCode { From = UsualCode, To = UsualCode, Meaning = "Listed" } },
        },
    };

    private void SelectNamed(NamePattern name, List<Blocklist> wide)
    {
        IReadOnlyList<Blocklist> matching = Find(_catalog, name);
        if (name.IsWildcard)
        {
            if (matching.Count == 0)
            {
                _problems.Add(Unknown(name.Text));
            }

            wide.AddRange(matching.Where(IsAskable));
            if (!matching.Any(IsAskable))
            {
                _problems.AddRange(matching.Select(l => Refuse(l, name.Text)).OfType<Problem>());
            }

            return;
        }

        // An id goes before a name that is written like it.
        Blocklist? list = _catalog.Find(name.Text) ?? (matching.Count > 0 ? matching[0] : null);
        Add(list, list is null ? Unknown(name.Text) : Refuse(list, name.Text));
    }

    private void SelectZone(string text, BlocklistKind kinds)
    {
        Blocklist? list = FindZone(_catalog, text, kinds, out Problem? problem);
        Add(list, list is null ? problem : Refuse(list, text));
    }

    private void Add(Blocklist? list, Problem? problem)
    {
        if (problem is not null)
        {
            _problems.Add(problem);
        }
        else if (_selected.All(s => s.List.Id != list!.Id))
        {
            _selected.Add(new SelectedList(list!, isNamed: true));
        }
    }
}
