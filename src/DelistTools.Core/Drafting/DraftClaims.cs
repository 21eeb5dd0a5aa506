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
    private readonly DraftOptions _options;
    private readonly IReadOnlyList<string> _targets;
    private readonly string? _domain;
    private readonly string? _for;
    private readonly List<string> _checks = new();
    private readonly List<string> _notListed = new();

    /// <param name="catalog">The sentences.</param>
    /// <param name="options">What was checked.</param>
    /// <param name="targets">What the text is about.</param>
    /// <param name="domain">The sender's domain; null where it is not known.</param>
    /// <param name="operatorId">Whom it is for.</param>
    internal DraftClaims(LetterCatalog catalog, DraftOptions options, IReadOnlyList<string> targets, string? domain, string? operatorId)
    {
        _catalog = catalog;
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
        List<ReadinessCheck> checks = _options.Readiness.GroupBy(c => c.Name + "|" + c.Target + "|" + c.Domain, StringComparer.OrdinalIgnoreCase)
            .Select(g => g.OrderBy(c => c.CheckedAt).Last()).ToList();
        List<ReadinessCheck> own = checks.Where(IsAboutSender).ToList();
        NotClaimed.AddRange(checks.Except(own).Select(c => c.Name + " of " + c.Target + ": it is not what the text is about."));
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

    private void WeighLists()
    {
        LetterClaim? claim = _catalog.Claims.FirstOrDefault(c => c.Check == Blocklists);
        List<IpBlocklistResult> own = _options.Evidence.GroupBy(e => e.Address, StringComparer.OrdinalIgnoreCase)
            .Select(g => g.OrderBy(e => e.CheckedAt).Last()).Where(e => _targets.Contains(e.Address, StringComparer.OrdinalIgnoreCase)).ToList();
        if (claim is null || own.Count == 0)
        {
            NotClaimed.Add("That no public list has it: " + (_options.Evidence.Count == 0
                ? "no list was asked. Give -Evidence what Test-IpBlocklist gives."
                : "the lists were asked about other addresses."));
            return;
        }

        _notListed.AddRange(own.Where(e => e.Status == ListingStatus.NotListed).Select(
            e => Sentence(claim, e.Address, e.Answered.ToString(CultureInfo.InvariantCulture) + "/" + e.Asked.ToString(CultureInfo.InvariantCulture), e.CheckedAt)));
        NotClaimed.AddRange(own.Where(e => e.Status == ListingStatus.Undetermined).Select(
            e => "That no public list has " + e.Address + ": too few of them answered."));
        NotClaimed.AddRange(own.Where(e => e.Status == ListingStatus.Listed).Select(e => "That no public list has " + e.Address + ": some have."));
        Warnings.AddRange(own.Where(e => e.Status == ListingStatus.Listed).Select(
            e => e.Address + " is on " + string.Join(", ", e.ListedOn) + ". Whoever follows one of these lists has to see it gone first."));
    }

    private bool IsAboutSender(ReadinessCheck check)
    {
        // What passes for one domain from an address says nothing of another domain's mail from there.
        if (check.Domain is not null && _domain is not null && !IsWithin(check.Domain, _domain) && !IsWithin(_domain, check.Domain))
        {
            return false;
        }

        if (IpAddressText.TryParse(check.Target, out _))
        {
            return _targets.Contains(check.Target, StringComparer.OrdinalIgnoreCase);
        }

        string domain = DomainOf(check.Target);
        return _domain is null || IsWithin(domain, _domain) || IsWithin(_domain, domain);
    }

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
