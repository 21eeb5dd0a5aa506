using DelistTools.Catalog;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class HostIndexTests
{
    [Theory]
    [InlineData("mx.one.test", "exact", "mx.one.test")]
    [InlineData("MX.One.TEST.", "exact", "mx.one.test")]
    [InlineData(" mx.one.test ", "exact", "mx.one.test")]
    [InlineData("other.one.test", "wide", ".one.test")]
    [InlineData("a.b.one.test", "wide", ".one.test")]
    [InlineData("a.deep.one.test.", "narrow", ".deep.one.test")]
    [InlineData("A.B.Deep.One.Test", "narrow", ".deep.one.test")]
    [InlineData("one.test", null, "")]
    [InlineData("xone.test", null, "")]
    [InlineData("deep.one.test", "wide", ".one.test")]
    [InlineData("one.test.elsewhere.test", null, "")]
    [InlineData("", null, "")]
    [InlineData(".", null, "")]
    [InlineData("...", null, "")]
    public void Find_Host_BelongsToItsOwnNameOrTheLongestSuffix(string host, string? id, string expected)
    {
        HostIndex index = new();
        index.Add(".one.test", new MailProvider { Id = "wide" });
        index.Add(".deep.one.test", new MailProvider { Id = "narrow" });
        index.Add("mx.one.test", new MailProvider { Id = "exact" });

        Assert.Equal(id, index.Find(host, out string matched)?.Id);
        Assert.Equal(expected, matched);
    }

    [Fact]
    public void Add_NameThatSomebodyHas_StaysWithTheFirst()
    {
        HostIndex index = new();
        index.Add("mx.test.test", new MailProvider { Id = "first" });
        index.Add("MX.test.test", new MailProvider { Id = "second" });

        Assert.Equal("first", index.Find("mx.test.test", out _)?.Id);
    }
}
