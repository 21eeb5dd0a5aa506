using System.Linq;
using DelistTools.Diagnosis;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class AddressScannerTests
{
    [Theory]
    [InlineData("IP:192.0.2.1 is blocked", "3=192.0.2.1")]
    [InlineData("192.0.2.1:25 refused", "0=192.0.2.1")]
    [InlineData("from 192.0.2.1:blocked", "5=192.0.2.1")]
    [InlineData("IP=192.0.2.1; v=2001:db8::1.", "3=192.0.2.1 16=2001:db8::1")]
    [InlineData("[ipv6:2001:db8::1]", "1=2001:db8::1")]
    [InlineData("::ffff:192.0.2.1", "0=192.0.2.1")]
    [InlineData("192.0.2.1.it", "")]
    [InlineData("network 192.0.2.0/24 and 2001:db8::/32.", "")]
    [InlineData("192.0.2.1/32, http://192.0.2.2/24/x, 2001:db8::1/128", "0=192.0.2.1 21=192.0.2.2 37=2001:db8::1")]
    [InlineData("192.0.2.1-dyn", "")]
    [InlineData("x192.0.2.1 1.192.0.2.1 192.0.2.256", "")]
    [InlineData("face: bad.cafe::: 12:30:45", "")]
    [InlineData("", "")]
    public void Find_Words_AreTheAddressesWithTheirPlaces(string words, string found) =>
        Assert.Equal(found, string.Join(" ", AddressScanner.Find(words).Select(f => f.Start + "=" + f.Address)));

    [Fact]
    public void Find_LongRunOfWhatAddressesConsistOf_IsNone() =>
        Assert.Empty(AddressScanner.Find(string.Concat(Enumerable.Repeat("1.2:a", 100_000))));
}
