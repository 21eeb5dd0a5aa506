using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class HostAddressesTests
{
    [Theory]
    [InlineData("1.2.3.4", "2001:db8::1", "1.2.3.4 2001:db8::1")]
    [InlineData("1.2.3.4", "::ffff:1.2.3.4", "1.2.3.4")]
    [InlineData("1.2.3.4", "64:ff9b::102:304", "1.2.3.4")]
    [InlineData("", "2001:db8::1", "2001:db8::1")]
    public async Task FindAsync_BothFamilies_GivesEachAddressOnce(string ipv4, string ipv6, string expected)
    {
        FakeTransport transport = new();
        if (ipv4.Length > 0)
        {
            transport.A("mail.example.org", ipv4);
        }

        transport.On("mail.example.org", DnsRecordKind.Aaaa, new DnsAnswer { Outcome = DnsOutcome.Records, Addresses = [IPAddress.Parse(ipv6)] });
        HostAddresses found = await HostAddresses.FindAsync(transport, "mail.example.org", CancellationToken.None);

        Assert.Equal(expected, string.Join(' ', found.Addresses.Select(a => a.ToString())));
        Assert.Null(found.Failure);
    }
}
