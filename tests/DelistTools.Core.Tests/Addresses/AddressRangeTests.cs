using System;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("192.0.2.77", 32, "192.0.2.77", "192.0.2.77")]
    [InlineData("192.0.2.77", 31, "192.0.2.76", "192.0.2.77")]
    [InlineData("192.0.2.77", 24, "192.0.2.0", "192.0.2.255")]
    [InlineData("192.0.2.77", 20, "192.0.0.0", "192.0.15.255")]
    [InlineData("192.0.2.77", 9, "192.0.0.0", "192.127.255.255")]
    [InlineData("192.0.2.77", 1, "128.0.0.0", "255.255.255.255")]
    [InlineData("192.0.2.77", 0, "0.0.0.0", "255.255.255.255")]
    [InlineData("2001:db8::ff", 128, "2001:db8::ff", "2001:db8::ff")]
    [InlineData("2001:db8::ff", 124, "2001:db8::f0", "2001:db8::ff")]
    [InlineData("2001:db8:1:2:3::", 65, "2001:db8:1:2::", "2001:db8:1:2:7fff:ffff:ffff:ffff")]
    [InlineData("2001:db8::1", 0, "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void FromPrefix_Length_MasksBothEnds(string address, int length, string first, string last)
    {
        AddressRange range = AddressRange.FromPrefix(IPAddress.Parse(address), length);

        Assert.Equal(first, range.First.ToString());
        Assert.Equal(last, range.Last.ToString());
        Assert.Equal(BigInteger.One << (AddressRange.Bits(range.First.AddressFamily) - length), range.Count);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", 1)]
    [InlineData("192.0.2.1", "192.0.3.0", 256)]
    [InlineData("127.255.255.255", "128.0.0.0", 2)]
    [InlineData("192.0.2.1", "192.0.2.0", 0)]
    [InlineData("192.0.2.9", "192.0.2.1", -7)]
    public void Count_Ends_AreBothIncluded(string first, string last, int count) =>
        Assert.Equal(count, Range(first, last).Count);

    [Fact]
    public void Constructor_TwoFamilies_Throws() => Assert.Throws<ArgumentException>(() => Range("192.0.2.1", "::1"));

    [Theory]
    [InlineData("192.0.2.254", "192.0.3.1", "192.0.2.254 192.0.2.255 192.0.3.0 192.0.3.1")]
    [InlineData("9.255.255.255", "10.0.0.0", "9.255.255.255 10.0.0.0")]
    [InlineData("255.255.255.254", "255.255.255.255", "255.255.255.254 255.255.255.255")]
    [InlineData("0.0.0.0", "0.0.0.0", "0.0.0.0")]
    [InlineData("2001:db8::ffff", "2001:db8::1:1", "2001:db8::ffff 2001:db8::1:0 2001:db8::1:1")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Addresses_Range_RunsOverOctetBordersAndEnds(string first, string last, string expected) =>
        Assert.Equal(expected, string.Join(" ", Range(first, last).Addresses().Take(10)));

    [Fact]
    public void Addresses_Slash16_GivesEachOnce()
    {
        AddressRange range = AddressRange.FromPrefix(IPAddress.Parse("198.18.0.0"), 16);

        Assert.Equal(65_536, range.Addresses().Take(70_000).Distinct().Count());
    }

    [Theory]
    [InlineData("192.0.2.0", true)]
    [InlineData("192.0.2.255", true)]
    [InlineData("192.0.1.255", false)]
    [InlineData("192.0.3.0", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:192.0.2.1", false)]
    public void Contains_Address_NeedsItsFamilyAndBothEnds(string address, bool expected) =>
        Assert.Equal(expected, Range("192.0.2.0", "192.0.2.255").Contains(IPAddress.Parse(address)));

    [Theory]
    [InlineData("192.0.1.0", "192.0.2.0", true)]
    [InlineData("192.0.2.255", "192.0.9.9", true)]
    [InlineData("0.0.0.0", "255.255.255.255", true)]
    [InlineData("192.0.2.7", "192.0.2.8", true)]
    [InlineData("192.0.1.0", "192.0.1.255", false)]
    [InlineData("192.0.3.0", "192.0.3.255", false)]
    [InlineData("::", "ffff::", false)]
    public void Overlaps_OtherRange_IsMutual(string first, string last, bool expected)
    {
        AddressRange range = Range("192.0.2.0", "192.0.2.255");
        AddressRange other = Range(first, last);

        Assert.Equal(expected, range.Overlaps(other));
        Assert.Equal(expected, other.Overlaps(range));
    }

    [Fact]
    public void Compare_Addresses_IsNumericAndUnsigned()
    {
        Assert.True(AddressRange.Compare(IPAddress.Parse("127.0.0.2"), IPAddress.Parse("127.0.0.10")) < 0);
        Assert.True(AddressRange.Compare(IPAddress.Parse("128.0.0.0"), IPAddress.Parse("127.255.255.255")) > 0);
        Assert.Equal(0, AddressRange.Compare(IPAddress.Parse("::1"), IPAddress.Parse("::1")));
    }

    [Fact]
    public void ToString_Range_ShowsOneAddressOrBothEnds()
    {
        Assert.Equal("192.0.2.1", Range("192.0.2.1", "192.0.2.1").ToString());
        Assert.Equal("192.0.2.1-192.0.2.9", Range("192.0.2.1", "192.0.2.9").ToString());
    }

    [Fact]
    public void Bits_Family_IsItsLength()
    {
        Assert.Equal(32, AddressRange.Bits(AddressFamily.InterNetwork));
        Assert.Equal(128, AddressRange.Bits(AddressFamily.InterNetworkV6));
    }

    private static AddressRange Range(string first, string last) => new(IPAddress.Parse(first), IPAddress.Parse(last));
}
