using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Text.RegularExpressions;
using DelistTools.Reporting;
using Xunit;

namespace DelistTools.Core.Tests.Reporting;

/// <summary>What stands in a report, whatever it is written as.</summary>
public sealed class ReportDocumentTests
{
    [Fact]
    public void Report_OfListedAddress_SaysSoOnTopAndLeadsOff()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(SampleFindings.Result(
            SampleFindings.Address, SampleFindings.Check(SampleFindings.Address, "barracuda-brbl", ListingVerdict.Listed), SampleFindings.Check(SampleFindings.Address, "psbl", ListingVerdict.Failed))));

        Assert.Equal(ReportMark.Bad, report.Mark);
        Assert.StartsWith("203.0.113.25 is on 1 blocklist: Barracuda", Assert.Single(report.Headline), StringComparison.Ordinal);
        Assert.Contains("There may be more: 1 of 2 gave no answer", report.Headline[0], StringComparison.Ordinal);
        ReportTable listed = report.Sections.Single(s => s.Id == "listed").Entries.Single().Parts.OfType<ReportTable>().First();
        Assert.StartsWith("https://www.barracudacentral.org/", listed.Rows.Single()[5].Link, StringComparison.Ordinal);
        Assert.Equal("psbl", SampleFindings.Catalog.Lists.Find("psbl")!.Id);
        Assert.Contains("(psbl)", Tables(report, "unknown").Single().Rows.Single()[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OfAddressThatNobodyKnowsAbout_NowhereCallsItClean()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(SampleFindings.Result("192.0.2.10", SampleFindings.Check("192.0.2.10", "spamhaus-zen", ListingVerdict.Refused))));

        Assert.Equal(ReportMark.Unknown, report.Mark);
        Assert.StartsWith("Whether 192.0.2.10 is on a blocklist is not known. 1 of 1", report.Headline.Single(), StringComparison.Ordinal);
        Assert.Equal([("listed", 0L), ("notKnown", 1L), ("notListed", 0L)], report.Counts.Select(c => (c.Id, c.Value)));
        Assert.DoesNotContain(report.Sections, s => s.Id == "clean");
        Assert.False(report.Findings.Single().IsKnown);
    }

    [Fact]
    public void Checks_OneByOne_AreOneTargetAndASilentListMakesItUnknown()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(
            SampleFindings.Check("192.0.2.10", "spamhaus-zen", ListingVerdict.NotListed), SampleFindings.Check("192.0.2.10", "psbl", ListingVerdict.Failed)));

        Assert.Equal(1, report.Counts.Single(c => c.Id == "notKnown").Value);
    }

    [Fact]
    public void Listing_ThatAWatchSaw_HasTheTimeSinceWhen()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Usual());

        ReportTable listed = Tables(report.Sections.Single(s => s.Id == "listed").Entries[0]).First();
        Assert.Contains(listed.Rows, r => r[0].Text.Contains("(spamcop)", StringComparison.Ordinal) && r[4].Text == "Since 2026-11-25 09:42 UTC");
        Assert.Equal(SampleFindings.Now.AddDays(-3), report.Findings.Single(f => f.Kind == "BlocklistCheck" && f.Subject == "spamcop" && f.Verdict == "Listed").Since);
    }

    [Fact]
    public void Evidence_OfListing_NamesTheQuestionWithoutTheKey()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(SampleFindings.Result("192.0.2.10", new BlocklistCheck
        {
            Target = "192.0.2.10", Blocklist = "spamhaus-zen", Zone = "<key>.zen.dq.spamhaus.net", Verdict = ListingVerdict.Listed, Codes = ["127.0.0.2"], Resolver = "192.0.2.53:53", CheckedAt = SampleFindings.Now,
        })));

        ReportTable asked = Tables(report.Sections.Single(s => s.Id == "listed").Entries[0]).Single(t => t.IsEvidence);
        Assert.Equal(["10.2.0.192.<key>.zen.dq.spamhaus.net", "127.0.0.2", "", "192.0.2.53:53", "2026-11-28T09:42:05Z"], asked.Rows.Single().Select(c => c.Text));
    }

    [Fact]
    public void Refusals_OfOneKind_AreOneEntryWithTheLatestInFull()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of([.. Enumerable.Range(1, 12).Select(i => SampleFindings.Refusal("r" + i + "@hotmail.com"))]));

        ReportEntry entry = report.Sections.Single().Entries.Single();
        Assert.Contains("refused 12 mails to r1@hotmail.com", entry.Sentence, StringComparison.Ordinal);
        Assert.Equal(5, entry.Parts.OfType<ReportEvidence>().Count());
        Assert.Equal(12, report.Findings.Count());
    }

    [Fact]
    public void Entries_OfManyAddresses_StandWhereAReaderLooksForThem()
    {
        string[] arrived = ["192.0.2.10", "2001:db8::1", "192.0.2.9", "a.example", "10.0.0.1"];
        ReportDocument report = SampleFindings.Report(SampleFindings.Of([.. arrived.Select(a => (object)SampleFindings.Result(a, SampleFindings.Check(a, "psbl", a == "192.0.2.9" ? ListingVerdict.Listed : ListingVerdict.NotListed)))]));

        Assert.Equal(["10.0.0.1", "192.0.2.10", "2001:db8::1", "a.example"], report.Sections.Single(s => s.Id == "clean").Entries.Select(e => e.Title));
        Assert.StartsWith("Delisting report: 192.0.2.9, ", report.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void Meanings_OfSeveralCodes_AreOneText()
    {
        BlocklistCheck check = new() { Target = "192.0.2.10", Blocklist = "psbl", Verdict = ListingVerdict.Listed, Codes = ["127.0.0.2", "127.0.0.4"], Meanings = ["A source of spam.", "An open proxy."], CheckedAt = SampleFindings.Now };
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(SampleFindings.Result("192.0.2.10", check)));

        Assert.Equal("A source of spam; An open proxy", report.Findings.Single().Meaning);
        Assert.Equal("A source of spam; An open proxy", Tables(report.Sections.Single(s => s.Id == "listed").Entries[0]).First().Rows.Single()[1].Text);
    }

    /// <summary>Every text of the model, however deep: no control, nothing unseen, no key.</summary>
    [Fact]
    public void Report_OfHostileText_HasNothingUnseenAndNoKeyInAnyTextOfIt()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Hostile(), HostileText.All);

        string[] texts = [.. Texts(report, [])];
        Assert.True(texts.Length > 500, "There are " + texts.Length + " texts.");
        Regex unseen = new(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]", RegexOptions.None, TimeSpan.FromSeconds(5));
        Assert.DoesNotContain(texts, t => unseen.IsMatch(t));
        Assert.DoesNotContain(texts, t => t.Contains(HostileText.LeakedKey, StringComparison.OrdinalIgnoreCase));
        Assert.Contains(texts, t => t.Contains("25.113.0.203.<key>.zen.dq.spamhaus.net", StringComparison.Ordinal));
    }

    [Fact]
    public void Zone_OfNoCatalogueThatMayHoldAKey_IsShownNowhere()
    {
        const string Key = "k3yk3yk3yk3yk3yk3y";
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(SampleFindings.Result("192.0.2.10", new BlocklistCheck
        {
            Target = "192.0.2.10", Blocklist = Key + ".lists.example", Operator = Key + ".lists.example", Zone = Key + ".lists.example", Verdict = ListingVerdict.Listed,
            Codes = ["127.0.0.2"], Texts = ["10.2.0.192." + Key + ".lists.example is listed"], CheckedAt = SampleFindings.Now,
        })));

        Assert.DoesNotContain(Texts(report, []), t => t.Contains(Key, StringComparison.Ordinal));
        Assert.Contains(Texts(report, []), t => t.Contains("10.2.0.192.<key>.lists.example", StringComparison.Ordinal));
    }

    [Fact]
    public void Zone_ThatARefusalNamesAndThatMayHoldAKey_IsShownNowhere()
    {
        const string Key = "k3yk3yk3yk3yk3yk3y";
        MailRefusal refusal = new()
        {
            Recipient = "a@example.org", Blocklist = Key + ".lists.example", Blocklists = [Key + ".lists.example"], Cause = RefusalCause.AddressBlocked, ReplyText = "blocked using 25.113.0.203." + Key + ".lists.example",
        };

        foreach (object one in (object[])[refusal, new ProbeResult { To = "a@example.org", Outcome = ProbeOutcome.Refused, Refusal = refusal, ReplyText = refusal.ReplyText }, new ProbePlacement { Refusal = refusal }])
        {
            Assert.DoesNotContain(Texts(SampleFindings.Report(SampleFindings.Of(one)), []), t => t.Contains(Key, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("<key>.lists.example", "25.113.0.203.abcdefgh12345678.lists.example", "25.113.0.203.<key>.lists.example")]
    [InlineData("<key>.lists.example", "postmaster.mail.example, postmasters.example", "postmaster.mail.example, postmasters.example")]
    [InlineData("<key>.lists.example", "25.lists.example", "25.lists.example")]
    [InlineData("<key>.a.dq.example", "25.113.0.203.abcdefgh12345678.b.dq.example", "25.113.0.203.<key>.b.dq.example")]
    [InlineData("<key>.a.dq.example", "mailserver1.office.example", "mailserver1.office.example")]
    public void Key_OfAKeyedZone_IsTakenOutAndNothingElse(string zone, string text, string shown) =>
        Assert.Equal(shown, new ReportTexts(CatalogText.Catalog(CatalogText.Entry("own", "zone: ", "keyedZone: \"" + zone + "\""))).Line(text));

    [Theory]
    [InlineData("https://example.org/a?b=c#d", "https://example.org/a?b=c#d")]
    [InlineData("http://EXAMPLE.org", "http://example.org/")]
    [InlineData("https://example.org:8443/", "https://example.org:8443/")]
    [InlineData("https://b\u00FCcher.example/", "https://xn--bcher-kva.example/")]
    [InlineData("https://user:secret@example.org/", null)]
    [InlineData("javascript:alert(1)", null)]
    [InlineData("data:text/html,x", null)]
    [InlineData("file:///etc/passwd", null)]
    [InlineData("//example.org/", null)]
    [InlineData("https://example.org/\u202E", null)]
    [InlineData(null, null)]
    public void Page_Links_AreOfTheWebAndPlain(string? url, string? link) => Assert.Equal(link, ReportLink.Page(url));

    [Theory]
    [InlineData("abuse@example.org", "mailto:abuse@example.org")]
    [InlineData("abuse@example.org?bcc=x@evil.example", null)]
    [InlineData("abuse@example.org\r\nBcc: x", null)]
    [InlineData("no address", null)]
    public void Mailbox_Links_AreOneAddressAndNoMore(string address, string? link) => Assert.Equal(link, ReportLink.Mailbox(address));

    private static IEnumerable<ReportTable> Tables(ReportDocument report, string section) => report.Sections.Single(s => s.Id == section).Parts.OfType<ReportTable>();

    private static IEnumerable<ReportTable> Tables(ReportEntry entry) => entry.Parts.OfType<ReportTable>();

    private static IEnumerable<string> Texts(object? value, HashSet<object> seen)
    {
        if (value is string text)
        {
            return [text];
        }

        if (value is null || value.GetType().IsPrimitive || value is Enum or DateTime or Delegate || !seen.Add(value))
        {
            return [];
        }

        return value is IEnumerable items
            ? items.Cast<object?>().SelectMany(i => Texts(i, seen)).ToList()
            : value.GetType().GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
                .Where(p => p.GetIndexParameters().Length == 0).SelectMany(p => Texts(p.GetValue(value), seen)).ToList();
    }
}
