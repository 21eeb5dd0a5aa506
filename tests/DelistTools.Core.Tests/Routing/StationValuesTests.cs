using System;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Routing;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>What the texts of a step say of the findings that led to it.</summary>
public sealed class StationValuesTests
{
    private const string Everything = "{address} {addresses} {asn} {contact} {domain} {evidence} {expiry} {fee} {hostName} {list} {lookupUrl} {mailExchanger} "
        + "{name} {operator} {postmasterUrl} {processingTime} {recipient} {removalAddress} {removalDetail} {removalUrl} {reply} {replyMail} {replyUrl} "
        + "{senderDomain} {target} {time} {zone}";

    private static readonly ProviderCatalog Catalog = ProviderText.Catalog(
        [
            CatalogText.Entry(
                "full", "operator: \"Op\"", "expiry: \"a week\"", "fee: \"Free\"", "processingTime: \"a day\"", "removalAddress: \"off@full.test\"",
                "removalDetail: \"Be kind.\"", "removalUrl: \"https://full.test/off\"", "lookupUrl: \"https://full.test/\"",
                "lookupLink: \"https://full.test/?ip={target}\"", Steps()),
            CatalogText.Entry("bare", "operator: \"Op\"", Steps()),
        ],
        ProviderText.Entry("one", "postmasterUrl: \"https://one.test/\"", Steps("{postmasterUrl}|{replyUrl}", "{replyMail}|postmaster@{domain}")));

    [Fact]
    public void Names_AllPlaces_AreInThisTest() => Assert.All(Places.Names, n => Assert.Contains("{" + n + "}", Everything, StringComparison.Ordinal));

    [Fact]
    public void Write_ListingOfAListThatTellsAll_FillsThePlaces()
    {
        BlocklistCheck check = new()
        {
            Target = "2001:db8::1",
            Blocklist = "full",
            Verdict = ListingVerdict.Listed,
            Texts = ["Listed, see https://full.test/why?x=1. Write to (noc@full.test), AS64500"],
            CheckedAt = Routes.Now,
        };
        DelistingStep step = Step(new FindingReader(Catalog).Read(new IpBlocklistResult { HostName = "mail.test", Listings = [check] }).ToArray());

        Assert.Equal(
            "2001:db8::1 2001:db8::1 AS64500 noc@full.test the recipient's domain the line that decided a week Free mail.test full https://full.test/?ip=2001%3Adb8%3A%3A1 "
            + "the refusing server The list full Op the provider's page for postmasters a day the recipient off@full.test Be kind. https://full.test/off "
            + "the full reply of the refusing server noc@full.test https://full.test/why?x=1 yourdomain.example 2001:db8::1 2026-11-23 12:00 UTC full.test",
            step.Instruction);
        Assert.Equal(("https://full.test/?ip=2001%3Adb8%3A%3A1", "off@full.test"), (step.Url, step.MailTo));
        Assert.Equal("2001:db8::1", step.Fields.Single(f => f.Name == "IP").Value);
        Assert.Null(step.Fields.Single(f => f.Name == "Reply").Value);
    }

    [Fact]
    public void Write_ListOfWhichNothingIsKnown_HasWordsInTextsAndNoLinks()
    {
        DelistingStep step = Step(FindingReader.Read(Catalog.Lists.Find("bare")!, null));

        Assert.Equal(
            "your address your addresses the network's AS number the contact in the registry's entry the recipient's domain the line that decided after a time that the operator does not tell not known "
            + "your server's name bare the operator's page the refusing server The list bare Op the provider's page for postmasters a time that nobody tells the recipient "
            + "the operator's address the operator's page the full reply of the refusing server the address in the reply the page in the reply yourdomain.example your address "
            + "when it happened, in UTC bare.test",
            step.Instruction);
        Assert.Equal((null, null), (step.Url, step.MailTo));
        Assert.All(step.Fields, f => Assert.Null(f.Value));
    }

    [Fact]
    public void Write_Refusal_FillsWhatTheReplySaid()
    {
        DelistingStep step = Step(Routes.Refused(Catalog, new MailRefusal
        {
            Cause = RefusalCause.AddressBlocked,
            Provider = "one",
            Recipient = "<you@there.test>",
            Sender = "me@here.test",
            RemoteMta = "mx.there.test",
            ReplyCode = 550,
            EnhancedCode = "5.7.1",
            ReplyText = "go away",
            Evidence = "away",
            RouteUrl = "https://there.test/why",
            RouteMail = "noc@there.test",
        }));

        Assert.Equal(
            "192.0.2.10 192.0.2.10 the network's AS number the contact in the registry's entry there.test away after a time that the operator does not tell not known your server's name the list the operator's page "
            + "mx.there.test The provider one The provider one https://one.test/ a time that nobody tells <you@there.test> the operator's address the operator's page "
            + "550 5.7.1 go away noc@there.test https://there.test/why here.test 192.0.2.10 when it happened, in UTC the list's zone",
            step.Instruction);
        Assert.Equal(("https://one.test/", "noc@there.test"), (step.Url, step.MailTo));
    }

    [Fact]
    public void Write_SeveralTargets_HaveNoLinkForOne()
    {
        Finding[] findings = Enumerable.Range(1, 12).Select(i => Routes.Listed(Catalog, "full", "192.0.2." + i)).ToArray();

        DelistingStep step = Step(findings);

        Assert.Equal("https://full.test/", step.Url);
        Assert.StartsWith("192.0.2.1, 192.0.2.2, ", step.Instruction, StringComparison.Ordinal);
        Assert.Contains("192.0.2.10 and 2 more", step.Instruction, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.11", step.Instruction, StringComparison.Ordinal);
        Assert.EndsWith("192.0.2.11, 192.0.2.12", step.Fields.Single(f => f.Name == "IP").Value, StringComparison.Ordinal);
        Assert.Equal(12, step.Targets.Count);
    }

    [Theory]
    [InlineData(1, "https://links.test/192.0.2.1")]
    [InlineData(2, "https://links.test/")]
    public void Write_StepsOwnLink_HoldsATargetOnlyWhereThereIsOne(int targets, string expected)
    {
        ProviderCatalog catalog = ProviderText.Catalog(
            [CatalogText.Entry("links", "takesRanges: true", Steps("https://links.test/{target}|https://links.test/"))]);

        Assert.Equal(expected, Routes.Plan(
            catalog, Enumerable.Range(1, targets).Select(i => Routes.Listed(catalog, "links", "192.0.2." + i)).ToArray()).Steps[^1].Url);
    }

    [Fact]
    public void Write_HostileReply_DoesNoHarm()
    {
        string reply = "\u001B[2J{removalUrl} {address} {nobody} {\r\nBcc: all@test.test \u202E" + new string('x', 500_000);
        DelistingRoute route = Routes.Plan(Catalog, Routes.Refused(Catalog, new MailRefusal
        {
            Cause = RefusalCause.AddressBlocked,
            Provider = "one",
            Recipient = "you@there.test>\r\nBcc: all@test.test",
            Sender = "{address}",
            RemoteMta = "mx\r\n.test",
            ReplyText = reply,
            Evidence = reply,
            RouteUrl = "javascript:alert({address})",
            RouteMail = "all@test.test, everybody@test.test",
        }));

        DelistingStep step = route.Steps[^1];
        Assert.Contains("[2J{removalUrl} {address} {nobody} {", step.Instruction, StringComparison.Ordinal);
        Assert.Equal(("https://one.test/", null), (step.Url, step.MailTo));
        Assert.Contains(new string('x', 500_000), step.Fields.Single(f => f.Name == "Reply").Value, StringComparison.Ordinal);
        Assert.InRange(step.Instruction.Length, 100, 5000);
        Assert.InRange(route.Reason.Length, 10, 1000);
        Assert.All(route.Findings, f => Assert.InRange(f.Reason.Length, 10, 1000));
        Assert.All(
            ObjectStrings.In(route.Reason, step.Title, step.Instruction, step.Why, step.Url, step.Fields.Select(f => f.Value).ToList()),
            t => Assert.DoesNotContain(t, c => char.IsControl(c) || c == '\u202E'));
    }

    [Fact]
    public void Plan_BracesInAboutAndNotes_AreWordsLikeOthers()
    {
        ProviderCatalog catalog = ProviderText.Catalog(
            [CatalogText.Entry("a-list", "impact: \"high\"", "impactNote: \"Matters {a lot}.\"")], ProviderText.Entry("one", "about: \"Replies with {code}.\""));

        Assert.EndsWith("Matters {a lot}.", Routes.Plan(catalog, Routes.Listed(catalog, "a-list")).Findings[0].AdviceReason, StringComparison.Ordinal);
        Assert.Equal("Replies with {code}.", Routes.Plan(catalog, FindingReader.Read(catalog.Find("one")!, null)).Findings[0].AdviceReason);
    }

    private static string Steps(string url = "{lookupUrl}|{replyUrl}", string mail = "{removalAddress}") => "steps: [ " + ProviderText.Step(
        "form",
        "Ask",
        "instruction: \"" + Everything + "\"",
        "url: \"" + url + "\"",
        "mail: \"" + mail + "\"",
        "expect: \"{removalDetail} {reply}\"",
        "fields: [{ \"name\": \"IP\", \"value\": \"{addresses}\" }, { \"name\": \"Reply\", \"value\": \"{reply}\" }]") + " ]";

    private static DelistingStep Step(params Finding[] findings) => Routes.Plan(Catalog, findings).Steps[^1];

    [Fact]
    public void Write_MoreTargetsThanASentenceBears_NamesAllInTheFormAndSomeInTheText()
    {
        string[] addresses = [.. Enumerable.Range(1, 12).Select(i => "192.0.2." + i)];

        DelistingStep step = Step(addresses.Select(a => FindingReader.Read(Catalog.Lists.Find("full")!, a)).ToArray());

        Assert.Equal(string.Join(", ", addresses), step.Fields.Single(f => f.Name == "IP").Value);
        Assert.Contains("192.0.2.10 and 2 more", step.Instruction, StringComparison.Ordinal);
        Assert.DoesNotContain("192.0.2.11", step.Instruction, StringComparison.Ordinal);
    }
}
