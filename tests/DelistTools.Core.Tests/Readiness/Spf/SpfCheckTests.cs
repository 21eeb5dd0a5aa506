using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>How a check came to its result, what it counted, and what it says where there is none.</summary>
public sealed class SpfCheckTests
{
    private readonly FakeZone _zone = new();

    [Fact]
    public async Task Check_MatchInAnInclude_NamesTheWayToTheTerm()
    {
        _zone.On("example.com", "TXT v=spf1 a:none.example.com include:_spf.example.net -all", "A 192.0.2.9")
            .On("_spf.example.net", "TXT v=spf1 include:one.example.net include:two.example.net ~all")
            .On("one.example.net", "TXT v=spf1 ip4:198.51.100.0/24 -all")
            .On("two.example.net", "TXT v=spf1 ip4:192.0.2.0/24 -all");

        SpfCheckResult result = await CheckAsync("192.0.2.1");

        Assert.Equal(SpfResult.Pass, result.Result);
        Assert.Equal(
            ["example.com include:_spf.example.net", "_spf.example.net include:two.example.net", "two.example.net ip4:192.0.2.0/24"],
            result.Path.Select(p => p.Domain + " " + p.Term));
        Assert.Equal("two.example.net", result.DecidedBy!.Domain);
        Assert.Equal(
            ["0 example.com Pass", "1 _spf.example.net Pass", "2 one.example.net Fail", "2 two.example.net Pass"],
            result.Root.WithAllBelow().Select(v => v.Depth + " " + v.Visit.Domain + " " + v.Visit.Result));
        Assert.Equal((4, 1), (result.Lookups, result.VoidLookups));
        Assert.Null(result.Error);
    }

    [Fact]
    public async Task Check_RedirectThatFails_GivesItsExplanationCleaned()
    {
        _zone.On("example.com", "TXT v=spf1 exp=wrong.example.com redirect=_spf.example.com")
            .On("_spf.example.com", "TXT v=spf1 -all exp=%{l}.why.example.com")
            .On("joe.why.example.com", "TXT %{c} is not ours (%{r}) %{t}");

        SpfSession session = new(IPAddress.Parse("::ffff:192.0.2.1"), "example.com", "joe", "mail.example.com")
        {
            Receiver = "mx.example.net\u001B[2J",
            Time = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000),
        };
        SpfCheckResult result = await new SpfCheck(_zone).CheckAsync(session, CancellationToken.None);

        Assert.Equal("192.0.2.1 is not ours (mx.example.net [2J) 1700000000", result.Explanation);
        Assert.Equal(["redirect=_spf.example.com", "-all"], result.Path.Select(p => p.Term.Text));
    }

    [Fact]
    public async Task Check_NothingMatches_IsNeutralByNoTerm()
    {
        _zone.On("example.com", "TXT v=spf1 ip4:198.51.100.1");
        SpfCheckResult result = await CheckAsync("192.0.2.1");
        Assert.Equal((SpfResult.Neutral, true, true), (result.Result, result.DecidedBy is null, result.Error is null));
    }

    [Theory]
    [InlineData("TXT v=spf1 include:b.example.com -all", "TXT v=spf1 include:example.com", "PermError", "Loop", "b.example.com", "include:example.com")]
    [InlineData("TXT v=spf1 redirect=example.com", "", "PermError", "Loop", "example.com", "redirect=example.com")]
    [InlineData("TXT v=spf1 include:b.example.com -all", "A 192.0.2.1", "PermError", "IncludeWithoutRecord", "example.com", "include:b.example.com")]
    [InlineData("TXT v=spf1 redirect=b.example.com", "A 192.0.2.1", "PermError", "RedirectWithoutRecord", "example.com", "redirect=b.example.com")]
    [InlineData("TXT v=spf1 include:b.example.com -all", "TXT v=spf1 ip:192.0.2.1", "PermError", "SyntaxError", "b.example.com", "ip:192.0.2.1")]
    [InlineData("TXT v=spf1 include:b.example.com -all", "TIMEOUT", "TempError", "DnsFailure", "b.example.com", null)]
    [InlineData("TXT v=spf1 a:b.example.com -all", "TIMEOUT", "TempError", "DnsFailure", "example.com", "a:b.example.com")]
    [InlineData("TXT v=spf1 a:x.example.com mx:b.example.com exists:%{i}.example.com -all", "A 192.0.2.2", "PermError", "TooManyVoidLookups", "example.com", "exists:%{i}.example.com")]
    [InlineData("TXT v=spf1 a a a a a a a a a include:b.example.com -all", "TXT v=spf1 a ?all", "PermError", "TooManyLookups", "b.example.com", "a")]
    [InlineData("TXT v=spf1 a a a a a a a a a a redirect=b.example.com", "TXT v=spf1 ?all", "PermError", "TooManyLookups", "example.com", "redirect=b.example.com")]
    [InlineData("TXT v=spf1 a a a a a a a a a exists:%{p}.example.com -all", "", "PermError", "TooManyLookups", "example.com", "exists:%{p}.example.com")]
    [InlineData("TXT unrelated", "", "None", "NoRecord", "example.com", null)]
    [InlineData("TXT v=spf1 a:b.example.com mx ptr -all redirect=", "", "PermError", "SyntaxError", "example.com", "redirect=")]
    public async Task Check_RecordThatGivesNoAnswer_SaysWhereAndWhy(
        string first, string second, string result, string kind, string domain, string? term)
    {
        _zone.On("example.com", first, "A 192.0.2.99").On("b.example.com", second);

        SpfCheckResult check = await CheckAsync("192.0.2.1");

        Assert.Equal(result, check.Result.ToString());
        Assert.Equal((kind, domain, term), (check.Error!.Kind.ToString(), check.Error.Domain, check.Error.Term?.Text));
        Assert.Equal(kind == "DnsFailure", check.Error.Detail is not null);
        Assert.Equal(kind == "SyntaxError", check.Error.Fault is not null);
    }

    [Fact]
    public async Task Check_TwoRecords_SaysHowMany()
    {
        _zone.On("example.com", "TXT v=spf1 mx -all", "TXT v=spf1 mx -all", "TXT other");
        SpfError error = (await CheckAsync("192.0.2.1")).Error!;
        Assert.Equal((SpfErrorKind.SeveralRecords, 2), (error.Kind, error.Count));
    }

    [Fact]
    public async Task Check_ElevenExchangers_IsAnErrorEvenWhereTheFirstMatches()
    {
        _zone.On("example.com", ["TXT v=spf1 mx -all", .. Enumerable.Range(0, 11).Select(i => "MX " + i + " m" + i + ".example.com")])
            .On("m0.example.com", "A 192.0.2.1");
        SpfError error = (await CheckAsync("192.0.2.1")).Error!;
        Assert.Equal((SpfErrorKind.TooManyMxHosts, 11), (error.Kind, error.Count));
        Assert.DoesNotContain("m0.example.com A", _zone.Asked);
    }

    [Fact]
    public async Task Check_ManyNamesOfTheClient_LooksAtTenAndSaysSo()
    {
        _zone.On("example.com", "TXT v=spf1 ptr ptr:example.net exists:%{p}.example.com -all")
            .On("1.2.0.192.in-addr.arpa", Enumerable.Range(0, 30).Select(i => "PTR h" + i + ".example.org").ToArray());
        SpfCheckResult result = await CheckAsync("192.0.2.1");
        Assert.True(result.NamesWereCut);
        Assert.Equal(10, _zone.Asked.Count(q => q.EndsWith(".example.org A", StringComparison.Ordinal)));
        Assert.Equal(3, result.Lookups);
    }

    [Fact]
    public async Task Check_MacrosThatExplode_AskForNothingLong()
    {
        string bomb = string.Concat(Enumerable.Repeat("%{S}%{l1r-}%{h}", 1000)) + ".example.com";
        _zone.On("example.com", "TXT v=spf1 exists:" + bomb + " a:" + bomb + " include:" + bomb + " -all");
        SpfSession session = new(IPAddress.Parse("192.0.2.1"), "example.com", new string('-', 1_000_000), new string('h', 1_000_000));

        SpfCheckResult result = await new SpfCheck(_zone).CheckAsync(session, CancellationToken.None);

        Assert.Equal(SpfErrorKind.IncludeWithoutRecord, result.Error!.Kind);
        Assert.Equal(["example.com TXT"], _zone.Asked);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("[192.0.2.1]")]
    [InlineData("")]
    [InlineData("a..example.com")]
    [InlineData("exämple.com")]
    public async Task Check_NoDomain_IsNoneWithoutAQuestion(string domain)
    {
        SpfCheckResult result = await new SpfCheck(_zone).CheckAsync(new SpfSession(IPAddress.Loopback, domain, null, "x"), CancellationToken.None);
        Assert.Equal((SpfResult.None, SpfErrorKind.NotADomain), (result.Result, result.Error!.Kind));
        Assert.Empty(_zone.Asked);
    }

    [Fact]
    public async Task Check_DomainOver253_IsNoneAndNeverShortened()
    {
        string domain = string.Concat(Enumerable.Repeat("a.", 125)) + "example.com";
        SpfCheckResult result = await new SpfCheck(_zone).CheckAsync(new SpfSession(IPAddress.Loopback, domain, null, "x"), CancellationToken.None);
        Assert.Equal(SpfErrorKind.NotADomain, result.Error!.Kind);
        Assert.Empty(_zone.Asked);
    }

    [Fact]
    public async Task Check_MxHostsWithoutTheFamily_AreOneVoidTermAndEachAVoidQuestion()
    {
        _zone.On("example.com", "TXT v=spf1 mx -all", "MX 1 a.example.com", "MX 2 b.example.com", "MX 3 c.example.com")
            .On("a.example.com", "A 192.0.2.1").On("b.example.com", "A 192.0.2.2").On("c.example.com", "A 192.0.2.3");
        SpfCheckResult result = await CheckAsync("2001:db8::1");
        Assert.Equal((SpfResult.Fail, 0, 3), (result.Result, result.VoidLookups, result.VoidQuestions));
    }

    [Fact]
    public async Task Check_TimeIsUp_IsATemporaryErrorAndAnIncompleteTree()
    {
        FakeTransport transport = new FakeTransport().Txt("example.com", "v=spf1 include:slow.example.com -all").Hangs("slow.example.com", DnsRecordKind.Txt);
        TimeSpan limit = TimeSpan.FromMilliseconds(300);

        SpfCheckResult check = await new SpfCheck(transport, limit).CheckAsync(SpfSession.Of(IPAddress.Loopback, "example.com", "x"), CancellationToken.None);
        SpfTree tree = await SpfTree.ReadAsync(transport, "example.com", CancellationToken.None, limit);
        SpfTree none = await SpfTree.ReadAsync(transport, "example.com", CancellationToken.None, TimeSpan.Zero);

        Assert.Equal((SpfResult.TempError, SpfErrorKind.DnsFailure, "slow.example.com"), (check.Result, check.Error!.Kind, check.Error.Domain));
        Assert.Equal(SpfErrorKind.DnsFailure, Assert.Single(tree.Errors).Kind);
        Assert.Equal((false, 0), (none.IsComplete, none.Questions));
    }

    [Theory]
    [InlineData("TXT", "example.com")]
    [InlineData("A", "a.example.com")]
    [InlineData("MX", "m.example.com")]
    public async Task Check_AnswerThatWasCutOff_IsNoProofOfAbsence(string kind, string target)
    {
        DnsAnswer partial = new()
        {
            Outcome = DnsOutcome.Records,
            IsPartial = true,
            Texts = kind == "TXT" ? ["other"] : [],
            Addresses = kind == "A" ? [IPAddress.Parse("192.0.2.9")] : [],
            Exchangers = kind == "MX" ? [new MailExchanger(1, "h.example.com")] : [],
        };
        FakeTransport transport = new FakeTransport().Txt("example.com", "v=spf1 ip4:192.0.2.8 a:a.example.com mx:m.example.com -all")
            .A("a.example.com", "192.0.2.7").A("h.example.com", "192.0.2.7")
            .On(target, Enum.Parse<DnsRecordKind>(kind, true), partial);

        SpfCheckResult result = await new SpfCheck(transport).CheckAsync(SpfSession.Of(IPAddress.Parse("192.0.2.1"), "example.com", "x"), CancellationToken.None);

        Assert.Equal((SpfResult.TempError, SpfErrorKind.DnsFailure, target), (result.Result, result.Error!.Kind, result.Error.Target));
    }

    [Fact]
    public async Task Check_CallerGivesUp_Ends()
    {
        using CancellationTokenSource source = new();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new SpfCheck(_zone).CheckAsync(new SpfSession(IPAddress.Loopback, "example.com", null, "x"), source.Token));
    }

    private Task<SpfCheckResult> CheckAsync(string client) =>
        new SpfCheck(_zone).CheckAsync(SpfSession.Of(IPAddress.Parse(client), "joe@example.com", "mail.example.com"), CancellationToken.None);
}
