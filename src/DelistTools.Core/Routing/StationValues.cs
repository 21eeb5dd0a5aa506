using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace DelistTools.Routing;

/// <summary>What the findings of one station tell, for the places in the texts of its steps.</summary>
internal sealed class StationValues
{
    /// <summary>What a text to an operator may need of a finding, whichever station the operator is at.</summary>
    private static readonly string[] Told =
    {
        "asn", "contact", "domain", "hostName", "lookupUrl", "mailExchanger", "recipient", "reply", "replyMail", "replyUrl", "senderDomain", "time", "zone",
    };

    private readonly Station _station;
    private readonly Blocklist? _list;
    private readonly IReadOnlyList<string> _targets;
    private readonly ListContacts _contacts;

    internal StationValues(Station station)
    {
        _station = station;
        _list = station.List;
        _targets = station.OpenTargets;
        _contacts = ListContacts.In(station.Checks.Values.SelectMany(c => c.Texts));
    }

    /// <summary>The targets that something is still to be done about.</summary>
    internal IReadOnlyList<string> OpenTargets => _targets;

    /// <summary>It is about domains: those that are open, or where none is known, whatever the list holds.</summary>
    internal bool AreDomains => _targets.Count > 0 ? _targets.All(t => Targets.AddressOf(t) is null) : _list is not null && !_list.HoldsAddresses();

    /// <summary>The text with every place filled, with general words where nothing is known.</summary>
    internal string Fill(string text) => Tidy(Places.Fill(text, InWords));

    internal string? FillOptional(string? text) => text is null ? null : Fill(text);

    /// <summary>The first alternative that the findings fill entirely; null where there is none.</summary>
    internal string? FillExactly(string? text) => text is null ? null : Places.FillExactly(text, Of);

    internal string? FillMailAddress(string? text) => text is null ? null : Places.FillMailAddress(text, Of);

    /// <summary>A link that holds a target is one for a single target.</summary>
    internal string? FillLink(string? text) => text is null
        ? null
        : Places.FillLink(text, name => IsTarget(name) && _targets.Count != 1 ? null : Of(name));

    /// <summary>What the findings tell, by place, each in one line and whole.</summary>
    internal IReadOnlyList<StepField> Facts() => Told
        .Select(name => (Name: name, Value: Of(name))).Where(f => f.Value is not null)
        .Select(f => new StepField(f.Name, f.Value, null)).ToList().AsReadOnly();

    private static bool IsTarget(string name) => name is "address" or "addresses" or "target";

    private string? InWords(string name)
    {
        if (IsTarget(name) && _list is not null && _targets.Count == 0)
        {
            return !_list.HoldsAddresses() ? "your domain" : name == "target" ? "your address" : null;
        }

        string? value = IsTarget(name) && _targets.Count > 0 ? Targets.Joined(_targets) : Of(name);
        return value is null ? null : NetworkText.Shorten(value);
    }

    private string? Of(string name) => NetworkText.Line(Find(name));

    private string? Find(string name) => name switch
    {
        "address" or "addresses" or "target" => _targets.Count > 0 ? string.Join(", ", _targets) : null,
        "asn" => _contacts.Network,
        "contact" => _contacts.Mail,
        "domain" => First(f => f.RecipientDomain ?? DomainOf(f.Refusal?.Recipient)),
        "evidence" => First(f => f.Refusal?.Evidence),
        "expiry" => _list?.Expiry,
        "fee" => string.Equals(_list?.Fee, "none", StringComparison.OrdinalIgnoreCase) ? "Free" : _list?.Fee,
        "hostName" => First(f => f.HostName),
        "list" => _list?.Id,
        "lookupUrl" => LookupUrl(),
        "mailExchanger" => First(f => f.Refusal?.RemoteMta),
        "name" => _list?.Name ?? _station.Provider?.Name,
        "operator" => _list?.Operator ?? _station.Provider?.Name,
        "postmasterUrl" => _station.Provider?.PostmasterUrl ?? First(f => f.Provider?.PostmasterUrl),
        "processingTime" => _list?.ProcessingTime,
        "recipient" => First(f => f.Refusal?.Recipient),
        "removalAddress" => _list?.RemovalAddress,
        "removalDetail" => _list?.RemovalDetail,
        "removalUrl" => _list?.RemovalUrl,
        "reply" => First(f => f.Refusal is { ReplyText.Length: > 0 } refusal ? Replies.WithCodes(refusal, refusal.ReplyText) : null),
        "replyMail" => First(f => f.Refusal?.RouteMail) ?? _contacts.Mail,
        "replyUrl" => First(f => f.Refusal?.RouteUrl) ?? _contacts.Url,
        "senderDomain" => First(f => DomainOf(f.Refusal?.Sender)),
        "time" => First(f => f.FoundAt?.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)),
        "zone" => _list?.Zone ?? First(f => f.Refusal?.Blocklist),
        _ => null,
    };

    /// <summary>A page that shows one target shows no ten.</summary>
    private string? LookupUrl() => (_targets.Count == 1 ? FillLink(_list?.LookupLink) : null) ?? _list?.LookupUrl;

    private string? First(Func<Finding, string?> value) =>
        _station.Findings.Select(value).FirstOrDefault(v => !string.IsNullOrEmpty(v));

    private static string? DomainOf(string? mailAddress)
    {
        string address = mailAddress?.Trim().TrimStart('<').TrimEnd('>') ?? "";
        int at = address.LastIndexOf('@');
        return at < 0 || address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c)) ? null : DomainNameText.Normalise(address.Substring(at + 1));
    }

    /// <summary>A place that had nothing to say leaves no gap.</summary>
    private static string Tidy(string text)
    {
        while (text.IndexOf("  ", StringComparison.Ordinal) >= 0)
        {
            text = text.Replace("  ", " ");
        }

        return text.Trim();
    }
}
