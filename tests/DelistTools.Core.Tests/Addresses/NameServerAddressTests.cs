using System.Net;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class NameServerAddressTests
{
    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53", 53)]
    [InlineData(" 192.0.2.53 ", "192.0.2.53", 53)]
    [InlineData("127.0.0.1:5391", "127.0.0.1", 5391)]
    [InlineData("127.0.0.1:65535", "127.0.0.1", 65535)]
    [InlineData("2001:db8::53", "2001:db8::53", 53)]
    [InlineData("::1", "::1", 53)]
    [InlineData("[2001:db8::53]", "2001:db8::53", 53)]
    [InlineData("[2001:db8::53]:5391", "2001:db8::53", 5391)]
    public void TryParse_AddressAndPort_GivesThem(string text, string address, int port) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse(address), port), NameServerAddress.TryParse(text));

    [Theory]
    [InlineData("")]
    [InlineData("resolver.example.com")]
    [InlineData("1")]
    [InlineData("010.0.0.1")]
    [InlineData("192.0.2.53:")]
    [InlineData("192.0.2.53:0")]
    [InlineData("192.0.2.53:65536")]
    [InlineData("192.0.2.53:-1")]
    [InlineData("192.0.2.53:+53")]
    [InlineData("192.0.2.53:dns")]
    [InlineData(":53")]
    [InlineData("[2001:db8::53")]
    [InlineData("[2001:db8::53]x")]
    [InlineData("[2001:db8::53]:")]
    [InlineData("[2001:db8::53]5391")]
    [InlineData("[192.0.2.53]:53")]
    [InlineData("[]:53")]
    [InlineData("fe80::1%eth0")]
    public void TryParse_AnythingElse_IsNull(string text) => Assert.Null(NameServerAddress.TryParse(text));

    [Theory]
    [InlineData("192.0.2.53", "192.0.2.53")]
    [InlineData("192.0.2.53:5391", "192.0.2.53:5391")]
    [InlineData("2001:db8::53", "2001:db8::53")]
    [InlineData("[2001:db8::53]:5391", "[2001:db8::53]:5391")]
    public void Show_EndPoint_HidesOnlyTheUsualPort(string text, string expected) =>
        Assert.Equal(expected, NameServerAddress.Show(NameServerAddress.TryParse(text)!));
}
