using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class DomainNameTextTests
{
    private static readonly string Label63 = new('a', 63);

    [Theory]
    [InlineData("example.com")]
    [InlineData("example.com.")]
    [InlineData("a.b")]
    [InlineData("dnsbl-1.uceprotect.net")]
    [InlineData("_dmarc.example.com")]
    [InlineData("2.0.0.127.zen.spamhaus.org")]
    [InlineData("xn--mller-kva.example")]
    [InlineData("1.2.3.4a")]
    public void IsHostLike_NameOfSeveralLabels_IsTrue(string text) => Assert.True(DomainNameText.IsHostLike(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("localhost")]
    [InlineData("localhost.")]
    [InlineData(".example.com")]
    [InlineData("example..com")]
    [InlineData("example.com..")]
    [InlineData("-a.example")]
    [InlineData("a-.example")]
    [InlineData("a b.example")]
    [InlineData("a\u0007.example")]
    [InlineData("m\u00FCller.example")]
    [InlineData("*.example.com")]
    [InlineData("<key>.example.com")]
    [InlineData("1.2.3.4")]
    [InlineData("example.123")]
    public void IsHostLike_AnythingElse_IsFalse(string text) => Assert.False(DomainNameText.IsHostLike(text));

    [Fact]
    public void IsHostLike_LengthsAtTheLimits_FollowRfc1035()
    {
        string longest = Label63 + "." + Label63 + "." + Label63 + "." + Label63[..61];
        Assert.Equal(253, longest.Length);
        Assert.True(DomainNameText.IsHostLike(longest));
        Assert.True(DomainNameText.IsHostLike(longest + "."));
        Assert.False(DomainNameText.IsHostLike(longest + "a"));
        Assert.False(DomainNameText.IsHostLike(Label63 + "a.example"));
    }

    [Theory]
    [InlineData("Example.COM", "example.com")]
    [InlineData("example.com.", "example.com")]
    [InlineData("  mail.example.com ", "mail.example.com")]
    [InlineData("m\u00FCller.example", "xn--mller-kva.example")]
    [InlineData("M\u00DCLLER.Example", "xn--mller-kva.example")]
    [InlineData("\u4F8B\u3048\u3002\u30C6\u30B9\u30C8", "xn--r8jz45g.xn--zckzah")]
    [InlineData("_spf.example.com", "_spf.example.com")]
    public void Normalise_Name_IsLowerCaseALabelsWithoutTrailingDot(string text, string expected) =>
        Assert.Equal(expected, DomainNameText.Normalise(text));

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("localhost")]
    [InlineData("a..b")]
    [InlineData("mail example.com")]
    [InlineData("192.0.2.1")]
    public void Normalise_NoName_IsNull(string text) => Assert.Null(DomainNameText.Normalise(text));

    [Fact]
    public void Normalise_LabelTooLong_IsNull() => Assert.Null(DomainNameText.Normalise(Label63 + "a.example"));
}
