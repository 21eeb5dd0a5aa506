using System;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using DelistTools.Catalog;

namespace DelistTools.Blocklists;

/// <summary>
/// What a test of a list holds for: the resolver, the list and its zone, the kind of target, what was asked for and how the
/// answers are read, and the account key.
/// </summary>
internal sealed class ListTestKey
{
    // Bytes of a hash that tell entries of a catalogue apart; nobody tries to forge one.
    private const int RulesLength = 12;

    internal ListTestKey(BlocklistKind kind, string resolver, Blocklist list, AccountKey? key)
    {
        Kind = kind;
        Resolver = resolver;
        List = list.Id;
        Zone = list.Zone ?? "";
        Rules = RulesOf(kind, list);
        Key = key;
        IsShared = !list.IsAdHoc;
        Identity = string.Join("\n", Kind, Resolver, List, Zone, Rules, key?.Reveal());
    }

    internal BlocklistKind Kind { get; }

    internal string Resolver { get; }

    /// <summary>The list's id.</summary>
    internal string List { get; }

    internal string Zone { get; }

    /// <summary>Another entry of the catalogue, other test entries or refusals, is another text.</summary>
    internal string Rules { get; }

    internal AccountKey? Key { get; }

    /// <summary>It may be kept in a file. A zone that somebody typed may be a secret.</summary>
    internal bool IsShared { get; }

    /// <summary>Tells keys apart. Stays in memory and is never shown, since the account key is in it.</summary>
    internal string Identity { get; }

    /// <inheritdoc/>
    public override string ToString() => List + " (" + Kind + ")";

    private static string RulesOf(BlocklistKind kind, Blocklist list)
    {
        ListRules rules = list.Rules;
        ListTestEntry entry = rules.TestFor(kind, list.Kind);
        string text = string.Join(
            "\n",
            new[] { entry.Listed, entry.NotListed, entry.Shallow, rules.IsBitmask && rules.Codes.All(c => c.Bit != 1) ? "bit 1 refuses" : "" }
                .Concat(rules.Refusals.Select(r => r.Code.ToString(CultureInfo.InvariantCulture))));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
#if NET
        byte[] digest = SHA256.HashData(bytes);
#else
        using SHA256 sha = SHA256.Create();
        byte[] digest = sha.ComputeHash(bytes);
#endif
        return Convert.ToBase64String(digest, 0, RulesLength);
    }
}
