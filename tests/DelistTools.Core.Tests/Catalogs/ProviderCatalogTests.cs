using System;
using System.Linq;
using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ProviderCatalogTests
{
    private static readonly string[] NoLists = [CatalogText.Entry("a-list")];

    private static ListCatalog Lists => CatalogText.Catalog(NoLists);

    [Fact]
    public void Build_WholeEntry_GivesEveryField()
    {
        MailProvider provider = ProviderText.Catalog(NoLists, ProviderText.Entry("other"), ProviderText.Entry(
            "one",
            "kind: \"filter\"",
            "status: \"migrating\"",
            "successor: \"other\"",
            "mailExchangers: [\"mx.one.test\", \".in.one.test\"]",
            "formerMailExchangers: [\"old.one.test\"]",
            "greetings: [\"ONE ready\"]",
            "domains: [\"one.test\"]",
            "upstream: [" + ProviderText.Upstream("list", "a-list", "historical", "period: \"until 2020\"") + ", " + ProviderText.Upstream("unnamed", "some") + "]",
            "prerequisites: [\"spf\"]",
            "takesRanges: true",
            "statedTime: \"a day\"",
            "realTime: \"a week\"",
            "ifRefused: \"wait\"",
            "notes: \"odd\"",
            "postmasterUrl: \"https://one.test/postmaster\"",
            "tools: [{ \"name\": \"Feed\", \"about\": \"Complaints.\", \"url\": \"https://one.test/feed\" }]")).Find("ONE")!;

        Assert.Equal(("one", "The provider one", MailProviderKind.Filter, MailProviderStatus.Migrating), (provider.Id, provider.Name, provider.Kind, provider.Status));
        Assert.Equal(("other", "a day", "a week", "Free"), (provider.Successor, provider.StatedTime, provider.RealTime, provider.Cost));
        Assert.Equal(("wait", "odd", "https://one.test/postmaster"), (provider.IfRefused, provider.Notes, provider.PostmasterUrl));
        Assert.Equal(["spf"], provider.Prerequisites);
        Assert.True(provider.TakesRanges);
        Assert.Equal(["a-list (historical)", "some"], provider.Upstream.Select(u => u.ToString()));
        Assert.Equal(("until 2020", UpstreamRelation.Historical), (provider.Upstream[0].Period, provider.Upstream[0].Relation));
        Assert.Equal(["Ask one"], provider.Steps.Select(s => s.Title));
        Assert.Equal(("Feed", "https://one.test/feed", "Complaints."), (provider.PostmasterTools[0].Name, provider.PostmasterTools[0].Url, provider.PostmasterTools[0].About));
        Assert.Equal((Confidence.High, new DateTime(2026, 11, 23)), (provider.Confidence, provider.VerifiedOn));
    }

    [Theory]
    [InlineData("kind: ", "kind")]
    [InlineData("kind: \"mail\"", "kind")]
    [InlineData("about: ", "about")]
    [InlineData("cost: ", "cost")]
    [InlineData("sources: []", "sources")]
    [InlineData("postMasterUrl: \"https://one.test/\"", "postMasterUrl")]
    [InlineData("postmasterUrl: \"https://one.test/a page\"", "postmasterUrl")]
    [InlineData("postmasterUrl: \"one.test\"", "postmasterUrl")]
    [InlineData("steps: ", "steps")]
    [InlineData("steps: []", "steps")]
    [InlineData("prerequisites: [\"spf\", \"no-such-fix\"]", "prerequisites")]
    [InlineData("successor: \"nobody\"", "successor")]
    [InlineData("mailExchangers: [\"MX.one.test\"]", "mailExchangers")]
    [InlineData("mailExchangers: [\"mx.one.test.\"]", "mailExchangers")]
    [InlineData("mailExchangers: [\"..one.test\"]", "mailExchangers")]
    [InlineData("mailExchangers: [\"*.one.test\"]", "mailExchangers")]
    [InlineData("formerMailExchangers: [\"Old.one.test\"]", "formerMailExchangers")]
    [InlineData("domains: [\"one\"]", "domains")]
    [InlineData("domains: [\"One.test\"]", "domains")]
    [InlineData("upstream: [{ \"relation\": \"current\", \"evidence\": \"e\", \"confidence\": \"high\" }]", "upstream[0].list")]
    [InlineData("upstream: [{ \"list\": \"a-list\", \"relation\": \"current\", \"confidence\": \"high\" }]", "upstream[0].evidence")]
    [InlineData("upstream: [{ \"list\": \"a-list\", \"relation\": \"sometimes\", \"evidence\": \"e\", \"confidence\": \"high\" }]", "upstream[0].relation")]
    [InlineData("upstream: [{ \"list\": \"a-list\", \"since\": \"2020\", \"relation\": \"current\", \"evidence\": \"e\", \"confidence\": \"high\" }]", "upstream[0].since")]
    [InlineData("tools: [{ \"name\": \"n\", \"about\": \"a\", \"link\": \"https://one.test/\" }]", "tools[0].link")]
    [InlineData("tools: [{ \"name\": \"n\", \"about\": \"a\", \"url\": \"https://one.test/ x\" }]", "tools[0].url")]
    public void Build_ProviderThatIsNotAsItShouldBe_NamesFileEntryAndField(string field, string named) => AssertRefused(named, field);

    [Theory]
    [InlineData("list")]
    [InlineData("provider")]
    public void Build_UpstreamThatLeadsNowhere_NamesFileEntryAndField(string what) =>
        Assert.Contains("'nobody'", AssertRefused("upstream", "upstream: [" + ProviderText.Upstream(what, "nobody") + "]").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("list", "provider")]
    [InlineData("list", "unnamed")]
    [InlineData("provider", "unnamed")]
    public void Build_UpstreamOfTwoKinds_NamesFileEntryAndField(string one, string two) =>
        AssertRefused("upstream[0].list", "upstream: [" + ProviderText.Upstream(one, "a-list", "current", two + ": \"a-list\"") + "]");

    [Theory]
    [InlineData("kind: \"wander\"", "kind")]
    [InlineData("kind: ", "kind")]
    [InlineData("title: ", "title")]
    [InlineData("instruction: ", "instruction")]
    [InlineData("title: \"Ask {nobody}\"", "title")]
    [InlineData("instruction: \"Write {Address}\"", "instruction")]
    [InlineData("instruction: \"{removalDetail}\"", "instruction")]
    [InlineData("expect: \" {removalDetail} \"", "expect")]
    [InlineData("escalate: \"{}\"", "escalate")]
    [InlineData("why: ", "url")]
    [InlineData("hint: \"x\"", "hint")]
    [InlineData("url: \"https://one.test/a b\"", "url")]
    [InlineData("url: \"http://one test/\"", "url")]
    [InlineData("url: \"ftp://one.test/\"", "url")]
    [InlineData("url: \"{replyUrl}|\"", "url")]
    [InlineData("url: \"{replyUrl} or so\"", "url")]
    [InlineData("url: \"{address}\"", "url")]
    [InlineData("url: \"https://one.test/{nobody}\"", "url")]
    [InlineData("mail: \"postmaster\"", "mail")]
    [InlineData("mail: \"postmaster@{nobody}\"", "mail")]
    [InlineData("mail: \"post master@one.test\"", "mail")]
    [InlineData("mail: \"a@one.test, b@one.test\"", "mail")]
    [InlineData("mail: \"{address}\"", "mail")]
    [InlineData("fields: [{ \"name\": \"n\" }]", "fields[0].value")]
    [InlineData("fields: [{ \"value\": \"v\" }]", "fields[0].name")]
    [InlineData("fields: [{ \"name\": \"n\", \"value\": \"{nobody}\" }]", "fields[0].value")]
    [InlineData("fields: [{ \"name\": \"n\", \"value\": \"v\", \"help\": \"h\" }]", "fields[0].help")]
    [InlineData("answers: [{ \"says\": \"s\" }]", "answers[0].means")]
    [InlineData("answers: [{ \"says\": \"s\", \"means\": \"m\", \"mean\": \"m\" }]", "answers[0].mean")]
    public void Build_StepThatIsNotAsItShouldBe_NamesFileEntryAndField(string field, string named) => AssertRefused(
        "steps[0]." + named, "steps: [ " + ProviderText.Step("form", "Ask", field) + " ]");

    [Theory]
    [InlineData("url: \"{replyUrl}|https://one.test/form?ip={address}\"")]
    [InlineData("url: \"{lookupUrl}?q={target}\"")]
    [InlineData("mail: \"{replyMail}|postmaster@{domain}|post_master+x@one.test\"")]
    public void Build_StepWithAlternatives_IsTaken(string field) => Assert.NotNull(
        ProviderText.Catalog(NoLists, ProviderText.Entry("one", "steps: [ " + ProviderText.Step("form", "Ask", "why: ", field) + " ]")).Find("one"));

    [Theory]
    [InlineData("superseded", true)]
    [InlineData("migrating", false)]
    [InlineData("live", false)]
    public void Build_ProviderWithoutSteps_IsOneThatHandsOverEverything(string status, bool isRight)
    {
        string[] providers = [ProviderText.Entry("other"), ProviderText.Entry("one", "status: \"" + status + "\"", "successor: \"other\"", "steps: ")];
        if (isRight)
        {
            Assert.Empty(ProviderText.Catalog(NoLists, providers).Find("one")!.Steps);
        }
        else
        {
            Assert.Equal("steps", Assert.Throws<CatalogException>(() => ProviderText.Catalog(NoLists, providers)).Field);
        }
    }

    [Theory]
    [InlineData("plans", "steps: []", "steps")]
    [InlineData("plans", "steps: ", "steps")]
    [InlineData("plans", "advice: \"perhaps\"", "advice")]
    [InlineData("plans", "reason: \"{nobody}\"", "reason")]
    [InlineData("plans", "cost: ", "cost")]
    [InlineData("plans", "fixes: [\"no-such-fix\"]", "fixes")]
    [InlineData("plans", "fix: [\"spf\"]", "fix")]
    [InlineData("fixes", "rank: 1001", "rank")]
    [InlineData("fixes", "kind: \"fix\"", "kind")]
    [InlineData("fixes", "title: ", "title")]
    [InlineData("fixes", "sources: ", "sources")]
    public void Build_PlanOrFixThatIsNotAsItShouldBe_NamesFileEntryAndField(string section, string field, string named)
    {
        string entry = section == "plans" ? ProviderText.Plan("one", field) : ProviderText.Fix("one", field);
        CatalogException error = Assert.Throws<CatalogException>(
            () => ProviderText.Load(ProviderText.Sections(ProviderText.Section(section, entry)), Lists));

        Assert.Equal((ProviderText.File, "one", named), (error.File, error.Entry, error.Field));
    }

    [Fact]
    public void Build_ListWhosePrerequisiteIsNoFix_NamesItsFile()
    {
        ListCatalog lists = CatalogText.Catalog(CatalogText.Entry("a-list", "prerequisites: [\"spf\", \"no-such-fix\"]"));

        CatalogException error = Assert.Throws<CatalogException>(() => ProviderText.Load(ProviderText.Providers(), lists));

        Assert.Equal((CatalogText.ShippedFile, "a-list", "prerequisites"), (error.File, error.Entry, error.Field));
    }

    [Theory]
    [InlineData("https://one.test/?ip={address}")]
    [InlineData("https://one.test/")]
    [InlineData("https://one.test/{target}|https://two.test/{target}")]
    [InlineData("one.test/{target}")]
    public void Build_LookupLinkWithoutATarget_IsRefused(string link) => Assert.Equal(
        "lookupLink", Assert.Throws<CatalogException>(() => CatalogText.Catalog(CatalogText.Entry("a-list", "lookupLink: \"" + link + "\""))).Field);

    [Fact]
    public void Build_ShippedPlanMissing_IsAnError()
    {
        CatalogException error = Assert.Throws<CatalogException>(() => ProviderCatalog.Build([], [], Lists));

        Assert.Contains("Install the module again", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_OverlayThatDisablesAPlanThatRoutesNeed_IsAnErrorOfTheOverlay()
    {
        foreach (string id in PlanIds.Required)
        {
            string overlay = ProviderText.Sections(ProviderText.Section("plans", "{ \"id\": \"" + id + "\", \"disabled\": true }"));
            CatalogException error = Assert.Throws<CatalogException>(() => ProviderText.Load(ProviderText.Providers(), Lists, overlay));
            Assert.Equal((CatalogText.OverlayFile, id), (error.File, error.Entry));
        }
    }

    [Fact]
    public void Build_Overlay_AddsReplacesAndDisables()
    {
        ProviderCatalog catalog = ProviderText.Load(
            ProviderText.Providers(ProviderText.Entry("one", "domains: [\"one.test\"]"), ProviderText.Entry("two", "mailExchangers: [\"mx.two.test\"]")),
            Lists,
            ProviderText.Sections(
                ProviderText.Section("providers", ProviderText.Entry("one", "name: \"Mine\""), ProviderText.Entry("three"), "{ \"id\": \"two\", \"disabled\": true }"),
                ProviderText.Section("plans", ProviderText.Plan("cause-unknown", "reason: \"My own.\"")),
                ProviderText.Section("fixes", ProviderText.Fix("mine"), "{ \"id\": \"tls\", \"disabled\": true }")));

        Assert.Equal(["one", "three"], catalog.Providers.Select(p => p.Id));
        Assert.Equal("Mine", catalog.Find("one")!.Name);
        Assert.Null(catalog.FindByDomain("one.test"));
        Assert.Null(catalog.FindByMailExchanger("mx.two.test", out _));
        Assert.Equal("My own.", catalog.FindPlan("cause-unknown")!.Reason);
        Assert.NotNull(catalog.FindFix("mine"));
        Assert.Null(catalog.FindFix("tls"));
    }

    [Fact]
    public void Build_OverlayDisablesWhatOthersReferTo_LeavesThemInForce()
    {
        ProviderCatalog catalog = ProviderText.Load(
            ProviderText.Providers(
                ProviderText.Entry("one", "upstream: [" + ProviderText.Upstream("provider", "two") + "]", "prerequisites: [\"spf\"]"), ProviderText.Entry("two")),
            Lists,
            ProviderText.Sections(
                ProviderText.Section("providers", "{ \"id\": \"two\", \"disabled\": true }"),
                ProviderText.Section("fixes", "{ \"id\": \"spf\", \"disabled\": true }")));

        DelistingRoute route = Routes.Plan(catalog, DelistTools.Routing.FindingReader.Read(catalog.Find("one")!, Routes.Address));

        Assert.Equal(["Ask one"], route.Titles());
    }

    [Fact]
    public void Build_DisabledInAnotherSection_IsNotKnownHere()
    {
        CatalogException error = Assert.Throws<CatalogException>(() => ProviderText.Load(
            ProviderText.Providers(ProviderText.Entry("one", "upstream: [" + ProviderText.Upstream("provider", "spf") + "]")),
            Lists,
            ProviderText.Sections(ProviderText.Section("fixes", "{ \"id\": \"spf\", \"disabled\": true }"))));

        Assert.Equal("upstream", error.Field);
    }

    [Fact]
    public void FindByMailExchanger_HostOfFormerTimes_IsFoundAfterThoseOfToday()
    {
        ProviderCatalog catalog = ProviderText.Catalog(
            NoLists,
            ProviderText.Entry("old", "formerMailExchangers: [\"mx.shared.test\", \"mx.old.test\"]"),
            ProviderText.Entry("new", "mailExchangers: [\"mx.shared.test\", \".new.test\"]"));

        Assert.Equal("new", catalog.FindByMailExchanger("mx.shared.test", out _)?.Id);
        Assert.Equal("old", catalog.FindByMailExchanger("MX.Old.test.", out string matched)?.Id);
        Assert.Equal("mx.old.test", matched);
        Assert.Equal("new", catalog.FindByMailExchanger("a.new.test", out _)?.Id);
        Assert.Null(catalog.FindByMailExchanger("elsewhere.test", out _));
    }

    [Fact]
    public void FindByGreeting_TextOfSeveral_BelongsToTheLongestPiece()
    {
        ProviderCatalog catalog = ProviderText.Catalog(
            NoLists, ProviderText.Entry("short", "greetings: [\"mail gateway\"]"), ProviderText.Entry("long", "greetings: [\"big mail gateway\"]"));

        Assert.Equal("long", catalog.FindByGreeting("220 mx.test Big Mail Gateway ready", out string matched)?.Id);
        Assert.Equal("big mail gateway", matched);
        Assert.Equal("short", catalog.FindByGreeting("220 small mail gateway", out _)?.Id);
        Assert.Null(catalog.FindByGreeting("220 mx.test ESMTP", out _));
    }

    [Theory]
    [InlineData("gmal", "gmail")]
    [InlineData("GMAIL-", "gmail")]
    [InlineData("the provider gmx", "gmx")]
    [InlineData("nothing like it", null)]
    [InlineData("", null)]
    public void Nearest_MisspeltName_IsTheOneThatIsMeant(string name, string? expected) => Assert.Equal(
        expected, ProviderText.Catalog(NoLists, ProviderText.Entry("gmail"), ProviderText.Entry("gmx")).Nearest(name));

    private static CatalogException AssertRefused(string named, params string[] fields)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => ProviderText.Catalog(NoLists, ProviderText.Entry("one", fields)));
        Assert.Equal((ProviderText.File, "one", named), (error.File, error.Entry, error.Field));
        return error;
    }

    [Theory]
    [InlineData("[ { \"id\": \"unheard\", \"steps\": [ { \"kind\": \"wait\", \"title\": \"Wait\", \"instruction\": \"Wait.\" } ] } ]", "id")]
    [InlineData("[ { \"id\": \"known\" } ]", "steps")]
    [InlineData("[ { \"id\": \"known\", \"steps\": [] } ]", "steps")]
    public void Build_StepsOfAListThatIsUnknownOrHasNone_IsAnError(string section, string field)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => ProviderText.Load(
            "{ \"schema\": 1, \"listSteps\": " + section + " }", CatalogText.Catalog(CatalogText.Entry("known"))));
        Assert.Equal((ProviderText.File, field), (error.File, error.Field));
    }

    [Theory]
    [InlineData("24 hours", "24 hours")]
    [InlineData("5 Business Days", "5 working days")]
    public void Build_WaitPeriodOfAStep_IsATimeThatCanBeCounted(string written, string read)
    {
        ProviderCatalog catalog = ProviderText.Load(StepsOfKnown(written), CatalogText.Catalog(CatalogText.Entry("known")));

        Assert.Equal(read, catalog.StepsOf(catalog.Lists.Find("known")!).Single().WaitPeriod.ToString());
    }

    [Theory]
    [InlineData("a day or two")]
    [InlineData("0 hours")]
    [InlineData("24-48 hours")]
    [InlineData("3 fortnights")]
    public void Build_WaitPeriodThatCannotBeCounted_IsAnError(string written)
    {
        CatalogException error = Assert.Throws<CatalogException>(() => ProviderText.Load(
            StepsOfKnown(written), CatalogText.Catalog(CatalogText.Entry("known"))));
        Assert.Equal("steps[0].waitPeriod", error.Field);
    }

    private static string StepsOfKnown(string waitPeriod) =>
        "{ \"schema\": 1, \"listSteps\": [ { \"id\": \"known\", \"steps\": [ { \"kind\": \"wait\", \"title\": \"Wait\", \"instruction\": \"Wait.\", \"waitPeriod\": \""
        + waitPeriod + "\" } ] } ] }";
}
