using System.Net;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class ReservedAddressesTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", "this network")]
    [InlineData("10.0.0.0", "10.255.255.255", "private")]
    [InlineData("100.64.0.0", "100.127.255.255", "carrier-grade NAT")]
    [InlineData("127.0.0.0", "127.255.255.255", "loopback")]
    [InlineData("169.254.0.0", "169.254.255.255", "link-local")]
    [InlineData("172.16.0.0", "172.31.255.255", "private")]
    [InlineData("192.0.0.0", "192.0.0.255", "protocol")]
    [InlineData("192.0.2.0", "192.0.2.255", "documentation")]
    [InlineData("192.88.99.0", "192.88.99.255", "6to4")]
    [InlineData("192.168.0.0", "192.168.255.255", "private")]
    [InlineData("198.18.0.0", "198.19.255.255", "benchmarks")]
    [InlineData("198.51.100.0", "198.51.100.255", "documentation")]
    [InlineData("203.0.113.0", "203.0.113.255", "documentation")]
    [InlineData("224.0.0.0", "239.255.255.255", "multicast")]
    [InlineData("240.0.0.0", "255.255.255.255", "reserved")]
    [InlineData("::", "::", "unspecified")]
    [InlineData("::1", "::1", "loopback")]
    [InlineData("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff", "translation")]
    [InlineData("100::", "100::ffff:ffff:ffff:ffff", "discard")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "documentation")]
    [InlineData("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "documentation")]
    [InlineData("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "unique local")]
    [InlineData("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "link-local")]
    [InlineData("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "multicast")]
    public void Describe_BothEndsOfABlock_SaysItsPurpose(string first, string last, string purpose)
    {
        Assert.Contains(purpose, Describe(first, first), System.StringComparison.Ordinal);
        Assert.Contains(purpose, Describe(last, last), System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.0.0.0", "9.255.255.255")]
    [InlineData("11.0.0.0", "100.63.255.255")]
    [InlineData("100.128.0.0", "126.255.255.255")]
    [InlineData("128.0.0.0", "169.253.255.255")]
    [InlineData("169.255.0.0", "172.15.255.255")]
    [InlineData("172.32.0.0", "191.255.255.255")]
    [InlineData("192.0.1.0", "192.0.1.255")]
    [InlineData("192.0.3.0", "192.88.98.255")]
    [InlineData("192.88.100.0", "192.167.255.255")]
    [InlineData("192.169.0.0", "198.17.255.255")]
    [InlineData("198.20.0.0", "198.51.99.255")]
    [InlineData("198.51.101.0", "203.0.112.255")]
    [InlineData("203.0.114.0", "223.255.255.255")]
    [InlineData("2001:db9::", "2fff::")]
    [InlineData("2a00::", "2a00:ffff::")]
    [InlineData("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Describe_TheGapsBetween_AreNotReserved(string first, string last) => Assert.Null(Describe(first, last));

    [Fact]
    public void Describe_RangeThatOnlyTouches_IsReserved() =>
        Assert.Contains("documentation", Describe("203.0.112.0", "203.0.113.0"), System.StringComparison.Ordinal);

    private static string? Describe(string first, string last) =>
        ReservedAddresses.Describe(new AddressRange(IPAddress.Parse(first), IPAddress.Parse(last)));
}
