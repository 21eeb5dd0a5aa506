using System.Collections.Generic;
using System.Net;
using System.Threading.Tasks;
using DelistTools.Dns;
using Xunit;

namespace DelistTools.Core.Tests.Waiting;

public sealed class FreshResolverTests
{
    [Fact]
    public async Task Open_SystemThatChangesItsResolver_GoesByTheNewOne()
    {
        IReadOnlyList<IPEndPoint> system = [Server("192.0.2.1")];
        FreshResolver resolver = new(null, s => new FakeTransport { Resolver = s.Address.ToString() }, () => system);

        Assert.Equal("192.0.2.1", (await resolver.OpenAsync(default)).Resolver);
        system = [Server("198.51.100.1")];
        Assert.Equal("198.51.100.1", (await resolver.OpenAsync(default)).Resolver);
    }

    [Fact]
    public async Task Open_SystemWithoutOne_FailsEachQuestionUntilThereIsOne()
    {
        IReadOnlyList<IPEndPoint> system = [];
        FreshResolver resolver = new(null, s => new FakeTransport { Resolver = s.Address.ToString() }, () => system);

        DnsAnswer answer = await (await resolver.OpenAsync(default)).AskAsync("a.test", DnsRecordKind.A, default);

        Assert.Equal((DnsOutcome.Failed, LookupFailureKind.Unreachable), (answer.Outcome, answer.Failure));
        system = [Server("198.51.100.1")];
        Assert.Equal("198.51.100.1", (await resolver.OpenAsync(default)).Resolver);
    }

    [Fact]
    public async Task Open_SystemThatCannotSay_IsOneWithoutUntilItCan()
    {
        bool isFailing = true;
        List<string> traced = [];
        FreshResolver resolver = new(
            null,
            s => new FakeTransport { Resolver = s.Address.ToString() },
            () => isFailing ? throw new System.Net.NetworkInformation.NetworkInformationException(5) : [Server("198.51.100.1")],
            traced.Add);

        Assert.Equal("none", (await resolver.OpenAsync(default)).Resolver);
        Assert.Contains("NetworkInformationException", Assert.Single(traced), System.StringComparison.Ordinal);
        isFailing = false;
        Assert.Equal("198.51.100.1", (await resolver.OpenAsync(default)).Resolver);
    }

    [Fact]
    public async Task Open_OneThatIsNamed_IsUsedWhateverTheSystemSays()
    {
        FreshResolver resolver = new([Server("203.0.113.53")], s => new FakeTransport { Resolver = s.Address.ToString() }, () => [Server("192.0.2.1")]);

        Assert.Equal("203.0.113.53", (await resolver.OpenAsync(default)).Resolver);
    }

    private static IPEndPoint Server(string address) => new(IPAddress.Parse(address), 53);
}
