using System;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Readiness.Spf;
using Xunit;

namespace DelistTools.Core.Tests.Readiness;

/// <summary>The whole tree of records, whoever asks.</summary>
public sealed class SpfTreeTests
{
    private readonly FakeZone _zone = new();

    [Fact]
    public async Task Read_RecordThatPassesEarly_IsCountedToItsEnd()
    {
        _zone.On("example.com", "TXT v=spf1 ip4:192.0.2.1 include:a.example.net include:b.example.net mx exists:%{i}.example.com -all a ptr")
            .On("a.example.net", "TXT v=spf1 a mx include:c.example.net ?all include:never.example.net")
            .On("b.example.net", "TXT v=spf1 include:c.example.net redirect=d.example.net")
            .On("c.example.net", "TXT v=spf1 a -all")
            .On("d.example.net", "TXT v=spf1 ip4:198.51.100.1 -all");

        SpfTree tree = await ReadAsync();
        SpfCheckResult check = await new SpfCheck(_zone).CheckAsync(new SpfSession(IPAddress.Parse("192.0.2.1"), "example.com", null, "x"), CancellationToken.None);

        Assert.Equal((11, true, true), (tree.Lookups, tree.IsOverLimit, tree.IsComplete));
        Assert.Equal((SpfResult.Pass, 0), (check.Result, check.Lookups));
        Assert.Equal(
            ["0 example.com 4 11", "1 a.example.net 3 4", "2 c.example.net 1 1", "1 b.example.net 2 3", "2 c.example.net 1 1", "2 d.example.net 0 0"],
            tree.Root.WithAllBelow().Select(b => b.Depth + " " + b.Branch.Domain + " " + b.Branch.OwnLookups + " " + b.Branch.Lookups));
        Assert.Empty(tree.Errors);
        Assert.Equal(5, tree.Questions);
    }

    [Fact]
    public async Task Read_FaultsAnywhere_AreAllFound()
    {
        _zone.On("example.com", "TXT v=spf1 include:a.example.net include:b.example.net include:c.example.net include:d.example.net include:example.com -all")
            .On("a.example.net", "TXT v=spf1mx", "TXT other")
            .On("b.example.net", "TXT v=spf1 mx", "TXT v=spf1 a")
            .On("c.example.net", "TIMEOUT")
            .On("d.example.net", "TXT v=spf1 ip:192.0.2.1 redirect=gone.example.net");

        SpfTree tree = await ReadAsync();

        Assert.Equal(
            [
                "example.com IncludeWithoutRecord include:a.example.net", "b.example.net SeveralRecords ", "c.example.net DnsFailure ",
                "d.example.net SyntaxError ip:192.0.2.1", "d.example.net RedirectWithoutRecord redirect=gone.example.net",
                "example.com Loop include:example.com",
            ],
            tree.Errors.Select(e => e.Domain + " " + e.Kind + " " + e.Term));
        Assert.Equal(SpfNearRecordKind.MissingBlank, Assert.Single(tree.Root.Below[0].Near).Kind);
    }

    [Fact]
    public async Task Read_NamesThatDependOnTheClient_AreCountedAndNotFollowed()
    {
        _zone.On("example.com", "TXT v=spf1 include:%{i}._ip.example.com include:_spf.%{d2} include:%{l}.example.com ~all")
            .On("_spf.example.com", "TXT v=spf1 a -all");

        SpfTree tree = await ReadAsync();

        Assert.Equal(4, tree.Lookups);
        Assert.True(tree.IsComplete);
        Assert.Equal([true, false, true], tree.Root.Below.Select(b => b.IsUnread));
        Assert.Equal(["example.com TXT", "_spf.example.com TXT"], _zone.Asked);
    }

    [Fact]
    public async Task Read_TreeOfEndlessDomains_StopsAtItsOwnBound()
    {
        // Every record includes ten others: ten look-ups a record, 10^n in all.
        Endless endless = new(10);
        SpfTree tree = await SpfTree.ReadAsync(endless, "x.example.com", CancellationToken.None);
        SpfCheckResult check = await new SpfCheck(endless).CheckAsync(new SpfSession(IPAddress.Loopback, "x.example.com", null, "x"), CancellationToken.None);

        Assert.False(tree.IsComplete);
        Assert.True(tree.IsOverLimit);
        Assert.Equal(SpfTreeWalk.MostQuestions, tree.Questions);
        Assert.Equal(SpfErrorKind.TooManyLookups, check.Error!.Kind);
        Assert.Equal(SpfTreeWalk.MostQuestions + 11, endless.Asked);
    }

    [Fact]
    public async Task Read_FewRecordsThatMultiply_StopsAtItsOwnBound()
    {
        for (int i = 0; i < 20; i++)
        {
            string next = " include:n" + (i + 1) + ".example.com";
            _zone.On("n" + i + ".example.com", "TXT v=spf1" + next + next + next + " -all");
        }

        SpfTree tree = await SpfTree.ReadAsync(_zone, "n0.example.com", CancellationToken.None);

        Assert.False(tree.IsComplete);
        Assert.InRange(tree.Root.WithAllBelow().Count(), 100, 2000);
        Assert.InRange(_zone.Asked.Count, 10, SpfTreeWalk.MostQuestions);
    }

    private Task<SpfTree> ReadAsync() => SpfTree.ReadAsync(_zone, "example.com", CancellationToken.None);

    /// <summary>Has a record under every name, which includes others that nobody has heard of.</summary>
    private sealed class Endless(int width) : DelistTools.Dns.IDnsTransport
    {
        public string Resolver => "192.0.2.53";

        internal int Asked { get; private set; }

        public Task<DelistTools.Dns.DnsAnswer> AskAsync(string name, DelistTools.Dns.DnsRecordKind kind, CancellationToken cancellationToken)
        {
            Asked++;
            string text = "v=spf1" + string.Concat(Enumerable.Range(0, width).Select(i => " include:" + i + "." + name)) + " -all";
            return Task.FromResult(Reply.Txt(text));
        }
    }
}
