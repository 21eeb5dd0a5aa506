using System.Net;
using DelistTools.Blocklists;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class IpAddressTextTests
{
    [Theory]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::", "::")]
    [InlineData("2001:DB8:0:0::1", "2001:db8::1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6")]
    [InlineData("64:ff9b::192.0.2.1", "64:ff9b::c000:201")]
    public void TryParse_AddressAsPeopleWriteIt_GivesIt(string text, string expected)
    {
        Assert.True(IpAddressText.TryParse(text, out IPAddress? address));
        Assert.Equal(expected, address.ToString());
    }

    [Theory]
    [InlineData("::ffff:192.0.2.1")]
    [InlineData("::FFFF:c000:201")]
    [InlineData("0:0:0:0:0:ffff:192.0.2.1")]
    public void TryParse_MappedAddress_IsUnmapped(string text)
    {
        Assert.True(IpAddressText.TryParse(text, out IPAddress? address));
        Assert.Equal("192.0.2.1", address.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("1")]
    [InlineData("127.1")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.4.")]
    [InlineData(" 1.2.3.4")]
    [InlineData("010.0.0.1")]
    [InlineData("1.2.3.00")]
    [InlineData("0x7f.0.0.1")]
    [InlineData("256.1.1.1")]
    [InlineData("1.1.1.1000")]
    [InlineData("+1.2.3.4")]
    [InlineData("1.2.3.-4")]
    [InlineData("1.2.3.\u0664")]
    [InlineData("2130706433")]
    [InlineData("::1%eth0")]
    [InlineData("::1%1")]
    [InlineData("[::1]")]
    [InlineData("::1/64")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1::2::3")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("::12345")]
    [InlineData("::g")]
    [InlineData("::ffff:010.0.0.1")]
    [InlineData("::ffff:1.2.3")]
    [InlineData("1.2.3.4::")]
    [InlineData("::1.2.3.4:5")]
    public void TryParse_AnythingElse_IsNoAddress(string text)
    {
        Assert.False(IpAddressText.TryParse(text, out IPAddress? address));
        Assert.Null(address);
    }

    [Theory]
    [InlineData("0.0.0.0", 0u)]
    [InlineData("127.0.0.2", 0x7F000002u)]
    [InlineData("1.2.3.4", 0x01020304u)]
    [InlineData("255.255.255.255", 0xFFFFFFFFu)]
    public void ToUInt32_Address_IsMostSignificantOctetFirst(string text, uint expected)
    {
        Assert.Equal(expected, IpAddressText.ToUInt32(IPAddress.Parse(text)));
        Assert.Equal(IPAddress.Parse(text), IpAddressText.FromUInt32(expected));
    }
}
