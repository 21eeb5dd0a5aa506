using System;
using System.Linq;
using DelistTools.Reporting;
using Xunit;

namespace DelistTools.Core.Tests.Reporting;

/// <summary>What the top of a report says of all that follows.</summary>
public sealed class ReportSummaryTests
{
    private const string Target = "192.0.2.10";

    [Fact]
    public void Target_LookedUpTwice_CountsOnceByTheWorstOfWhatWasFound()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(
            SampleFindings.Result(Target, SampleFindings.Check(Target, "spamhaus-zen", ListingVerdict.NotListed)),
            SampleFindings.Result(Target, SampleFindings.Check(Target, "psbl", ListingVerdict.Listed))));

        Assert.Equal([("listed", 1L), ("notKnown", 0L), ("notListed", 0L)], report.Counts.Select(c => (c.Id, c.Value)));
        Assert.StartsWith("192.0.2.10 is on 1 blocklist: PSBL", report.Headline[0], StringComparison.Ordinal);
        Assert.Equal("It was looked up more than once; this is the worst of what was found.", report.Headline[1]);
        Assert.All(["listed", "clean"], id => Assert.Equal("192.0.2.10, 2026-11-28 09:42 UTC", report.Sections.Single(s => s.Id == id).Entries.Single().Title));
    }

    [Fact]
    public void Result_WithItselfAndItsOwnChecks_IsOneLook()
    {
        IpBlocklistResult result = SampleFindings.Result(Target, SampleFindings.Check(Target, "spamhaus-zen", ListingVerdict.NotListed), SampleFindings.Check(Target, "psbl", ListingVerdict.NotListed));
        ReportDocument report = SampleFindings.Report(SampleFindings.Of([result, result, .. result.Checks, SampleFindings.Check(Target, "spamcop", ListingVerdict.Listed)]));

        Assert.Equal(3, report.Findings.Count());
        Assert.Equal(["listed", "clean"], report.Sections.Select(s => s.Id));
        Assert.All(report.Sections, s => Assert.Single(s.Entries));
    }

    [Fact]
    public void Finding_OfEachTypeAlone_HasASentence()
    {
        foreach (object one in SampleFindings.OneOfEach())
        {
            ReportDocument report = SampleFindings.Report(SampleFindings.Of(one));
            Assert.True(report.Headline.Any(h => h.Length > 10), one.GetType().Name + " says nothing on top.");
        }
    }

    [Fact]
    public void Mark_OfBadNewsThatNoCountHas_IsNeverGood()
    {
        (object Found, ReportMark Mark)[] all =
        [
            (new DelistingReply { Verdict = ReplyVerdict.Refused, Meaning = "No." }, ReportMark.Bad),
            (new DelistingReply { Verdict = ReplyVerdict.Unknown, Meaning = "It says nothing that is known." }, ReportMark.Unknown),
            (new DelistingWait { Target = Target, Ended = WaitEnd.TimedOut, Reason = "It is still there." }, ReportMark.Warning),
            (new ProbeResult { To = "a@example.org", Outcome = ProbeOutcome.NullMx, SentAt = SampleFindings.Now }, ReportMark.Warning),
            (new BlocklistEvent { Address = Target, Blocklist = "psbl", At = SampleFindings.Now, Change = BlocklistChange.Listed }, ReportMark.Bad),
            (new BlocklistEvent { Blocklist = "psbl", At = SampleFindings.Now, Change = BlocklistChange.CannotTell }, ReportMark.Unknown),
            (new BlocklistHealth { Name = "psbl", Health = ListHealth.Closed, Reason = "It is closed." }, ReportMark.None),
            (new DelistingDraft { Title = "A letter" }, ReportMark.None),
        ];

        Assert.All(all, a => Assert.Equal(a.Mark, SampleFindings.Report(SampleFindings.Of(a.Found)).Mark));
    }

    [Fact]
    public void Watch_ThatSawAnEntryComeAndGo_LeavesItGone()
    {
        BlocklistEvent come = new() { Number = 1, Address = Target, Blocklist = "psbl", At = SampleFindings.Now.AddDays(-1), Change = BlocklistChange.Listed };
        BlocklistEvent gone = new() { Number = 2, Address = Target, Blocklist = "psbl", At = SampleFindings.Now, Change = BlocklistChange.Delisted };

        ReportDocument report = SampleFindings.Report(SampleFindings.Of(gone, come));

        Assert.Equal("Watches saw 2 changes.", Assert.Single(report.Headline));
        Assert.Empty(report.Counts);
    }

    [Fact]
    public void Refusals_ForGoodAndForNow_AreNotOneEntry()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(Refusal(RefusalCause.AddressBlocked, true, 0), Refusal(RefusalCause.AddressBlocked, false, 1)));

        ReportEntry[] entries = [.. report.Sections.Single().Entries];
        Assert.Equal(["Put off", "Refused"], entries.Select(e => e.State.Text).Order());
        Assert.Contains("mx.example put off a mail", entries.Single(e => e.State.Text == "Put off").Sentence, StringComparison.Ordinal);
        Assert.StartsWith("2 mails were refused or put off", report.Headline[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Greylisting_IsNoRefusal()
    {
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(Refusal(RefusalCause.Greylisted, false, 0)));

        Assert.Equal("mx.example put off a mail: it was put off on purpose; the next attempt is taken.", report.Headline.Single());
        Assert.Equal(ReportMark.None, report.Mark);
    }

    [Fact]
    public void Evidence_OfACodeThatIsNoListing_SaysWhatItIs()
    {
        BlocklistCheck refused = new() { Target = Target, Blocklist = "spamhaus-zen", Zone = "zen.spamhaus.org", Verdict = ListingVerdict.Refused, Codes = ["127.255.255.254"], CheckedAt = SampleFindings.Now };
        ReportDocument report = SampleFindings.Report(SampleFindings.Of(SampleFindings.Result(Target, refused)));

        ReportTable asked = report.Sections.Single(s => s.Id == "unknown").Entries.Single().Parts.OfType<ReportTable>().Single(t => t.IsEvidence);
        Assert.Equal("127.255.255.254 (Refused)", asked.Rows.Single()[1].Text);
    }

    [Theory]
    [InlineData(ListingVerdict.NotListed, ListingVerdict.NotListed, "clean")]
    [InlineData(ListingVerdict.Listed, ListingVerdict.Listed, "listed")]
    [InlineData(ListingVerdict.Listed, ListingVerdict.Refused, "unknown")]
    public void Advice_AboutTheResolver_IsGivenOnce(ListingVerdict first, ListingVerdict second, string section)
    {
        const string Advice = "Run a resolver of your own.";
        ReportDocument report = SampleFindings.Report(SampleFindings.Of([.. new[] { first, second }.Select((v, i) => Advised("192.0.2." + i, v, Advice))]));

        ReportSection told = Assert.Single(report.Sections, s => s.Parts.Concat(s.Entries.SelectMany(e => e.Parts)).OfType<ReportText>().Any(t => t.Text == Advice));
        Assert.Equal(section, told.Id);
        Assert.Single(told.Parts.OfType<ReportText>());
    }

    private static IpBlocklistResult Advised(string target, ListingVerdict verdict, string advice)
    {
        BlocklistCheck[] checks = [SampleFindings.Check(target, "spamhaus-zen", verdict)];
        return new IpBlocklistResult
        {
            Address = target,
            Status = verdict switch { ListingVerdict.Listed => ListingStatus.Listed, ListingVerdict.NotListed => ListingStatus.NotListed, _ => ListingStatus.Undetermined },
            Checks = checks,
            Listings = [.. checks.Where(c => c.Verdict == ListingVerdict.Listed)],
            Asked = 1,
            Answered = checks.Count(c => c.IsAnswered),
            Unanswered = checks.Count(c => !c.IsAnswered),
            Advice = [advice],
            CheckedAt = SampleFindings.Now,
        };
    }

    private static MailRefusal Refusal(RefusalCause cause, bool isPermanent, int hours) => new()
    {
        Recipient = "a@example.org", RemoteMta = "mx.example", Cause = cause, IsPermanent = isPermanent, ReplyText = "no", OccurredAt = SampleFindings.Now.AddHours(hours),
    };
}
