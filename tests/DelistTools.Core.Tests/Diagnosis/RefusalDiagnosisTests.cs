using System;
using System.Collections.Generic;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class RefusalDiagnosisTests
{
    private const string Blocked = "554 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using ";

    [Fact]
    public void Read_LinesOfSeveralKinds_AreAllRead()
    {
        const string Reply = "550 5.1.1 <a@example.net>: User unknown\n";
        const string Postfix = "Nov 20 10:11:12 mail postfix/smtp[1]: 4F1A2B3C4D: to=<b@example.net>, relay=mx.example.net[203.0.113.9]:25, dsn=5.7.1, status=bounced (host mx.example.net[203.0.113.9] said: 550 5.7.1 no)\n";
        const string Exim = "2026-11-20 10:11:12 1tABCD-0001xY-2Z ** c@example.net R=dnslookup T=remote_smtp H=mx.example.net [203.0.113.9]: SMTP error from remote mail server after end of data: 554 no\n";
        const string Sendmail = "Nov 20 10:11:12 mail sm-mta[12]: 4AK9BBxx012345: to=<d@example.net>, delay=00:00:01, relay=mx.example.net. [203.0.113.9], dsn=5.1.1, stat=User unknown\n";

        Assert.Equal(
            ["Reply -", "Postfix b@example.net", "Exim c@example.net", "Sendmail d@example.net", "Sendmail d@example.net"],
            Diagnoses.Read(Reply + Postfix + Exim + "\n" + Sendmail + Sendmail).Select(r => r.SourceFormat + " " + (r.Recipient ?? "-")));
    }

    [Theory]
    [InlineData("zen.spamhaus.org; https://www.spamhaus.org/query/ip/192.0.2.4", RefusalCause.AddressBlocked, "spamhaus-zen")]
    [InlineData("b.barracudacentral.org", RefusalCause.AddressBlocked, "barracuda-brbl")]
    [InlineData("dnsbl-2.uceprotect.net", RefusalCause.RangeBlocked, "uceprotect-2")]
    [InlineData("dnsbl.sorbs.net", RefusalCause.ReceiverMisconfigured, "sorbs")]
    [InlineData("dul.dnsbl.sorbs.net", RefusalCause.ReceiverMisconfigured, "sorbs")]
    [InlineData("dbl.spamhaus.org", RefusalCause.DomainBlocked, "spamhaus-dbl")]
    [InlineData("Spamhaus. To request removal", RefusalCause.AddressBlocked, "spamhaus-zen")]
    [InlineData("Trend Micro RBL+. Please see", RefusalCause.AddressBlocked, "trendmicro-ers")]
    [InlineData("abcdefgh.zen.dq.spamhaus.net", RefusalCause.AddressBlocked, "spamhaus-zen")]
    [InlineData("zen.blagr.emailsrvr.com=127.24.0.2", RefusalCause.AddressBlocked, "zen.blagr.emailsrvr.com")]
    [InlineData("spamhaus.evil.example", RefusalCause.AddressBlocked, "spamhaus.evil.example")]
    [InlineData("cbl.abuseat.org", RefusalCause.AddressBlocked, "cbl")]
    [InlineData("4.2.0.192.zen.spamhaus.org", RefusalCause.AddressBlocked, "spamhaus-zen")]
    [InlineData("multi.uribl.com; Query Refused. See http://uribl.com/refused.shtml", RefusalCause.ReceiverMisconfigured, "uribl-multi")]
    public void Diagnose_ListThatIsNamed_IsFoundAndDecides(string named, RefusalCause cause, string list)
    {
        MailRefusal refusal = Diagnoses.Of(Blocked + named);

        Assert.Equal((cause, list), (refusal.Cause, refusal.Blocklist));
        Assert.Equal(cause == RefusalCause.DomainBlocked ? null : "192.0.2.4", refusal.RefusedAddress);
    }

    [Theory]
    [InlineData("Sender address [a@example.com] blocked using dbl.spamhaus.org", RefusalCause.DomainBlocked)]
    [InlineData("Helo command [mail.example.com] blocked using dbl.spamhaus.org", RefusalCause.DomainBlocked)]
    [InlineData("Recipient address [b@example.net] blocked using dbl.spamhaus.org", RefusalCause.Unknown)]
    [InlineData("URL [bad.example] blocked using multi.uribl.com", RefusalCause.UrlBlocked)]
    public void Diagnose_WhatWasAskedAbout_DecidesTheCause(string words, RefusalCause cause) =>
        Assert.Equal(cause, Diagnoses.Of("554 5.7.1 Service unavailable; " + words).Cause);

    [Fact]
    public void Diagnose_SameCodeAtTwoProviders_MeansWhatTheHostSays()
    {
        Assert.Equal("gmail-authentication-code", Diagnoses.Of("550 5.7.27 Rejected", "gmail").RuleId);
        Assert.Null(Diagnoses.Of("550 5.7.27 Rejected", "yahoo").RuleId);
        Assert.Null(Diagnoses.Of("550 5.7.27 Rejected").RuleId);
    }

    [Fact]
    public void Diagnose_HostOfAnotherProvider_IsBelievedBeforeTheWords()
    {
        MailRefusal refusal = Diagnoses.Of("550 5.7.1 blocked (S3150): part of their network is on our block list (S3150)", "gmail");

        Assert.Equal(("gmail", "outlook-s3150"), (refusal.Provider, refusal.RuleId));
    }

    [Fact]
    public void Diagnose_UnknownReply_SaysUnknownAndKeepsTheText()
    {
        MailRefusal refusal = Diagnoses.Of("550 5.7.1 Go away, 192.0.2.1 from client 192.0.2.2");

        Assert.Equal((RefusalCause.Unknown, null, null), (refusal.Cause, refusal.RuleId, refusal.Evidence));
        Assert.Equal("192.0.2.2", refusal.RefusedAddress);
        Assert.Equal("550 5.7.1 Go away, 192.0.2.1 from client 192.0.2.2", refusal.ReplyText);
    }

    [Fact]
    public void Diagnose_RouteThatTheReplyDoesNotRepeat_IsTheSignatures()
    {
        Assert.Equal("https://sender.office.com/", Diagnoses.Of("550 5.7.606 Access denied, banned sending IP [192.0.2.45]").RouteUrl);
        Assert.Equal("delist@messaging.microsoft.com", Diagnoses.Of("550 5.7.511 Access denied, banned sender[192.0.2.45]").RouteMail);
    }

    [Fact]
    public void Find_MoreSpecificSignature_WinsWhateverTheOrder()
    {
        string general = Signature("general", "\"fragments\": [\"blocked\"]");
        string longer = Signature("longer", "\"fragments\": [\"blocked\", \"for good\"]");
        string twin = Signature("another", "\"fragments\": [\"blocked\", \"for good\"]");
        string provider = Signature("provider", "\"fragments\": [\"blocked\"], \"provider\": \"gmail\"");

        Assert.Equal("longer", Diagnoses.Over(general, longer).Diagnose(Reply).RuleId);
        Assert.Equal("longer", Diagnoses.Over(longer, general).Diagnose(Reply).RuleId);
        Assert.Equal("another", Diagnoses.Over(longer, twin).Diagnose(Reply).RuleId);
        Assert.Equal("another", Diagnoses.Over(twin, longer).Diagnose(Reply).RuleId);
        Assert.Equal("provider", Diagnoses.Over(longer, provider).Diagnose(Reply).RuleId);
    }

    [Fact]
    public void Find_PatternThatExplodes_IsNoMatchAndEnds() => Assert.Null(
        Diagnoses.Over(Signature("slow", "\"fragments\": [\"aaaa\"], \"pattern\": \"^(a+)+$\""))
            .Diagnose(new FoundRefusal { Reply = "550 " + new string('a', 60) + "!" }).RuleId);

    [Theory]
    [InlineData("\"pattern\": \"x\"", "fragments")]
    [InlineData("\"fragments\": [\"abc\"]", "fragments")]
    [InlineData("\"fragments\": [\"abcd\"], \"codes\": [\"250\"]", "codes")]
    [InlineData("\"fragments\": [\"abcd\"], \"codes\": [\"5.7.9-1\"]", "codes")]
    [InlineData("\"fragments\": [\"abcd\"], \"list\": \"no-such-list\"", "list")]
    [InlineData("\"fragments\": [\"abcd\"], \"providerOnly\": true", "provider")]
    [InlineData("\"fragments\": [\"abcd\"], \"fragment\": [\"x\"]", "fragment")]
    public void Build_WrongEntry_NamesTheField(string fields, string field) =>
        Assert.Equal(field, Assert.Throws<CatalogException>(() => Diagnoses.Over(Signature("wrong", fields))).Field);

    [Fact]
    public void Build_WrongPatternOfTheUsersOwn_IsReportedAtOnce()
    {
        string own = "{ \"schema\": 1, \"signatures\": [" + Signature("mine", "\"fragments\": [\"abcd\"], \"pattern\": \"(\"") + "] }";

        Assert.Equal("pattern", Assert.Throws<CatalogException>(() => SignatureCatalog.Build(
            [], [CatalogText.Document(CatalogText.OverlayFile, own)], ShippedCatalog.Current)).Field);
    }

    [Fact]
    public void Build_Overlay_AddsReplacesAndDisables()
    {
        string shipped = "{ \"schema\": 1, \"signatures\": [" + Signature("a", "\"fragments\": [\"blocked\"]") + "," + Signature("b", "\"fragments\": [\"for good\"]") + "] }";
        string own = "{ \"schema\": 1, \"signatures\": [{ \"id\": \"b\", \"disabled\": true }," + Signature("c", "\"fragments\": [\"blocked for good\"]") + "] }";
        SignatureCatalog catalog = SignatureCatalog.Build(
            [CatalogText.Document(CatalogText.ShippedFile, shipped)], [CatalogText.Document(CatalogText.OverlayFile, own)], ShippedCatalog.Current);

        Assert.Equal(["a", "c"], catalog.Signatures.Select(s => s.Id));
        Assert.Equal("c", Diagnoses.Over(catalog).Diagnose(Reply).RuleId);
    }

    [Fact]
    public void Candidates_TextOfNothing_AreOnlyThoseThatGoByCodes()
    {
        List<RefusalSignature> candidates = [];
        Diagnoses.Shipped.AddCandidates("Nov 20 10:11:12 host kernel: eth0: link is up, full duplex", candidates);

        Assert.All(candidates, s => Assert.Empty(s.Fragments));
    }

    [Fact]
    public void Candidates_TextOfAllExamples_AreEachThereOnce()
    {
        List<RefusalSignature> candidates = [];
        Diagnoses.Shipped.AddCandidates(string.Join(" ", Diagnoses.Shipped.Signatures.SelectMany(s => s.Examples)), candidates);

        Assert.Equal(Diagnoses.Shipped.Signatures.Select(s => s.Id).Order(), candidates.Select(s => s.Id).Order());
    }

    private static FoundRefusal Reply => new() { Reply = "550 5.7.1 blocked for good" };

    private static string Signature(string id, string fields) =>
        "{ \"id\": \"" + id + "\", " + fields + ", \"cause\": \"address-blocked\", \"about\": \"Made up.\", "
        + "\"sources\": [{ \"source\": \"a test\" }], \"confidence\": \"high\", \"verifiedOn\": \"2026-11-23\" }";

    [Theory]
    [InlineData("550 5.1.1 <bob@example.com> not listed in public.example.com directory", RefusalCause.RecipientRefused)]
    [InlineData("550 5.7.28 [192.0.2.1] an unusual rate of unsolicited mail originating from your DKIM domain [example.com]. - gsmtp", RefusalCause.Unknown)]
    [InlineData("550 5.7.28 [192.0.2.1] an unusual rate of unsolicited mail originating from your URL domains. - gsmtp", RefusalCause.Unknown)]
    [InlineData("550 5.7.708 Access denied, traffic not accepted from this IP", RefusalCause.SenderRefused)]
    [InlineData("550 5.7.1 Mail from domain example.com was rejected due to listing in Spamhaus DBL", RefusalCause.DomainBlocked)]
    [InlineData("550 5.7.1 Refused, ticket IB104", RefusalCause.Unknown)]
    [InlineData("550 5.2.1 Mailbox unavailable. Your address is blacklisted", RefusalCause.Unknown)]
    [InlineData("554 5.7.1 Service unavailable; Client host [mail.example.com] blocked using rhsbl.example.net", RefusalCause.DomainBlocked)]
    public void Diagnose_WhatIsNoAddressBlock_IsNotCalledOne(string reply, RefusalCause cause)
    {
        MailRefusal refusal = Diagnoses.Of(reply);

        Assert.Equal((cause, false), (refusal.Cause, refusal.IsAddressBlock));
    }

    [Fact]
    public void Diagnose_MaskedAddress_IsNotReplacedByAnotherNumber() => Assert.Null(Diagnoses.Of(
        "421 4.7.0 [TSS04] Messages from 192.0.2.xxx temporarily deferred due to user complaints - 4.16.55.1; see https://postmaster.yahooinc.com/error-codes").RefusedAddress);

    [Fact]
    public void Diagnose_TurkishCulture_ReadsTheSame()
    {
        System.Globalization.CultureInfo before = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            Assert.Equal("spamhaus-zen", Diagnoses.Of(Blocked.ToUpperInvariant() + "ZEN.SPAMHAUS.ORG").Blocklist);
            Assert.Equal("gmail-ip-reputation", Diagnoses.Of("550 5.7.1 VERY LOW REPUTATION OF THE SENDING IP ADDRESS").RuleId);
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Read_CallerGaveUp_Ends() => Assert.Throws<System.OperationCanceledException>(
        () => Diagnoses.Current.Read("550 5.7.1 Blocked", null, new System.Threading.CancellationToken(canceled: true)));

    [Theory]
    [InlineData("5.9.8 Spam", RefusalCause.ContentRefused)]
    [InlineData("2.9.8 Spam", RefusalCause.Unknown)]
    public void Diagnose_EnhancedCodeAlone_HasAClassToo(string reply, RefusalCause cause) => Assert.Equal(cause, Diagnoses.Of(reply).Cause);
}
