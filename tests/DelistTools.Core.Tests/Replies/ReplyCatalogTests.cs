using System;
using System.Linq;
using DelistTools.Catalog;
using DelistTools.Replies;
using Xunit;

namespace DelistTools.Core.Tests;

/// <summary>The sections of replies, and the user's own part of them.</summary>
public sealed class ReplyCatalogTests
{
    private const string Common = "\"meaning\": \"Made up for a test.\", \"nextStep\": \"Nothing at all.\", \"sources\": [{ \"source\": \"a test\" }], \"confidence\": \"high\", \"verifiedOn\": \"2026-11-28\"";

    [Theory]
    [InlineData("\"verdict\": \"mitigated\"", "fragments")]
    [InlineData("\"verdict\": \"forgiven\", \"fragments\": [\"x\"]", "verdict")]
    [InlineData("\"verdict\": \"mitigated\", \"fragments\": [\"x\"], \"operator\": \"nobody\"", "operator")]
    [InlineData("\"verdict\": \"mitigated\", \"fragments\": [\"x\"], \"list\": \"nolist\"", "list")]
    [InlineData("\"verdict\": \"mitigated\", \"fragments\": [\"x\"], \"wait\": \"soon\"", "wait")]
    [InlineData("\"verdict\": \"mitigated\", \"fragments\": [\"x\"], \"overrides\": [\"nothing\"]", "overrides")]
    [InlineData("\"verdict\": \"mitigated\", \"fragments\": [\"x\"], \"operatorOnly\": true", "operator")]
    [InlineData("\"verdict\": \"mitigated\", \"pattern\": \"(\"", "pattern")]
    [InlineData("\"verdict\": \"mitigated\", \"pattern\": \"{nopart}\"", "pattern")]
    [InlineData("\"verdict\": \"mitigated\", \"fragments\": [\"x\"], \"fragment\": [\"y\"]", "fragment")]
    public void Reply_NotAsItShouldBe_IsAnErrorThatNamesTheField(string fields, string field)
    {
        string overlay = "{ \"schema\": 1, \"replies\": [ { \"id\": \"x\", " + fields + ", " + Common + " } ] }";
        CatalogException error = Assert.Throws<CatalogException>(() => ReplyReadings.Catalog("{ \"schema\": 1 }", overlay));
        Assert.Contains(field, error.Message, StringComparison.Ordinal);
        Assert.Equal(CatalogText.OverlayFile, error.File);
    }

    [Theory]
    [InlineData("\"id\": \"nobody\"", "id")]
    [InlineData("\"id\": \"barracuda\", \"senders\": [\"not a domain\"]", "senders")]
    [InlineData("\"id\": \"barracuda\", \"tickets\": [\"no group\"]", "tickets")]
    [InlineData("\"id\": \"barracuda\", \"usualTime\": \"a while\"", "usualTime")]
    [InlineData("\"id\": \"barracuda\", \"list\": \"nolist\"", "list")]
    public void Operator_NotAsItShouldBe_IsAnErrorThatNamesTheField(string fields, string field)
    {
        string json = "{ \"schema\": 1, \"replyOperators\": [ { " + fields + ", \"sources\": [{ \"source\": \"a test\" }], \"confidence\": \"high\", \"verifiedOn\": \"2026-11-28\" } ] }";
        Assert.Contains(field, Assert.Throws<CatalogException>(() => ReplyReadings.Catalog(json)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlay_AddsReplacesAndDisables()
    {
        const string Shipped = "{ \"schema\": 1, \"replies\": [ { \"id\": \"a\", \"verdict\": \"mitigated\", \"fragments\": [\"gone\"], " + Common + " }, { \"id\": \"b\", \"verdict\": \"refused\", \"fragments\": [\"stays\"], " + Common + " } ] }";
        const string Overlay = "{ \"schema\": 1, \"replies\": [ { \"id\": \"a\", \"verdict\": \"received\", \"fragments\": [\"gone\"], \"wait\": \"3 working days\", " + Common + " }, { \"id\": \"b\", \"disabled\": true }, { \"id\": \"own\", \"verdict\": \"resubmit\", \"fragments\": [\"once more\"], " + Common + " } ] }";
        ReplyMessages read = ReplyReadings.Over(ReplyReadings.Catalog(Shipped, Overlay));

        Assert.Equal(ReplyVerdict.Received, read.Read("The delisting is gone.").Single().Verdict);
        Assert.Equal(ReplyReadings.Now.AddDays(5), read.Read("The delisting is gone.").Single().WaitUntil);
        Assert.Equal(ReplyVerdict.Unknown, read.Read("The delisting stays.").Single().Verdict);
        Assert.Equal("own", read.Read("The delisting once more.").Single().RuleId);
    }

    [Fact]
    public void Choice_OfSeveralThatFit_IsTheOneThatSaysMost()
    {
        const string Json = "{ \"schema\": 1, \"replies\": ["
            + "{ \"id\": \"receipt\", \"verdict\": \"received\", \"fragments\": [\"we have got your very long request\"], " + Common + " },"
            + "{ \"id\": \"known\", \"operator\": \"barracuda\", \"verdict\": \"mitigated\", \"fragments\": [\"gone\"], " + Common + " },"
            + "{ \"id\": \"worse\", \"verdict\": \"refused\", \"fragments\": [\"never\"], " + Common + " },"
            + "{ \"id\": \"general\", \"verdict\": \"mitigated\", \"fragments\": [\"is gone\"], " + Common + " },"
            + "{ \"id\": \"over\", \"verdict\": \"received\", \"fragments\": [\"do not mind\"], \"overrides\": [\"worse\"], " + Common + " } ] }";
        ReplyMessages read = ReplyReadings.Over(ReplyReadings.Catalog(Json));
        string? Decides(string text) => read.Read("Delisting: " + text).Single().RuleId;

        Assert.Equal("known", Decides("we have got your very long request; it is gone; never."));
        Assert.Equal("worse", Decides("we have got your very long request; never."));
        Assert.Equal("over", Decides("never; do not mind"));
    }
}
