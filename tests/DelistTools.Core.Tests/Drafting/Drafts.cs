using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Drafting;
using Xunit;

namespace DelistTools.Core.Tests.Drafting;

/// <summary>Texts for operators, written by the shipped letters.</summary>
internal static class Drafts
{
    internal const string Address = "203.0.113.25";

    internal const string ModelReply =
        "OU-002 (COL004-MC3F9) Unfortunately, messages from 203.0.113.25 weren't sent. Please contact your Internet service provider since part of "
        + "their network is on our block list. You can also refer your provider to http://mail.live.com/mail/troubleshooting.aspx#errors.";

    internal static readonly DateTime Now = new(2026, 11, 28, 9, 0, 0, DateTimeKind.Utc);

    private static readonly Lazy<LetterCatalog> Loaded = new(() => Load());

    internal static LetterCatalog Letters => Loaded.Value;

    internal static LetterCatalog Load(string? overlay = null) => LetterCatalog.Build(
        Directory.GetFiles(Path.Combine(ShippedCatalog.Folder, "letters"), "*.json").OrderBy(f => f, StringComparer.Ordinal).Select(CatalogDocument.Load),
        overlay is null ? [] : [CatalogText.Document(CatalogText.OverlayFile, overlay)],
        ShippedCatalog.Current,
        ShippedProviders.Current);

    /// <summary>Microsoft refuses, in the words of the model case.</summary>
    internal static DelistingRoute Model() => Routes.Plan(ShippedProviders.Current, Routes.Refused(
        ShippedProviders.Current,
        new MailRefusal
        {
            Cause = RefusalCause.AddressBlocked,
            Provider = "microsoft-consumer",
            RuleId = "outlook-ou-002",
            Recipient = "someone@hotmail.com",
            Sender = "tom@newserver.example",
            RemoteMta = "hotmail-com.olc.protection.outlook.com",
            ReplyCode = 550,
            ReplyText = ModelReply,
            OccurredAt = new DateTime(2026, 11, 27, 14, 5, 0, DateTimeKind.Utc),
        },
        Address));

    internal static DelistingDraft Write(DraftSubject subject, DraftOptions? options = null, LetterCatalog? letters = null)
    {
        (DelistingDraft? draft, Problem? problem) = new DraftWriter(letters ?? Letters, ShippedProviders.Current).Write(subject, options ?? new DraftOptions { Now = Now });
        Assert.True(problem is null, problem?.Id);
        return draft!;
    }

    internal static DelistingDraft Write(DelistingRoute route, string title, DraftOptions? options = null) =>
        Write(DraftSubject.Of(route), With(options ?? new DraftOptions { Now = Now }, route.Step(title).Order));

    internal static Problem? Fail(DraftSubject subject, DraftOptions options) => new DraftWriter(Letters, ShippedProviders.Current).Write(subject, options).Problem;

    internal static DraftOptions With(DraftOptions options, int? step) => new()
    {
        Step = step, Language = options.Language, Values = options.Values, Readiness = options.Readiness, Evidence = options.Evidence, IsFresh = options.IsFresh, Now = options.Now,
    };

    internal static Dictionary<string, string> Values(params (string Name, string Value)[] values) => values.ToDictionary(v => v.Name, v => v.Value);

    internal static ReadinessCheck Check(string name, ReadinessStatus status, string target, string found = "as it should be", params string[] requiredBy) => new()
    {
        Name = name, Status = status, Target = target, Found = found, RequiredBy = requiredBy, CheckedAt = Now.AddHours(-1), Fix = "Set it.",
    };

    /// <summary>What lists of the catalogue said of an address; those beyond the answered ones gave no answer.</summary>
    internal static IpBlocklistResult Evidence(ListingStatus status, string address, DateTime at, int asked, int answered, params string[] listedOn) => new()
    {
        Address = address, Status = status, Asked = asked, Answered = answered, ListedOn = listedOn, CheckedAt = at,
        Checks = [.. ShippedCatalog.Current.Blocklists.Where(l => l.Zone is not null && l.Status == BlocklistStatus.Live && !listedOn.Contains(l.Id)).Select(l => l.Id)
            .Take(asked - listedOn.Length).Select((id, i) => ListCheck(id, i < answered - listedOn.Length ? ListingVerdict.NotListed : ListingVerdict.Failed, address, at)),
            .. listedOn.Select(id => ListCheck(id, ListingVerdict.Listed, address, at))],
    };

    internal static BlocklistCheck ListCheck(string list, ListingVerdict verdict, string address, DateTime at) => new()
    {
        Target = address, Blocklist = list, Verdict = verdict, CheckedAt = at, FailureKind = verdict == ListingVerdict.Failed ? LookupFailureKind.Timeout : LookupFailureKind.None,
    };

    internal static string Shown(DelistingDraft draft) => string.Join(
        "\n",
        new[] { "Kind: " + draft.Kind, "Url: " + draft.Url, "MailTo: " + draft.MailTo, "Subject: " + draft.Subject, "", "Fields:" }
            .Concat(draft.Fields.Select(f => "  " + f)).Concat(["", "Body:", draft.Body, "", "Missing:"])
            .Concat(draft.Missing.Select(m => "  " + m)).Concat(["", "Warnings:"]).Concat(draft.Warnings.Select(w => "  " + w))
            .Concat(["", "Not claimed:"]).Concat(draft.NotClaimed.Select(n => "  " + n))) + "\n";
}
