using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Threading;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests;

public sealed class SystemResolverTests
{
    private static readonly IPEndPoint[] Candidates =
    {
        new(IPAddress.Parse("192.0.2.1"), 53), new(IPAddress.Parse("192.0.2.2"), 53), new(IPAddress.Parse("192.0.2.3"), 53),
    };

    [Theory]
    [InlineData("", 2)]
    [InlineData("192.0.2.3", 2)]
    [InlineData("192.0.2.2", 1)]
    [InlineData("192.0.2.1 192.0.2.2", 0)]
    public async Task FirstAliveAsync_Candidates_IsTheFirstThatAnswersOrTheLast(string alive, int expected)
    {
        IPEndPoint found = await SystemResolver.FirstAliveAsync(
            Candidates,
            e => new FakeTransport { Otherwise = (_, _) => alive.Split(' ').Contains(e.Address.ToString()) ? Reply.NameError : Reply.Timeout },
            CancellationToken.None);

        Assert.Equal(Candidates[expected], found);
    }

    [Fact]
    public async Task FirstAliveAsync_OneCandidate_AsksNothing()
    {
        List<FakeTransport> opened = new();

        await SystemResolver.FirstAliveAsync(Candidates.Take(1).ToList(), Open, CancellationToken.None);

        Assert.Empty(opened);

        FakeTransport Open(IPEndPoint endPoint)
        {
            opened.Add(new FakeTransport());
            return opened[^1];
        }
    }

    [Theory]
    [InlineData(LookupFailureKind.Timeout, false)]
    [InlineData(LookupFailureKind.Unreachable, false)]
    [InlineData(LookupFailureKind.Refused, true)]
    [InlineData(LookupFailureKind.ServerFailure, true)]
    [InlineData(LookupFailureKind.Malformed, true)]
    public async Task IsReachableAsync_Failure_IsReachableWhereAnythingCameBack(LookupFailureKind kind, bool expected)
    {
        FakeTransport transport = new() { Otherwise = (_, _) => Reply.Fail(kind) };

        Assert.Equal(expected, await SystemResolver.IsReachableAsync(transport, CancellationToken.None));
    }

    [Fact]
    public async Task FindAsync_HostWithBothFamilies_GivesIPv4First()
    {
        FakeTransport transport = new FakeTransport().A("mail.example.com", "1.2.3.4 1.2.3.5")
            .On("mail.example.com", DnsRecordKind.Aaaa, Reply.A("2a00::1"));

        HostAddresses host = await HostAddresses.FindAsync(transport, "mail.example.com", CancellationToken.None);

        Assert.Equal(new[] { "1.2.3.4", "1.2.3.5", "2a00::1" }, host.Addresses.Select(a => a.ToString()));
        Assert.Null(host.Failure);
    }

    [Fact]
    public async Task FindAsync_HalfAnAnswer_KeepsTheAddressesAndSaysWhatIsMissing()
    {
        FakeTransport transport = new FakeTransport().A("mail.example.com", "1.2.3.4").On("mail.example.com", DnsRecordKind.Aaaa, Reply.Timeout);

        HostAddresses host = await HostAddresses.FindAsync(transport, "mail.example.com", CancellationToken.None);

        Assert.Single(host.Addresses);
        Assert.Equal("it was Timeout", host.Failure);
    }

    [Fact]
    public async Task FindAsync_NoSuchHost_IsEmptyWithoutFailure()
    {
        HostAddresses host = await HostAddresses.FindAsync(new FakeTransport(), "mail.example.com", CancellationToken.None);

        Assert.Empty(host.Addresses);
        Assert.Null(host.Failure);
    }
}
