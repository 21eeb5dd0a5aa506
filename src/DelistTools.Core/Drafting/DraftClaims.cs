using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using DelistTools.Catalog;

namespace DelistTools.Drafting;

/// <summary>
/// What may be claimed in a text: what was checked, came to a pass, and is about the same addresses and the same domain.
/// </summary>
internal sealed class DraftClaims
{
    /// <summary>The name of the claim that no public list has an address.</summary>
    internal const string Blocklists = "IpBlocklist";

    private const int MostLines = 20;

    private static readonly TimeSpan Old = TimeSpan.FromDays(2);

    private static readonly string[] DomainLabels = { "_dmarc", "_domainkey", "_mta-sts", "_smtp" };

    private readonly LetterCatalog _catalog;
    private readonly ListCatalog _lists;
    private readonly DraftOptions _options;
    private readonly IReadOnlyList<string> _targets;
    private readonly string? _domain;
    private readonly string? _for;
    private readonly List<string> _checks = new();
    private readonly List<string> _notListed = new();

    /// <param name="catalog">The sentences.</param>
    /// <param name="lists">The lists that are public.</param>
    /// <param name="options">What was checked.</param>
    /// <param name="targets">What the text is about.</param>
    /// <param name="domain">The sender's domain; null where it is not known.</param>
    /// <param name="operatorId">Whom it is for.</param>
    internal DraftClaims(
        LetterCatalog catalog, ListCatalog lists, DraftOptions options, IReadOnlyList<string> targets, string? domain, string? operatorId)
    {
        _catalog = catalog;
        _lists = lists;
        _options = options;
        _targets = targets;
        _domain = domain;
        _for = operatorId;
        Weigh();
    }

    /// <summary>A line for each thing that was found in order; null where there is none.</summary>
    internal string? Checks => _checks.Count == 0 ? null : string.Join("\n", _checks.Take(MostLines).Select(c => "- " + c));

    /// <summary>A line for each address that no public list has; null where none was asked about.</summary>
    internal string? NotListed => _notListed.Count == 0 ? null : string.Join("\n", _notListed.Take(MostLines));

    internal List<string> NotClaimed { get; } = new();

    internal List<string> Warnings { get; } = new();

    private static string DomainOf(string target)
    {
        string[] labels = target.Split('.');
        int last = Array.FindLastIndex(labels, l => DomainLabels.Contains(l));
        return string.Join(".", labels.Skip(last + 1));
    }

    private void Weigh()
    {
        List<ReadinessCheck> checks = _options.Readiness.GroupBy(c => c.Name + "|" + c.Target + "|" + DomainOf(c), StringComparer.OrdinalIgnoreCase)
            .Select(g => g.OrderBy(c => c.CheckedAt).Last()).ToList();
        List<ReadinessCheck> own = checks.Where(c => WhyNotSender(c, checks) is null).ToList();
        NotClaimed.AddRange(checks.Except(own).Select(c => c.Name + " of " + c.Target + ": " + WhyNotSender(c, checks)));
        if (checks.Count == 0)
        {
            NotClaimed.Add("Your own side (PTR, HELO, SPF, DKIM, DMARC): it was not looked at. Give -Readiness what Test-SenderReadiness gives.");
        }

        foreach (LetterClaim claim in _catalog.Claims.Where(c => c.Check != Blocklists))
        {
            List<ReadinessCheck> about = own.Where(c => c.Name == claim.Check).ToList();
            _checks.AddRange(about.Where(c => c.Status == ReadinessStatus.Pass).Select(c => Sentence(claim, c.Target, c.Found, c.CheckedAt)));
            if (about.Count == 0 && own.Count > 0)
            {
                NotClaimed.Add(Capital(claim.About) + ": it was not looked at.");
            }
        }

        NotClaimed.AddRange(own.Where(c => c.Status is not (ReadinessStatus.Pass or ReadinessStatus.NotUsed))
            .Select(c => c.Name + " of " + c.Target + ": " + c.Status + ". " + Shown(c.Found)));
        Warnings.AddRange(own.Where(c => c.Status == ReadinessStatus.Fail).Select(c =>
            c.Name + " of " + c.Target + " is not in order" + (_for is not null && c.RequiredBy.Contains(_for) ? ", and " + _for + " asks for it" : "")
                + ". Mend it first: " + Shown(c.Found) + (c.Fix is null ? "" : " " + c.Fix)));
        WeighLists();
        if (own.Select(c => c.CheckedAt).Concat(_options.Evidence.Select(e => e.CheckedAt)).Any(t => _options.Now - t > Old))
        {
            Warnings.Add("Some checks are more than two days old. Check again, so that what the text says still holds.");
        }
    }

    /// <summary>
    /// Of each list the last answer counts, whichever look-up it is of. Zones that are not in the catalogue, and lists of the
    /// user's own, are not what an operator takes for public lists.
    /// </summary>
    private void WeighLists()
    {
        LetterClaim? claim = _catalog.Claims.FirstOrDefault(c => c.Check == Blocklists);
        List<IGrouping<string, IpBlocklistResult>> own = _options.Evidence.Where(e => _targets.Contains(e.Address, StringComparer.OrdinalIgnoreCase))
            .OrderBy(e => e.CheckedAt).GroupBy(e => e.Address, StringComparer.OrdinalIgnoreCase).ToList();
        if (claim is null || own.Count == 0)
        {
            NotClaimed.Add("That no public list has it: " + (_options.Evidence.Count == 0
                ? "no list was asked. Give -Evidence what Test-IpBlocklist gives."
                : "the lists were asked about other addresses."));
            return;
        }

        foreach (IGrouping<string, IpBlocklistResult> results in own)
        {
            IpBlocklistResult last = results.Last();
            List<BlocklistCheck> asked = last.Checks.Where(IsPublic).ToList();
            List<string> on = results.SelectMany(e => e.Checks).Where(c => IsPublic(c) && c.IsAnswered).GroupBy(c => c.Blocklist, StringComparer.OrdinalIgnoreCase)
                .Select(g => g.OrderBy(c => c.CheckedAt).Last()).Where(c => c.Verdict == ListingVerdict.Listed).Select(c => c.Blocklist).ToList();
            string? why = on.Count > 0 ? "some have."
                : asked.Count == 0 ? "none of them was asked."
                : last.Status == ListingStatus.Undetermined ? "too few of them answered."
                : last.Status == ListingStatus.Listed ? "a list has that is none of them."
                : _for is not null && _lists.Find(_for) is { Zone: not null } ? "the text is about the entry on one of them."
                : null;
            if (why is null)
            {
                string found = asked.Count(c => c.IsAnswered).ToString(CultureInfo.InvariantCulture) + "/" + asked.Count.ToString(CultureInfo.InvariantCulture);
                _notListed.Add(Sentence(claim, last.Address, found, last.CheckedAt));
            }
            else
            {
                NotClaimed.Add("That no public list has " + last.Address + ": " + why);
            }

            if (on.Count > 0)
            {
                Warnings.Add(last.Address + " is on " + string.Join(", ", on.Where(l => !on.Any(o => _lists.Find(o)!.Includes.Contains(l))))
                    + ". Whoever follows one of these lists has to see it gone first.");
            }
        }
    }

    private bool IsPublic(BlocklistCheck check) => check.WasAsked && _lists.Find(check.Blocklist) is { Rules.Pace: > 0 };

    /// <summary>Why a check is not about the sender of the text; null where it is.</summary>
    private string? WhyNotSender(ReadinessCheck check, IReadOnlyList<ReadinessCheck> all)
    {
        string? domain = DomainOf(check);
        bool isAddress = IpAddressText.TryParse(check.Target, out _);
        if (isAddress && !_targets.Contains(check.Target, StringComparer.OrdinalIgnoreCase)
            || domain is not null && _domain is not null && !IsWithin(domain, _domain) && !IsWithin(_domain, domain))
        {
            return "it is not what the text is about.";
        }

        if (domain is not null && _domain is null && IsOfSeveral(all))
        {
            return "whose mail it is about is not known, and several domains were looked at. Give it: -Value @{ senderDomain = '...' }";
        }

        // What a name leads to says nothing any more once the address has lost it.
        ReadinessCheck? record = all.FirstOrDefault(c => c.Name == "PtrRecord" && c.Target == check.Target);
        return record is not null && record.Status != ReadinessStatus.Pass && check.Status == ReadinessStatus.Pass
            && (check.Name is "PtrForward" or "PtrName" || check.Name == "HelloName" && record.Status == ReadinessStatus.Fail)
            ? "the PTR record of the address is not in order."
            : null;
    }

    private static bool IsOfSeveral(IEnumerable<ReadinessCheck> checks)
    {
        List<string> domains = checks.Where(c => c.Name is not ("HelloName" or "SpfHello")).Select(DomainOf).OfType<string>().ToList();
        return domains.Any(a => domains.Any(b => !IsWithin(a, b) && !IsWithin(b, a)));
    }

    /// <summary>The domain that a check is about; null where it is about an address whoever sends.</summary>
    private static string? DomainOf(ReadinessCheck check) =>
        check.Domain ?? (IpAddressText.TryParse(check.Target, out _) ? null : DomainOf(check.Target));

    private static bool IsWithin(string name, string domain) => string.Equals(name, domain, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);

    private string Sentence(LetterClaim claim, string target, string found, DateTime checkedAt)
    {
        string text = claim.Texts.TryGetValue(_options.Language, out string? own) ? own : claim.Texts[LetterFactReader.English];
        return Places.Fill(text, name => name switch
        {
            "checked" => target,
            "found" => Shown(found).TrimEnd('.'),
            _ => Time(checkedAt),
        });
    }

    internal static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    private static string Shown(string text) => NetworkText.Shorten(NetworkText.Line(text) ?? "");

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);
}
