using System.Net;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class QuestionNameTests
{
    private const string DocumentationNibbles = "b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4";

    [Fact]
    public void Labels_IPv4_AreReversedOctets() =>
        Assert.Equal("99.2.0.192", QuestionName.Labels(IPAddress.Parse("192.0.2.99")));

    [Fact]
    public void Labels_IPv6_AreReversedNibblesInLowerCase() =>
        Assert.Equal(DocumentationNibbles, QuestionName.Labels(IPAddress.Parse("4321:0:1:2:3:4:567:89ab")));

    [Fact]
    public void Labels_IPv6_KeepsEveryZero()
    {
        string labels = QuestionName.Labels(IPAddress.Parse("2001:db8::1"));

        Assert.Equal("1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2", labels);
        Assert.Equal(63, labels.Length);
    }

    // RFC 5782, section 5, gives this very name for ::FFFF:7F00:2.
    [Fact]
    public void MappedLabels_TestEntry_AreTheThirtyTwoNibblesOfRfc5782() =>
        Assert.Equal("2.0.0.0.0.0.f.7.f.f.f.f.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0", QuestionName.MappedLabels("127.0.0.2"));

    [Theory]
    [InlineData("4.3.2.1", "1.2.3.4")]
    [InlineData("2.0.0.127", "127.0.0.2")]
    [InlineData(DocumentationNibbles, "4321:0:1:2:3:4:567:89ab")]
    [InlineData("B.A.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4", "4321:0:1:2:3:4:567:89ab")]
    public void TryReadLabels_ReversedAddress_GivesIt(string labels, string expected) =>
        Assert.Equal(expected, QuestionName.TryReadLabels(labels)?.ToString());

    [Fact]
    public void TryReadLabels_MappedTestEntry_StaysIPv6() =>
        Assert.True(QuestionName.TryReadLabels(QuestionName.MappedLabels("127.0.0.2"))?.IsIPv4MappedToIPv6);

    [Theory]
    [InlineData("")]
    [InlineData("www")]
    [InlineData("3.2.1")]
    [InlineData("5.4.3.2.1")]
    [InlineData("4.3.2.256")]
    [InlineData("4.3.2.010")]
    [InlineData("4.3.2.x")]
    [InlineData("b.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3")]
    [InlineData("g.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4")]
    [InlineData("bb.a.9.8.7.6.5.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.0.0.0.0.1.2.3.4")]
    public void TryReadLabels_AnythingElse_IsNull(string labels) => Assert.Null(QuestionName.TryReadLabels(labels));
}
