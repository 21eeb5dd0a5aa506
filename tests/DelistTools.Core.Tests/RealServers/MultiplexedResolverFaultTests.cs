using Xunit;

namespace DelistTools.Core.Tests.RealServers;

[Collection(ServerCollection.Name)]
public sealed class MultiplexedResolverFaultTests(ServerFixture servers) : ResolverFaultTests(servers, isMultiplexed: true);
