using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using DelistTools.Catalog;
using DelistTools.Cases;
using DelistTools.Drafting;
using DelistTools.Readiness;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests.Drafting;

/// <summary>Every text that the module can write, for every step of every way off.</summary>
public sealed class ShippedLettersTests
{
    /// <summary>Words that only a check, or the user, can put into a text.</summary>
    private static readonly Regex Claim = new(
        @"\b(SPF|DKIM|DMARC|PTR record of|leads? back|HELO|reverse DNS|rDNS|no entry|not listed|stopped|fixed|cured|solved|resolved|clean(ed)?\b(?! (up|when))|geprüft|keinen Eintrag|behoben)\b",
        RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(1));

    public static TheoryData<string> Providers => [.. ShippedProviders.Current.Providers.Select(p => p.Id)];

    public static TheoryData<string> Lists => [.. ShippedCatalog.Current.Blocklists.Select(l => l.Id)];

    public static TheoryData<string> Causes => [.. Enum.GetNames<RefusalCause>()];

    [Fact]
    public void Letters_Shipped_AreThereForEveryKindInBothLanguages()
    {
        foreach (LetterKind kind in Enum.GetValues<LetterKind>().Where(k => k != LetterKind.None))
        {
            Assert.All(LetterFactReader.Languages, l => Assert.Equal(l, Drafts.Letters.Find(kind, null, l).Language));
        }

        Assert.True(Drafts.Letters.Letters.Count(l => l.For.Count > 0) >= 20);
        Assert.All(
            Drafts.Letters.Claims.Where(c => c.Check != DraftClaims.Blocklists),
            c => Assert.Contains(c.Check, CheckTopics.All.Select(t => t.Name)));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public void Drafts_OfProvider_SayNothingThatIsNotKnown(string id)
    {
        MailRefusal refusal = Routes.Refusal(RefusalCause.AddressBlocked, id);
        RequireHonest(Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, refusal)));
        RequireHonest(Routes.Plan(ShippedProviders.Current, FindingReader.Read(ShippedProviders.Current.Find(id)!, null)));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Drafts_OfList_SayNothingThatIsNotKnown(string id)
    {
        RequireHonest(Routes.Plan(ShippedProviders.Current, FindingReader.Read(ShippedCatalog.List(id), null)));
        RequireHonest(Routes.Plan(ShippedProviders.Current, Routes.Listed(ShippedProviders.Current, id)));
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Drafts_OfRefusalByNobodyKnown_SayNothingThatIsNotKnown(string cause) => RequireHonest(
        Routes.Plan(ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, Routes.Refusal(Enum.Parse<RefusalCause>(cause)))));

    private static void RequireHonest(DelistingRoute route)
    {
        DraftSubject subject = DraftSubject.Of(route);
        DraftChoice choice = new(ShippedProviders.Current);
        foreach (DelistingStep step in route.Steps.Where(s => CaseProgress.IsRequest(s.Kind) && choice.LetterOf(subject, s) != LetterKind.None))
        {
            foreach (string language in LetterFactReader.Languages)
            {
                DelistingDraft bare = Drafts.Write(subject, new DraftOptions { Step = step.Order, Language = language, Now = Drafts.Now });
                RequireText(bare);
                bool isOwn = Drafts.Letters.Letters.Single(l => l.Id == bare.Letter).For.Count > 0;
                Assert.True(bare.Language == language || isOwn, bare.Letter + " is in " + bare.Language);
                Assert.False(Claim.IsMatch(bare.Body + " " + bare.Subject), step.Title + ": " + bare.Body);
                Assert.NotEmpty(bare.NotClaimed);
                Assert.All(bare.Missing, m => Assert.False(string.IsNullOrWhiteSpace(m.How), m.Name));
                Assert.All(DraftPlaceholders.In(Drafts.Letters, bare.Body, bare.Subject), p => Assert.Contains(bare.Missing, m => m.Placeholder == p));

                // Whatever is missing can be given by the name under which it is missing, and nothing is left then.
                Dictionary<string, string> values = bare.Missing.ToDictionary(m => m.Name, m => "given " + m.Name, StringComparer.OrdinalIgnoreCase);
                values["cause"] = "an account";
                values["remedy"] = "closed";
                DelistingDraft whole = Drafts.Write(subject, new DraftOptions { Step = step.Order, Language = language, Values = values, Now = Drafts.Now });
                RequireText(whole);
                Assert.Empty(whole.Missing);
                Assert.Empty(DraftPlaceholders.In(Drafts.Letters, whole.Body, whole.Subject));
            }
        }
    }

    private static void RequireText(DelistingDraft draft)
    {
        Assert.NotEqual("", draft.Body);
        Assert.DoesNotContain("\n", draft.Subject, StringComparison.Ordinal);
        Assert.NotEqual("", draft.Subject);
        Assert.DoesNotMatch(@"[{}]|\n\n\n|  |\?\?", draft.Body + draft.Subject);
        Assert.All(draft.Fields, f => Assert.NotEqual("", f.Value));
    }
}
