using Xunit;

namespace DelistTools.Core.Tests.RealServers;

[Collection(ServerCollection.Name)]
public sealed class DnsClientResolverFaultTests(ServerFixture servers) : ResolverFaultTests(servers, isMultiplexed: false);
