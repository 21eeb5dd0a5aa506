using System.Collections.Generic;

namespace DelistTools.Catalog;

/// <summary>The places in letters that the program fills by itself. The catalogue may add others, which only the user can fill.</summary>
internal static class LetterPlaces
{
    internal const string Target = "target";

    internal const string Operator = "operator";

    internal const string Name = "name";

    internal const string Ticket = "ticket";

    internal const string HostName = "hostName";

    internal const string SenderDomain = "senderDomain";

    internal const string ContactName = "contactName";

    internal const string ContactMail = "contactMail";

    internal const string Organization = "organization";

    internal const string Website = "website";

    internal const string Cause = "cause";

    internal const string Remedy = "remedy";

    /// <summary>Cause and remedy together.</summary>
    internal const string Story = "story";

    /// <summary>When the request went out last.</summary>
    internal const string RequestedAt = "requestedAt";

    /// <summary>What the operator asks for besides, and the user gave.</summary>
    internal const string Others = "others";

    /// <summary>How many addresses or domains it is about, where they are more than one.</summary>
    internal const string Several = "several";

    /// <summary>What was found in order, a line each.</summary>
    internal const string Checks = "checks";

    /// <summary>That no public list has the target.</summary>
    internal const string NotListed = "notListed";

    /// <summary>The letter's own subject, for a field of a form.</summary>
    internal const string Subject = "subject";

    /// <summary>Of these the catalogue has to say what stands there while they are not known.</summary>
    internal static readonly IReadOnlyList<string> Facts = new[]
    {
        Target, Operator, Name, Ticket, HostName, SenderDomain, ContactName, ContactMail, Organization, Website, Cause, Remedy, Story, RequestedAt,
        "asn", "domain", "lookupUrl", "mailExchanger", "recipient", "reply", "time", "zone",
    };

    /// <summary>Sentences that are there or not: nothing stands in for them, so a letter has to ask for them first.</summary>
    internal static readonly IReadOnlyList<string> Sentences = new[] { Checks, NotListed, Others, Several };

    /// <summary>The places of a claim.</summary>
    internal static readonly IReadOnlyList<string> OfClaims = new[] { "checked", "found", "checkedAt" };
}
