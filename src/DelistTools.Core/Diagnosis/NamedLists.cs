using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Catalog;

namespace DelistTools.Diagnosis;

/// <summary>
/// The lists that a reply names: in a code whose digits stand for lists, in the group <c>list</c> of the signature that
/// decided, by the signature itself, or else anywhere in its words.
/// </summary>
internal sealed class NamedLists
{
    /// <summary>Names of hosts: zones, and those in web addresses.</summary>
    private static readonly BoundedRegex Host = new(@"(?<![\w.@-])(?<host>(?:[a-z0-9_-]{1,63}\.){1,8}[a-z]{2,24})(?![\w@-]|\.\w)");

    /// <summary>What the operators of lists call a zone: bl.example, dnsbl.example, rbl-plus.example.</summary>
    private static readonly BoundedRegex ZoneLike = new(@"^(?:[a-z0-9_-]{1,63}\.){0,7}?[a-z0-9_-]{0,40}(?:bl|blacklist|blocklist|rbl)(?:[-_]?[a-z0-9]{1,12})?\.");

    private static readonly NamedLists None = new(Array.Empty<string>(), Array.Empty<Blocklist>());

    private NamedLists(IReadOnlyList<string> ids, IReadOnlyList<Blocklist> known)
    {
        Ids = ids;
        Known = known;
    }

    /// <summary>The ids of the lists in the reply's order; the zone itself where it is not in the catalogue.</summary>
    internal IReadOnlyList<string> Ids { get; }

    /// <summary>Those that have a say in the cause: the signature knows nothing of them, only the reply does.</summary>
    internal IReadOnlyList<Blocklist> Known { get; }

    /// <param name="match">What decided; null where nothing did.</param>
    /// <param name="words">The words of the reply.</param>
    /// <param name="signatures">Whose lists and names are known.</param>
    internal static NamedLists Of(SignatureMatch? match, string words, SignatureCatalog signatures)
    {
        if (match is null)
        {
            return None;
        }

        RefusalSignature signature = match.Signature;
        IReadOnlyList<string> coded = Coded(match);
        if (coded.Count > 0)
        {
            return new NamedLists(coded, Array.Empty<Blocklist>());
        }

        if (match.Part("list") is string named)
        {
            Blocklist? list = signatures.FindNamed(named, out string? zone);

            // A list that is no more is not alone to blame where the reply goes on to name others.
            if (list is { Status: BlocklistStatus.Dead } && signature.Provider is null)
            {
                return Search(words, signatures) is { Known.Count: > 0 } found ? found : new NamedLists(new[] { list.Id }, new[] { list });
            }

            if (list is not null || zone is not null)
            {
                return new NamedLists(new[] { list?.Id ?? zone! }, list is null ? Array.Empty<Blocklist>() : new[] { list });
            }
        }

        if (signature.Blocklist is string id)
        {
            return new NamedLists(new[] { id }, Array.Empty<Blocklist>());
        }

        return signature.Provider is null && IsListing(signature.Cause) ? Search(words, signatures) : None;
    }

    private static bool IsListing(RefusalCause cause) => cause is RefusalCause.AddressBlocked or RefusalCause.RangeBlocked
        or RefusalCause.DomainBlocked or RefusalCause.UrlBlocked;

    /// <summary>The lists whose digits are 1, counted from the right.</summary>
    private static IReadOnlyList<string> Coded(SignatureMatch match)
    {
        string digits = match.Part("bits") ?? "";
        return match.Signature.BitLists.Where((_, place) => place < digits.Length && digits[digits.Length - 1 - place] == '1').ToList();
    }

    /// <summary>Zones before names, which may be the operator's in the same sentence; a zone that nobody knows last.</summary>
    private static NamedLists Search(string words, SignatureCatalog signatures)
    {
        List<Blocklist> known = new();
        string? unknown = null;
        foreach (Match match in Host.Matches(words))
        {
            string host = match.Groups["host"].Value;
            bool isPage = match.Index > 0 && words[match.Index - 1] == '/';
            if ((signatures.FindNamed(host, out _) ?? (isPage ? signatures.FindNamed(WithoutFirst(host), out _) : null)) is Blocklist list)
            {
                known.Add(list);
            }
            else if (!isPage && ZoneLike.IsMatch(host))
            {
                unknown ??= host.ToLowerInvariant();
            }
        }

        if (known.Count == 0 && unknown is null && signatures.FindNameIn(words) is Blocklist called)
        {
            known.Add(called);
        }

        List<Blocklist> lists = known.Distinct().ToList();
        return lists.Count > 0 ? new NamedLists(lists.Select(l => l.Id).ToList().AsReadOnly(), lists)
            : unknown is not null ? new NamedLists(new[] { unknown }, Array.Empty<Blocklist>())
            : None;
    }

    /// <summary>www.spamcop.example: the page of spamcop.example.</summary>
    private static string WithoutFirst(string host) => host.Substring(host.IndexOf('.') + 1);
}
