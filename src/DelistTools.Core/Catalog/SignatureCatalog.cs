using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>All replies that are known, after the user's overlay; immutable.</summary>
internal sealed class SignatureCatalog
{
    /// <summary>A name of fewer letters is a word or an abbreviation of something else in other letters.</summary>
    private const int LongName = 6;

    private readonly Dictionary<string, RefusalSignature> _byId;
    private readonly FragmentIndex _index;
    private readonly KeyValuePair<string, string>[] _names;

    private SignatureCatalog(
        ListCatalog lists, IReadOnlyList<RefusalSignature> signatures, IEnumerable<KeyValuePair<string, IReadOnlyList<string>>> names)
    {
        Lists = lists;
        Signatures = signatures;
        _byId = signatures.ToDictionary(s => s.Id, StringComparer.Ordinal);
        _index = new FragmentIndex(signatures);

        // The longest name first: "Spamhaus ZEN" says more than "Spamhaus".
        _names = names.SelectMany(n => n.Value.Select(name => new KeyValuePair<string, string>(name, n.Key)))
            .OrderByDescending(n => n.Key.Length).ThenBy(n => n.Key, StringComparer.Ordinal).ToArray();
    }

    internal ListCatalog Lists { get; }

    internal IReadOnlyList<RefusalSignature> Signatures { get; }

    /// <exception cref="CatalogException">A file is not as it should be.</exception>
    internal static SignatureCatalog Build(
        IEnumerable<CatalogDocument> shipped, IEnumerable<CatalogDocument> overlays, ListCatalog lists)
    {
        CatalogReader reader = CatalogReader.Open(shipped, overlays);

        HashSet<string> listIds = new(lists.KnownIds, StringComparer.Ordinal);
        PatternParts parts = new(reader.Read(PatternParts.Section, PatternParts.Read));
        IReadOnlyList<RefusalSignature> signatures = reader.Read(SignatureReader.Section, e =>
        {
            RefusalSignature signature = SignatureReader.Read(e, parts);
            if (signature.Blocklist is not null && !listIds.Contains(signature.Blocklist))
            {
                throw e.Error("list", "expected the id of a list in the catalogue, found '" + signature.Blocklist + "'.");
            }

            if (signature.BitLists.FirstOrDefault(l => !listIds.Contains(l)) is string unknown)
            {
                throw e.Error("bitLists", "expected ids of lists in the catalogue, found '" + unknown + "'.");
            }

            // Making every shipped pattern would cost more than all the rest of the reading; a test makes them.
            if (reader.OwnFiles.Contains(e.File))
            {
                SignatureReader.RequirePattern(e, "pattern", signature.Pattern);
            }

            return signature;
        });
        IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> names = reader.Read(ListNameReader.Section, e =>
            listIds.Contains(e.Id) ? ListNameReader.Read(e) : throw e.Error("id", "expected the id of a list in the catalogue."));
        return new SignatureCatalog(lists, signatures, names);
    }

    internal RefusalSignature? Find(string id) => _byId.TryGetValue(id, out RefusalSignature? signature) ? signature : null;

    /// <summary>Adds the few signatures that a reply may fit, in no order.</summary>
    internal void AddCandidates(string text, List<RefusalSignature> candidates) => _index.AddCandidates(text, candidates);

    /// <summary>
    /// The list that a text names at its start, by a name that replies use or by a zone; null where it names none that is
    /// known. A zone that holds somebody's account key is recognised too.
    /// </summary>
    /// <param name="text">What follows words such as "blocked using".</param>
    /// <param name="zone">The zone that stands there, without any key, whether or not it is known; null where there is none.</param>
    internal Blocklist? FindNamed(string text, out string? zone)
    {
        string start = text.TrimStart(' ', '"', '\'', '(', '[', '<');
        int end = 0;
        while (end < start.Length && (char.IsLetterOrDigit(start[end]) || start[end] is '.' or '-' or '_'))
        {
            end++;
        }

        string host = start.Substring(0, end).TrimEnd('.', '-').ToLowerInvariant();
        zone = DomainNameText.IsHostLike(host) ? host : null;
        Blocklist? list = zone is null ? null : Lists.FindByZone(zone) ?? Lists.FindByKeyedZone(zone, out _, out _) ?? Lists.FindByZone(WithoutAddress(zone));
        if (list is not null)
        {
            zone = list.Id;
            return list;
        }

        foreach (KeyValuePair<string, string> name in _names)
        {
            // A name at the start of an unknown zone is somebody else's zone.
            bool named = zone is null
                ? start.StartsWith(name.Key, StringComparison.OrdinalIgnoreCase)
                    && (start.Length == name.Key.Length || !char.IsLetterOrDigit(start[name.Key.Length]))
                : zone.Equals(name.Key, StringComparison.OrdinalIgnoreCase);
            if (named)
            {
                return Lists.Find(name.Value);
            }
        }

        Blocklist? whole = zone is null ? null : ParentsOf(zone).Select(OfZoneOrName).FirstOrDefault(l => l is not null);
        zone = whole?.Id ?? zone;
        return whole;
    }

    /// <summary>A part of a list's zone that the catalogue does not know is the list's all the same.</summary>
    private static IEnumerable<string> ParentsOf(string zone)
    {
        for (int dot = zone.IndexOf('.'); dot >= 0 && zone.IndexOf('.', dot + 1) >= 0; dot = zone.IndexOf('.', dot + 1))
        {
            yield return zone.Substring(dot + 1);
        }
    }

    private Blocklist? OfZoneOrName(string zone) => Lists.FindByZone(zone)
        ?? (_names.FirstOrDefault(n => zone.Equals(n.Key, StringComparison.OrdinalIgnoreCase)).Value is string id ? Lists.Find(id) : null);

    /// <summary>
    /// The list whose name stands anywhere in the words, as one of its own; null where none does. Short names count only in
    /// the letters that they are written in.
    /// </summary>
    internal Blocklist? FindNameIn(string words)
    {
        foreach (KeyValuePair<string, string> name in _names)
        {
            StringComparison comparison = name.Key.Length < LongName ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
            for (int at = words.IndexOf(name.Key, comparison); at >= 0; at = words.IndexOf(name.Key, at + 1, comparison))
            {
                int end = at + name.Key.Length;
                if ((at == 0 || !IsOfName(words[at - 1])) && !(end < words.Length && char.IsLetterOrDigit(words[end]))
                    && !(end + 1 < words.Length && words[end] == '.' && char.IsLetterOrDigit(words[end + 1])) && Lists.Find(name.Value) is Blocklist list)
                {
                    return list;
                }
            }
        }

        return null;
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '.' or '@' or '/';

    /// <summary>The zone of a question, which some servers quote whole: 4.2.0.192.zen.example.</summary>
    private static string WithoutAddress(string zone)
    {
        int start = 0;
        while (start < zone.Length && zone[start] is (>= '0' and <= '9') or '.')
        {
            start++;
        }

        return zone.Substring(zone.LastIndexOf('.', Math.Max(0, start - 1)) + 1);
    }
}
