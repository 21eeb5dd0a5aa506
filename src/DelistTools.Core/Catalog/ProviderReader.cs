using System;
using System.Collections.Generic;
using System.Linq;

namespace DelistTools.Catalog;

/// <summary>Reads an entry of the section <c>providers</c>.</summary>
internal static class ProviderReader
{
    internal const string Section = "providers";

    internal static MailProvider Read(EntryReader entry) => new()
    {
        Id = entry.Id,
        Name = entry.RequiredText("name"),
        Kind = entry.RequiredChoice<MailProviderKind>("kind"),
        About = entry.RequiredText("about"),
        MailExchangers = Hosts(entry, "mailExchangers"),
        FormerMailExchangers = Hosts(entry, "formerMailExchangers"),
        Greetings = entry.TextList("greetings"),
        Domains = Hosts(entry, "domains"),
        Status = entry.RequiredChoice<MailProviderStatus>("status"),
        Successor = entry.Text("successor"),
        Upstream = entry.Objects("upstream").Select(Upstream).ToList().AsReadOnly(),
        Prerequisites = entry.TextList("prerequisites"),
        TakesRanges = entry.Flag("takesRanges"),
        Steps = Steps(entry),
        StatedTime = entry.Text("statedTime"),
        RealTime = entry.Text("realTime"),
        Cost = entry.RequiredText("cost"),
        IfRefused = entry.Text("ifRefused"),
        PostmasterUrl = entry.Url("postmasterUrl"),
        PostmasterTools = entry.Objects("tools").Select(Tool).ToList().AsReadOnly(),
        Notes = entry.Text("notes"),
        Confidence = entry.RequiredChoice<Confidence>("confidence"),
        VerifiedOn = entry.RequiredDate("verifiedOn"),
        Sources = entry.Sources(),
    };

    /// <summary>A provider that only hands over to its successor needs no steps of its own.</summary>
    private static IReadOnlyList<StepTemplate> Steps(EntryReader entry)
    {
        IReadOnlyList<StepTemplate> steps = TemplateReader.Steps(entry);
        bool handsOver = entry.Has("successor") && entry.RequiredChoice<MailProviderStatus>("status") == MailProviderStatus.Superseded;
        return steps.Count > 0 || handsOver
            ? steps
            : throw entry.Error("steps", "expected at least one step, if only one that says what is left to try; superseded providers with a successor need none.");
    }

    private static IReadOnlyList<string> Hosts(EntryReader entry, string field)
    {
        IReadOnlyList<string> hosts = entry.TextList(field);
        string? wrong = hosts.FirstOrDefault(h => !IsHostName(h.StartsWith(".", StringComparison.Ordinal) ? h.Substring(1) : h));
        return wrong is null
            ? hosts
            : throw entry.Error(field, "expected host names in lower case, with a dot before those that stand for all below, found '" + wrong + "'.");
    }

    /// <summary>In the form in which hosts are looked for: a name written in another way would never be found.</summary>
    private static bool IsHostName(string text) =>
        DomainNameText.IsHostLike(text) && !text.Any(char.IsUpper) && !text.EndsWith(".", StringComparison.Ordinal);

    private static ProviderUpstream Upstream(EntryReader entry)
    {
        ProviderUpstream upstream = new()
        {
            Blocklist = entry.Text("list"),
            Provider = entry.Text("provider"),
            Unnamed = entry.Text("unnamed"),
            Relation = entry.RequiredChoice<UpstreamRelation>("relation"),
            Period = entry.Text("period"),
            Evidence = entry.RequiredText("evidence"),
            Confidence = entry.RequiredChoice<Confidence>("confidence"),
        };
        entry.RejectUnknownFields();
        return new[] { upstream.Blocklist, upstream.Provider, upstream.Unnamed }.Count(u => u is not null) == 1
            ? upstream
            : throw entry.Error("list", "expected exactly one of list, provider and unnamed.");
    }

    private static PostmasterTool Tool(EntryReader entry)
    {
        PostmasterTool tool = new(entry.RequiredText("name"), entry.Url("url"), entry.RequiredText("about"));
        entry.RejectUnknownFields();
        return tool;
    }
}
