using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;

namespace DelistTools.Drafting;

/// <summary>
/// The facts of one text by their names: what the user gave before what the finding tells, and that before what the checks
/// of the sender's side found in order.
/// </summary>
internal sealed class DraftFacts
{
    /// <summary>A reply is quoted whole, up to more than any server says.</summary>
    private const int LongestReply = 4000;

    private readonly LetterCatalog _letters;
    private readonly ProviderCatalog _providers;
    private readonly DraftSubject _subject;
    private readonly DelistingStep _step;
    private readonly DraftOptions _options;
    private readonly Dictionary<string, string> _given;
    private readonly DraftClaims _claims;

    internal DraftFacts(LetterCatalog letters, ProviderCatalog providers, DraftSubject subject, DelistingStep step, DraftOptions options)
    {
        _letters = letters;
        _providers = providers;
        _subject = subject;
        _step = step;
        _options = options;
        Targets = subject.TargetsOf(step);
        _given = options.Values.Where(v => !string.IsNullOrWhiteSpace(v.Value)).ToDictionary(v => v.Key, v => NetworkText.Lines(v.Value).Trim(), StringComparer.OrdinalIgnoreCase);
        _claims = new DraftClaims(letters, providers.Lists, options, Targets, Find(LetterPlaces.SenderDomain), step.For);
    }

    internal IReadOnlyList<string> Targets { get; }

    internal DraftClaims Claims => _claims;

    /// <summary>The name of a value that neither letters nor the form know; null where all are known.</summary>
    internal string? Unknown => _options.Values.Keys.FirstOrDefault(k => !_letters.Facts.Any(f => IsNamed(f, k))
        && !_step.Fields.Any(f => string.Equals(f.Name, k, StringComparison.OrdinalIgnoreCase)));

    /// <summary>What the user gave for a field of the form by its own name.</summary>
    internal string? Given(string field) => _given.TryGetValue(field, out string? value) ? value : null;

    /// <summary>The reply had to be cut.</summary>
    internal bool IsReplyCut { get; private set; }

    /// <summary>The value of a fact; null where it is not known. More than one line only where it is the user's.</summary>
    internal string? Find(string place)
    {
        if (_letters.FindFact(place) is { } fact)
        {
            string? given = _given.Where(g => IsNamed(fact, g.Key)).Select(g => g.Value).FirstOrDefault();
            if (given is not null)
            {
                return given;
            }
        }

        return place switch
        {
            LetterPlaces.Target => Targets.Count > 0 ? string.Join(", ", Targets) : null,
            LetterPlaces.Operator => List?.Operator is { Length: > 0 } name ? name : NameOfOperator,
            LetterPlaces.Name => List?.Name ?? NameOfOperator,
            LetterPlaces.Ticket => NetworkText.Line(_subject.Case?.Ticket),
            LetterPlaces.RequestedAt => _subject.RequestedAt(_step) is { } at ? DraftClaims.Time(at) : null,
            LetterPlaces.HostName => Told(place) ?? CheckedHostName,
            LetterPlaces.SenderDomain => Told(place) ?? ListedDomain ?? CheckedDomain,
            LetterPlaces.Story => Story,
            LetterPlaces.Checks => _claims.Checks,
            LetterPlaces.NotListed => _claims.NotListed,
            "reply" => Reply(Told(place)),
            "lookupUrl" => List is null ? null : Told(place),
            "zone" => List?.Zone,
            _ => Told(place),
        };
    }

    /// <summary>For a subject, in which not every one of many addresses has a place.</summary>
    internal string? FindForSubject(string place) =>
        place == LetterPlaces.Target && Targets.Count > 0 && !_given.ContainsKey(place) ? Routing.Targets.Joined(Targets) : NetworkText.Line(Find(place));

    private Blocklist? List => _step.For is null ? null : _providers.Lists.Find(_step.For);

    private string? NameOfOperator => _step.For is null ? null : _providers.Find(_step.For)?.Name;

    /// <summary>A PTR record that was looked at names the server.</summary>
    private string? CheckedHostName => Targets.Count == 1
        && _options.Readiness.Where(c => c.Name == "PtrRecord" && c.Target == Targets[0]).OrderBy(c => c.CheckedAt).LastOrDefault() is { Status: ReadinessStatus.Pass } record
        ? record.Found
        : null;

    /// <summary>What is listed is a domain, and whoever sends by it asks.</summary>
    private string? ListedDomain => Targets.Count == 1 && !IpAddressText.TryParse(Targets[0], out _) && Targets[0].IndexOf('/') < 0 ? Targets[0] : null;

    private string? CheckedDomain
    {
        get
        {
            List<string> domains = _options.Readiness.Where(c => c.Name == "SenderDomain").Select(c => c.Target).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
            return domains.Count == 1 ? domains[0] : null;
        }
    }

    private string? Story
    {
        get
        {
            string? cause = Find(LetterPlaces.Cause);
            string? remedy = Find(LetterPlaces.Remedy);
            return cause is null || remedy is null ? null : cause + (cause[cause.Length - 1] is '.' or '!' or '?' ? " " : ". ") + remedy;
        }
    }

    /// <summary>The finding's, or what the step's own form holds already.</summary>
    private string? Told(string place) => NetworkText.Line(
        _subject.FactOf(_step, place)
        ?? _step.Fields.FirstOrDefault(f => f.Value is not null && _letters.FindFactOfField(f.Name)?.Place == place)?.Value);

    private string? Reply(string? reply)
    {
        IsReplyCut = reply is { Length: > LongestReply };
        return IsReplyCut ? reply!.Substring(0, char.IsHighSurrogate(reply[LongestReply - 1]) ? LongestReply - 1 : LongestReply) + " [...]" : reply;
    }

    private static bool IsNamed(LetterFact fact, string name) =>
        string.Equals(fact.Place, name, StringComparison.OrdinalIgnoreCase) || string.Equals(fact.Id, name, StringComparison.OrdinalIgnoreCase);
}
