using System;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Drafting;
using Xunit;

namespace DelistTools.Core.Tests.Drafting;

public sealed class LetterCatalogTests
{
    private const string Sourced = "\"confidence\": \"high\", \"verifiedOn\": \"2026-11-28\", \"sources\": [ { \"source\": \"a test\" } ]";

    [Fact]
    public void Overlay_Letter_ReplacesTheShippedOne()
    {
        LetterCatalog letters = Drafts.Load(Letters("{ \"id\": \"libero\", \"kind\": \"provider-block\", \"for\": [\"libero\"], \"subject\": \"Mine {target}\", "
            + "\"opening\": [ { \"text\": \"Ciao {ownFact}\" } ], \"closing\": [], " + Sourced + " }"));
        DelistingRoute route = Routes.Plan(
            ShippedProviders.Current, Routes.Refused(ShippedProviders.Current, Routes.Refusal(RefusalCause.AddressBlocked, "libero"), Drafts.Address));
        DelistingDraft draft = Drafts.Write(DraftSubject.Of(route), new DraftOptions { Now = Drafts.Now, Values = Drafts.Values(("ownFact", "a tutti")) }, letters);

        Assert.Equal("Mine 203.0.113.25", draft.Subject);
        Assert.StartsWith("Ciao a tutti\n\nSending address: 203.0.113.25\n", draft.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Thank you", draft.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"kind\": \"provider-block\"", "\"kind\": \"praise\"", "kind")]
    [InlineData("\"kind\": \"provider-block\"", "\"kind\": \"none\"", "kind")]
    [InlineData("Hello {target}", "Hello {traget}", "opening[0].text")]
    [InlineData("Hello {target}", "{checks}", "opening[0].if")]
    [InlineData("\"text\": \"Hello {target}\"", "\"if\": [\"weather\"], \"text\": \"Hello\"", "opening[0].if")]
    [InlineData("\"text\": \"Hello {target}\"", "\"text\": \"Hello\", \"lines\": [ { \"text\": \"x\" } ]", "opening[0].text")]
    [InlineData("\"text\": \"Hello {target}\"", "\"txt\": \"Hello\"", "opening[0].txt")]
    [InlineData("\"for\": [\"free\"]", "\"for\": [\"nobody\"]", "for")]
    [InlineData("\"for\": [\"free\"]", "\"for\": [\"libero\"]", "for")]
    [InlineData("\"for\": [\"free\"], ", "", "body")]
    [InlineData("\"subject\": \"S\"", "\"subject\": \"S {nothing}\"", "subject")]
    [InlineData("\"subject\": \"S\"", "\"language\": \"fr\", \"subject\": \"S\"", "language")]
    [InlineData("\"subject\": \"S\"", "\"fields\": [ { \"name\": \"F\", \"value\": \"{no}\" } ], \"subject\": \"S\"", "fields[0].value")]
    public void Letter_ThatCannotBeUsed_IsNamedWithItsField(string part, string instead, string field)
    {
        string letter = "{ \"id\": \"mine\", \"kind\": \"provider-block\", \"for\": [\"free\"], \"subject\": \"S\", \"opening\": [ { \"text\": \"Hello {target}\" } ], " + Sourced + " }";
        Assert.Contains(part, letter, StringComparison.Ordinal);
        _ = Drafts.Load(Letters(letter));
        CatalogException error = Assert.Throws<CatalogException>(() => Drafts.Load(Letters(letter.Replace(part, instead, StringComparison.Ordinal))));
        Assert.Equal(CatalogText.OverlayFile, error.File);
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_WithoutWhatLettersFallBackOn_IsRefused()
    {
        Assert.Contains("review", Refused(ProviderText.Section("letters", "{ \"id\": \"general-review\", \"disabled\": true }")), StringComparison.Ordinal);
        Assert.Contains("reply", Refused(ProviderText.Section("letterFacts", "{ \"id\": \"reply\", \"disabled\": true }")), StringComparison.Ordinal);
        Assert.Contains("checkedAt", Refused(ProviderText.Section(
            "letterClaims", "{ \"id\": \"x\", \"check\": \"Spf\", \"about\": \"x\", \"text\": { \"en\": \"SPF of {checked} passes\" } }")), StringComparison.Ordinal);
    }

    [Fact]
    public void Find_LanguageThatTheOperatorHasNoLetterIn_IsItsOwnInEnglish()
    {
        Assert.Equal("libero", Drafts.Letters.Find(LetterKind.ProviderBlock, "libero", "en").Id);
        Assert.Equal("libero", Drafts.Letters.Find(LetterKind.ProviderBlock, "libero", "de").Id);
        Assert.Equal("general-provider-block-de", Drafts.Letters.Find(LetterKind.ProviderBlock, "nobody", "de").Id);
        Assert.Equal("t-online-de", Drafts.Letters.Find(LetterKind.ProviderBlock, "t-online", "de").Id);
        Assert.Equal("general-escalation", Drafts.Letters.Find(LetterKind.Escalation, "t-online", "en").Id);
    }

    [Fact]
    public void Facts_NamesOfFields_AreUsedOnce() => Assert.Empty(
        Drafts.Letters.Facts.SelectMany(f => f.Fields).GroupBy(f => f, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => g.Key));

    private static string Refused(string section) =>
        Assert.Throws<CatalogException>(() => Drafts.Load(ProviderText.Sections(section))).Message;

    private static string Letters(string letter) => ProviderText.Sections(
        ProviderText.Section("letters", letter),
        ProviderText.Section("letterFacts", "{ \"id\": \"own-fact\", \"place\": \"ownFact\", \"placeholder\": { \"en\": \"my fact\" }, \"how\": \"-Value\" }"));
}
